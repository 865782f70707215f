import { contradictionIn, type Demand, selectorDemands, termDemands } from './dead-terms.ts'
import { requiredTermsOf, spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

/** Two things are asked of one label that no node can meet together. */
export const contradictoryAffinity: Rule = {
  id: 'contradictory-affinity',
  severity: 'warning',
  summary: 'nodeSelector and node affinity, or two requirements of a term, exclude each other',
  why: `A node has to meet nodeSelector *and* one of the affinity's terms, and within a term every requirement. When two of them ask different things of one label, no node
can ever match, whatever its labels are.`,
  example: {
    bad: `nodeSelector:
  kubernetes.io/os: linux
affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - key: kubernetes.io/os
#              ^^^^^^^^^^^^^^^^
          operator: In
          values: [windows]
`,
    good: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - key: kubernetes.io/os
          operator: In
          values: [linux, windows]
`,
  },
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity'],
  *check(daemonset) {
    // what excludes each other may stand in two branches of a template
    if (daemonset.template) return
    const selector = selectorDemands(daemonset)
    const terms = requiredTermsOf(daemonset)
    for (const term of terms) {
      const found = contradictionIn([...selector, ...termDemands(term)])
      if (found === undefined) continue
      const { key, first, second } = found
      const name = key.startsWith('field ') ? key.slice('field '.length) : key
      const consequence = terms.length === 1 ? 'the DaemonSet runs nowhere' : 'this term matches no node'
      yield {
        span: spanAt(daemonset, second.path.child('key')),
        field: second.path,
        message: `No node can have ${name} ${shown(first)} and ${shown(second)}, so ${consequence}. Remove one of the two, or make them agree.`,
        related: [
          {
            span: spanAt(daemonset, selector.includes(first) ? first.path : first.path.child('key')),
            message: `It asks for ${name} ${shown(first)}`,
          },
        ],
      }
    }
  },
}

function shown({ operator, values }: Demand): string {
  return values.length > 0 ? `${operator} ${values.join(', ')}` : operator
}
