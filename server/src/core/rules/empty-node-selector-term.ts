import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { nodeAt, REQUIRED_AFFINITY, requiredTermsOf, spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

/** `{}` in nodeSelectorTerms: it looks like "any node" and is "no node". */
export const emptyNodeSelectorTerm: Rule = {
  id: 'empty-node-selector-term',
  severity: 'warning',
  summary: 'an empty term in nodeSelectorTerms matches no node',
  why: `The terms of a required node affinity are alternatives, and one without requirements matches nothing: the API server accepts it, and where all terms are empty the
DaemonSet runs on no node at all. To run on every node leave the node affinity out.`,
  example: {
    bad: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions: []
#       ^^^^^^^^^^^^^^^^
      - matchExpressions:
        - key: kubernetes.io/os
          operator: In
          values: [linux]
`,
    good: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - key: kubernetes.io/os
          operator: In
          values: [linux]
`,
  },
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity'],
  *check(daemonset) {
    const terms = requiredTermsOf(daemonset)
    for (const { value: term, path } of terms) {
      if ((term.matchExpressions?.length ?? 0) > 0 || (term.matchFields?.length ?? 0) > 0) continue
      const node = nodeAt(daemonset, path)
      // a template may fill in what looks empty
      if (daemonset.template && !(node?.kind === 'map' && node.flow && node.entries.length === 0)) continue
      // other keys, or values of another kind: the decoder speaks of those
      if (
        node?.kind !== 'map' ||
        node.entries.some(
          ({ key, value }) => !/^match(Expressions|Fields)$/.test(key) || (value.kind === 'list' ? value.items.length > 0 : value.kind === 'map'),
        )
      )
        continue
      const only = terms.length === 1
      yield {
        span: spanAt(daemonset, path),
        field: path,
        message: only
          ? 'An empty term matches no node, and there is no other: the DaemonSet runs nowhere. Remove the required node affinity, or say which nodes are meant.'
          : 'An empty term matches no node, so it adds nothing to the other terms. Remove it, or say which nodes are meant.',
        fixes: () =>
          fixWith(
            daemonset,
            { title: only ? 'Remove the required node affinity' : 'Remove the empty term', safe: !only },
            remove(pathIn(daemonset, only ? REQUIRED_AFFINITY : path)),
          ),
      }
    }
  },
}
