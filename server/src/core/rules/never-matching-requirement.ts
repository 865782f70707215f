import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import { neverMatching, termDemands } from './dead-terms.ts'
import { preferredTermsOf, requiredTermsOf, spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

/** Gt or Lt with something that is no whole number. */
export const neverMatchingRequirement: Rule = {
  id: 'never-matching-requirement',
  severity: 'warning',
  summary: 'Gt or Lt with a value that is no whole number matches nothing',
  why: `\`Gt\` and \`Lt\` compare whole numbers. With any other value the requirement cannot be read when nodes are chosen, and its whole term matches no node; the API server
accepts it all the same.`,
  example: {
    bad: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - key: example.com/memory-gib
          operator: Gt
          values: ["16.5"]
#                  ^^^^^^
`,
    good: `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - key: example.com/memory-gib
          operator: Gt
          values: ["16"]
`,
  },
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#operators'],
  *check(daemonset) {
    for (const term of [...requiredTermsOf(daemonset), ...preferredTermsOf(daemonset)])
      for (const { path, operator, values } of neverMatching(termDemands(term))) {
        const [value = ''] = values
        const field = path.child('values').index(0)
        const whole = /^\s*([+-]?\d+)/.exec(value)?.[1]
        yield {
          span: spanAt(daemonset, field),
          field,
          message: `${operator} compares whole numbers and ${JSON.stringify(value)} is none, so this term matches no node. Write a whole number.`,
          ...(whole === undefined
            ? {}
            : { fixes: () => fixWith(daemonset, { title: `Write "${whole}"`, safe: false }, setValue(pathIn(daemonset, field), whole)) }),
        }
      }
  },
}
