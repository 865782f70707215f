// Every fix of every bad example: the engine offers it, the text reads as intended, and what it does not speak of stays as it is.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkedFixes } from '../../../server/src/core/features/check-fixes.ts'
import { wholeExample } from '../../../server/src/core/rules/example.ts'
import { RULES } from '../../../server/src/core/rules/index.ts'
import { readDocument } from '../../../server/src/core/syntax/read-document.ts'
import { toValue } from '../../../server/src/core/syntax/to-value.ts'
import { applyEdits } from '../../../server/src/core/text.ts'
import { type Given, problemsIn } from '../../support/analyse.ts'

/** Rules of whose problems there is nothing to mend by an edit of this text. */
const WITHOUT_FIX = new Set([
  'contradictory-affinity',
  'pending-for-ever',
  'template-loses-nodes',
  'overlapping-selector',
  'host-port-clash',
  'service-selects-nothing',
  'unknown-target-port',
  'shared-read-write-once',
  'unpinned-image',
  'missing-requests',
  'removed-volume-plugin',
])

describe('fixes of the rules', () => {
  for (const rule of RULES) {
    const { nodes, previous, workspace } = rule.example
    const severities = rule.severity === 'off' ? { [rule.id]: 'warning' as const } : {}
    const given: Given = { nodes, previous, workspace, severities }
    const text = wholeExample(rule.example.bad)

    it(`${rule.id}: ${WITHOUT_FIX.has(rule.id) ? 'has none' : 'every candidate passes the check'}`, () => {
      const problems = problemsIn(text, given)
      const problem = problems.find(({ rule: id }) => id === rule.id)
      assert.ok(problem)
      const candidates = problem.fixes?.() ?? []
      const checked = checkedFixes(problem, { text, problems }, (fixed) => problemsIn(fixed, given))
      if (WITHOUT_FIX.has(rule.id)) return assert.deepEqual(checked, [])
      assert.notEqual(checked.length, 0, `no fix among ${JSON.stringify(candidates)}`)
      assert.deepEqual(
        checked.map(({ title }) => title),
        candidates.map(({ title }) => title),
      )
    })

    it(`${rule.id}: JSON stays JSON, on one line and over several`, () => {
      const { root } = readDocument(text)
      assert.ok(root)
      for (const space of [undefined, 2, '\t']) {
        const json: string = JSON.stringify(toValue(root), null, space)
        const problems = problemsIn(json, given)
        for (const problem of problems) {
          if (problem.rule !== rule.id) continue
          for (const fix of problem.fixes?.() ?? []) {
            const fixed = applyEdits(json, fix.edits)
            assert.doesNotThrow(() => JSON.parse(fixed), `${fix.title}: ${fixed}`)
            assert.equal(fixed.includes('\n'), json.includes('\n'))
          }
          const offered = checkedFixes(problem, { text: json, problems }, (changed) => problemsIn(changed, given))
          assert.equal(offered.length > 0, (problem.fixes?.() ?? []).length > 0, problem.rule)
        }
      }
    })

    it(`${rule.id}: comments and lines that are not touched stay`, () => {
      const commented = text.replace(/^(?!#)(.*\S)$/gm, '$1 # kept')
      const crlf = commented.replaceAll('\n', '\r\n')
      for (const problem of problemsIn(crlf, given)) {
        if (problem.rule !== rule.id) continue
        for (const fix of problem.fixes?.() ?? []) {
          const fixed = applyEdits(crlf, fix.edits)
          assert.doesNotMatch(fixed, /[^\r]\n/, 'every line end is CRLF')
          const lost = crlf.split('\r\n').length - fixed.split('\r\n').length
          const kept = (fixed.match(/# kept/g) ?? []).length
          const before = (crlf.match(/# kept/g) ?? []).length
          assert.ok(kept >= before - Math.max(lost, 0) - 1, `${fix.title}: ${before - kept} comments lost with ${lost} lines`)
        }
      }
    })
  }
})
