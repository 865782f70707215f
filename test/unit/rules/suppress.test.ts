// Comments that hide a rule, and the hint about those that hide nothing.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readObjects } from '../../../server/src/core/analysis/read-objects.ts'
import { wholeExample } from '../../../server/src/core/rules/example.ts'
import { suppressionFix } from '../../../server/src/core/rules/suppress.ts'
import { applyEdits } from '../../../server/src/core/text.ts'
import { type Given, problemsIn } from '../../support/analyse.ts'

/** `rule` or, for the hint, `unused-ignore RULE`. */
function told(fragment: string, given: Given = {}): string[] {
  const text = wholeExample(fragment)
  return problemsIn(text, given)
    .filter(({ rule }) => rule !== 'missing-requests')
    .map(({ rule, span }) => (rule === 'unused-ignore' ? `${rule} ${text.slice(span.start, span.end)}` : rule))
}

const LABEL = 'beta.kubernetes.io/os: linux'
const CASES: readonly (readonly [name: string, fragment: string, expected: readonly string[], given?: Given])[] = [
  ['on the line', `nodeSelector:\n  ${LABEL} # daemonset-ignore deprecated-node-label: old nodes\n`, []],
  ['on the line above', `nodeSelector:\n  # daemonset-ignore deprecated-node-label: old nodes\n  ${LABEL}\n`, []],
  ['above, with another comment between', `nodeSelector:\n  # daemonset-ignore deprecated-node-label: old nodes\n  # linux only\n  ${LABEL}\n`, []],
  ['for the whole document', `# daemonset-ignore-file deprecated-node-label: old nodes\nnodeSelector:\n  ${LABEL}\n`, []],
  ['without a reason', `nodeSelector:\n  ${LABEL} # daemonset-ignore deprecated-node-label\n`, []],
  [
    'not on another line',
    `# daemonset-ignore deprecated-node-label: old\nnodeSelector:\n  ${LABEL}\n`,
    ['deprecated-node-label', 'unused-ignore deprecated-node-label'],
  ],
  [
    'several rules, one of which hides nothing',
    `nodeSelector:\n  ${LABEL} # daemonset-ignore deprecated-node-label, frozen-registry: old\n`,
    ['unused-ignore frozen-registry'],
  ],
  ['a rule that there is not', `hostPID: true # daemonset-ignore no-such-rule: x\n`, ['unused-ignore no-such-rule']],
  ['a rule that needs nodes may be right elsewhere', `hostPID: true # daemonset-ignore dead-term: x\n`, []],
  ['a rule that is off says nothing', `hostPID: true # daemonset-ignore frozen-registry: x\n`, [], { severities: { 'frozen-registry': 'off' } }],
  ['the hint can be switched off', `hostPID: true # daemonset-ignore frozen-registry: x\n`, [], { severities: { 'unused-ignore': 'off' } }],
  [
    'what the server refuses stays',
    `restartPolicy: Never # daemonset-ignore unsupported-value: x\n`,
    ['unsupported-value', 'unused-ignore unsupported-value'],
  ],
  ['words in other comments are no orders', `hostPID: true # see daemonset-ignore in the manual\n`, []],
]

describe('daemonset-ignore', () => {
  for (const [name, fragment, expected, given] of CASES) it(name, () => assert.deepEqual(told(fragment, given), expected))

  it('the hint removes its rule, or the comment', () => {
    const text = wholeExample(`nodeSelector:\n  ${LABEL} # daemonset-ignore deprecated-node-label, frozen-registry: old\n`)
    const [fix] =
      problemsIn(text)
        .find(({ rule }) => rule === 'unused-ignore')
        ?.fixes?.() ?? []
    assert.ok(fix)
    assert.match(applyEdits(text, fix.edits), /# daemonset-ignore deprecated-node-label: old\n/)
  })

  it('a problem can be ignored by a quick fix, which hides it', () => {
    const text = wholeExample(`nodeSelector:\n  ${LABEL}\n`)
    const problem = problemsIn(text).find(({ rule }) => rule === 'deprecated-node-label')
    assert.ok(problem)
    const fix = suppressionFix({ ...problem, origin: 'lint' }, readObjects(text).syntax)
    assert.ok(fix)
    const fixed = applyEdits(text, fix.edits)
    assert.match(fixed, /\n {8}# daemonset-ignore deprecated-node-label: reason\n {8}beta/)
    assert.equal(problemsIn(fixed).filter(({ rule }) => rule === 'deprecated-node-label' || rule === 'unused-ignore').length, 0)
  })

  it('nothing is offered in JSON, nor for what the server refuses', () => {
    const json = '{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "a"}, "spec": {"template": {"spec": {"nodeName": "n"}}}}'
    const problems = problemsIn(json)
    assert.notEqual(problems.length, 0)
    for (const problem of problems) assert.equal(suppressionFix(problem, readObjects(json).syntax), undefined)
  })
})
