import { isPlaceholder } from '../model/placeholder.ts'
import { isMap } from '../scheduling/lenient.ts'
import { containersOf, podSpecOf, spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

/** A container that asks for neither cpu nor memory. */
export const missingRequests: Rule = {
  id: 'missing-requests',
  severity: 'information',
  summary: 'no cpu or memory request: first to be evicted, and invisible to the scheduler',
  why: `A container without requests is *best effort*: when its node runs short of memory it is ended before all others. And the scheduler counts it as nothing, so that on each node of
the cluster there is less room than it seems.`,
  example: {
    bad: `containers:
- name: agent
#       ^^^^^
  image: registry.example.com/agent:1.4.2
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  resources:
    requests:
      cpu: 50m
      memory: 64Mi
`,
  },
  links: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
  *check(daemonset) {
    const pod: unknown = podSpecOf(daemonset).resources
    if (isPlaceholder(pod) || asks(pod)) return
    for (const { value, path, init } of containersOf(daemonset)) {
      const resources: unknown = value.resources
      if (init || isPlaceholder(resources) || asks(resources)) continue
      yield {
        span: spanAt(daemonset, path.child('name')),
        field: path.child('resources'),
        message: `Without a request for cpu or memory ${value.name ?? 'this container'} is evicted first, and the scheduler does not count it. Set resources.requests.`,
      }
    }
  },
}

/** A limit counts as a request; what a template fills in may ask for anything. */
function asks(resources: unknown): boolean {
  if (!isMap(resources)) return false
  return (
    [resources.requests, resources.limits].some(
      (list) => isPlaceholder(list) || (isMap(list) && Object.keys(list).some((key) => key === 'cpu' || key === 'memory' || isPlaceholder(key))),
    ) || Object.keys(resources).some(isPlaceholder)
  )
}
