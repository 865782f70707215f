import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { Path } from '../path.ts'
import { fieldOf } from '../scheduling/lenient.ts'
import { spanAt } from './fields.ts'
import { findField } from './find-field.ts'
import { nameOf, neighboursOf, relatedTo } from './neighbours.ts'
import type { Rule } from './rule.ts'

const NAME = Path.root('metadata', 'name')

/** A number of replicas, an autoscaler or claim templates: things of Deployments and StatefulSets. */
export const replicasOnDaemonset: Rule = {
  id: 'replicas-on-daemonset',
  severity: 'error',
  summary: 'replicas, a HorizontalPodAutoscaler or volumeClaimTemplates for a DaemonSet',
  why: `A DaemonSet has one pod on each eligible node: it has no \`replicas\`, cannot be scaled by a HorizontalPodAutoscaler, and has no \`volumeClaimTemplates\`. How many pods there are is
decided by nodeSelector, node affinity and tolerations.`,
  example: {
    bad: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  replicas: 3
# ^^^^^^^^
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
    good: `nodeSelector:
  kubernetes.io/os: linux
`,
  },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/'],
  *check(daemonset, context) {
    const autoscalers = neighboursOf(daemonset, context)?.ofKind('HorizontalPodAutoscaler') ?? []
    for (const autoscaler of autoscalers) {
      const target = fieldOf(autoscaler.spec, 'scaleTargetRef')
      if (fieldOf(target, 'kind') !== 'DaemonSet' || fieldOf(target, 'name') !== daemonset.value.metadata?.name) continue
      yield {
        span: spanAt(daemonset, NAME),
        field: NAME,
        message: `${nameOf(autoscaler)} is to scale this DaemonSet, which has no replicas: it never takes effect. Remove it; nodeSelector and tolerations decide how many pods there are.`,
        related: [relatedTo(autoscaler, 'It targets the DaemonSet')],
      }
    }
  },
  refines(problem, daemonset) {
    if (problem.rule !== 'unknown-field' || !/^spec\.(replicas|volumeClaimTemplates)$/.test(problem.field ?? '')) return undefined
    const { path } = findField(daemonset, problem.field ?? '')
    const isReplicas = path.name === 'replicas'
    return {
      message: isReplicas
        ? 'A DaemonSet has no replicas: it runs one pod on each eligible node, and the API server refuses the field. Remove it, or use a Deployment.'
        : 'A DaemonSet has no volumeClaimTemplates, and the API server refuses the field. Use a hostPath or an ephemeral volume, or a StatefulSet.',
      fixes: () => fixWith(daemonset, { title: `Remove ${path.name}`, safe: isReplicas }, remove(pathIn(daemonset, path))),
    }
  },
}
