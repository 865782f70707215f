import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import { containersOf, nodeAt, spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

const FROZEN = /^(k8s\.gcr\.io|gcr\.io\/google[_-]containers)\//

/** Images of a registry that gets no new ones. */
export const frozenRegistry: Rule = {
  id: 'frozen-registry',
  severity: 'warning',
  summary: 'k8s.gcr.io and gcr.io/google_containers are frozen: images live in registry.k8s.io',
  why: `\`k8s.gcr.io\` and \`gcr.io/google_containers\` have been frozen since April 2023: there are no new versions and no fixes, and they may be switched off. The same images, and all newer
ones, are in \`registry.k8s.io\`.`,
  example: {
    bad: `containers:
- name: agent
  image: k8s.gcr.io/pause:3.9
#        ^^^^^^^^^^
`,
    good: `containers:
- name: agent
  image: registry.k8s.io/pause:3.9
`,
  },
  links: ['https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/'],
  *check(daemonset) {
    for (const { value, path } of containersOf(daemonset)) {
      const registry = FROZEN.exec(value.image ?? '')?.[1]
      if (registry === undefined || value.image === undefined) continue
      const field = path.child('image')
      const image = value.image.replace(FROZEN, 'registry.k8s.io/')
      const whole = spanAt(daemonset, field)
      const node = nodeAt(daemonset, field)
      const quote = node?.kind === 'scalar' && node.style !== 'plain' ? 1 : 0
      yield {
        span: { start: whole.start + quote, end: Math.min(whole.end, whole.start + quote + registry.length) },
        field,
        message: `${registry} is frozen since April 2023 and gets no new images or fixes. Use registry.k8s.io.`,
        fixes: () => fixWith(daemonset, { title: `Use ${image}`, safe: registry === 'k8s.gcr.io' }, setValue(pathIn(daemonset, field), image)),
      }
    }
  },
}
