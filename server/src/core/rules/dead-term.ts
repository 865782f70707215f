import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { isSample } from '../model/cluster-node.ts'
import { readRequiredTerms, testTerm } from '../scheduling/node-affinity.ts'
import { labelOf } from '../scheduling/node-index.ts'
import { provedDeadTerms } from './dead-terms.ts'
import { POD_SPEC, podSpecOf, spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

/** A term that matches no known node, beside terms that match some. */
export const deadTerm: Rule = {
  id: 'dead-term',
  severity: 'information',
  summary: 'a term that matches no known node, beside terms that do',
  why: `The terms of a required node affinity are alternatives. One that matches no known node adds none: it may be misspelt, or left over from nodes that are gone.`,
  example: {
    bad: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - key: example.com/pool
          operator: In
          values: [storage]
      - matchExpressions:
#       ^^^^^^^^^^^^^^^^
        - key: example.com/pool
          operator: In
          values: [old-storage]
`,
    good: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - key: example.com/pool
          operator: In
          values: [storage]
`,
    nodes: `apiVersion: v1
kind: Node
metadata:
  name: node-1
  labels:
    example.com/pool: storage
`,
  },
  needs: 'nodes',
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity'],
  *check(daemonset, context) {
    const { nodes } = context.inventory
    const required = readRequiredTerms(podSpecOf(daemonset), POD_SPEC)
    if (isSample(context.inventory) || nodes.length === 0 || required === undefined || required.terms.length < 2) return
    const proved = new Set(provedDeadTerms(daemonset).map(({ index }) => index))
    const dead = required.terms.filter((term) =>
      nodes.every((node) => testTerm(term, ({ key, ofField }) => (ofField ? node.name : labelOf(node, key))) === false),
    )
    if (dead.length === required.terms.length) return
    for (const { field, index } of dead) {
      // of those that can be proved dead without nodes other rules speak
      if (proved.has(index)) continue
      yield {
        span: spanAt(daemonset, field),
        field,
        message: `This term matches no known node, so it adds nothing to the others. Remove it, or correct it.`,
        tags: ['unnecessary'],
        fixes: () => fixWith(daemonset, { title: 'Remove the term', safe: false }, remove(pathIn(daemonset, field))),
      }
    }
  },
}
