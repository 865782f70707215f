import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLACEHOLDER } from '../../../server/src/core/model/placeholder.ts'
import { parseInt64 } from '../../../server/src/core/scheduling/requirement.ts'
import { groupOn, node } from '../../support/placement.ts'

const X = `x${PLACEHOLDER}`
const labels = { pool: 'a', cores: '8', zero: '08', half: '1.5', empty: '' }
const here = node('n', { labels })

const terms = (...list: readonly unknown[]) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: list } } },
})
const one = (key: string, operator: string, ...values: readonly string[]) =>
  terms({ matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }] })
const byField = (operator: string, ...values: readonly string[]) => terms({ matchFields: [{ key: 'metadata.name', operator, values }] })

const TABLE: readonly (readonly [string, unknown, boolean | null])[] = [
  ['nothing asked', {}, true],
  ['nodeSelector met', { nodeSelector: { pool: 'a', empty: '' } }, true],
  ['nodeSelector not met', { nodeSelector: { pool: 'b' } }, false],
  ['nodeSelector, no such label', { nodeSelector: { other: '' } }, false],
  ['nodeSelector from a template', { nodeSelector: { pool: X } }, null],
  ['nodeSelector from a template, no such label', { nodeSelector: { other: X } }, false],
  ['nodeSelector from a template beside one that decides', { nodeSelector: { cores: X, pool: 'b' } }, false],
  ['whole nodeSelector from a template', { nodeSelector: X }, null],
  ['In', one('pool', 'In', 'b', 'a'), true],
  ['In, absent', one('other', 'In', 'a'), false],
  ['In without values', one('pool', 'In'), false],
  ['NotIn', one('pool', 'NotIn', 'a'), false],
  ['NotIn, absent', one('other', 'NotIn', 'a'), true],
  ['Exists', one('empty', 'Exists'), true],
  ['Exists with values is invalid', one('pool', 'Exists', 'a'), false],
  ['DoesNotExist', one('pool', 'DoesNotExist'), false],
  ['Gt', one('cores', 'Gt', '7'), true],
  ['Gt is strict', one('cores', 'Gt', '8'), false],
  ['Lt reads leading zeros', one('zero', 'Lt', '9'), true],
  ['Gt, no integer on the node', one('half', 'Gt', '1'), false],
  ['Gt, no integer asked', one('cores', 'Gt', 'many'), false],
  ['Gt, a value that no label can have', one('cores', 'Gt', '-1'), false],
  ['Gt, two values', one('cores', 'Gt', '1', '2'), false],
  ['Gt, beyond int64', one('cores', 'Lt', '9223372036854775808'), false],
  ['a key that no label can have', one('-x', 'DoesNotExist'), false],
  ['an operator that nobody knows', one('pool', 'Matches', 'a'), false],
  ['no terms', terms(), false],
  ['an empty term', terms({}), false],
  ['an empty term beside one that matches', terms({}, { matchExpressions: [{ key: 'pool', operator: 'Exists' }] }), true],
  [
    'an invalid term beside one that matches',
    terms({ matchExpressions: [{ key: 'pool', operator: 'In' }] }, { matchExpressions: [{ key: 'pool', operator: 'Exists' }] }),
    true,
  ],
  [
    'expressions are ANDed',
    terms({
      matchExpressions: [
        { key: 'pool', operator: 'Exists' },
        { key: 'other', operator: 'Exists' },
      ],
    }),
    false,
  ],
  ['by name', byField('In', 'n'), true],
  ['not by name', byField('NotIn', 'n'), false],
  ['two names are invalid', byField('In', 'n', 'm'), false],
  ['fields know only In and NotIn', byField('Exists'), false],
  [
    'expressions and fields are ANDed',
    terms({ matchExpressions: [{ key: 'pool', operator: 'Exists' }], matchFields: [{ key: 'metadata.name', operator: 'In', values: ['m'] }] }),
    false,
  ],
  ['null required', { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: null } } }, true],
  [
    'preferred only',
    {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'x', operator: 'Exists' }] } }],
        },
      },
    },
    true,
  ],
  ['value from a template', one('pool', 'In', X), null],
  ['value from a template, listed anyway', one('pool', 'In', X, 'a'), true],
  ['value from a template, no such label', one('other', 'In', X), false],
  ['NotIn from a template, no such label', one('other', 'NotIn', X), true],
  ['term from a template beside one that matches', terms(X, { matchExpressions: [{ key: 'pool', operator: 'Exists' }] }), true],
  ['term from a template', terms(X), null],
  ['terms from a template', { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: X } } } }, null],
  ['affinity from a template', { affinity: X }, null],
  ['half-typed affinity', { affinity: { nodeAffinity: [] } }, true],
  ['nodeName', { nodeName: 'n' }, true],
  ['other nodeName', { nodeName: 'm' }, false],
  ['nodeName from a template', { nodeName: X }, null],
  ['pod spec from a template', X, null],
  ["a template's line among the fields", { [X]: X }, null],
  ["a template's line beside fields that decide", { [X]: X, nodeSelector: { pool: 'b' } }, false],
]

for (const [name, podSpec, shouldRun] of TABLE) {
  test(`node affinity: ${name}`, () => {
    const group = groupOn('n', podSpec, [here])
    assert.equal(group.shouldRun, shouldRun)
    if (shouldRun !== true) assert.ok(group.reasons.length > 0, 'a verdict without a reason')
  })
}

test('the reason names the line that decides and what the node has', () => {
  const told = (podSpec: unknown) => groupOn('n', podSpec, [here]).reasons.map((reason) => `${reason.field}: ${reason.detail}`)
  assert.deepEqual(told({ nodeSelector: { pool: 'b', disk: 'ssd' } }), [
    'spec.template.spec.nodeSelector[pool]: label pool is a, not b',
    'spec.template.spec.nodeSelector[disk]: label disk=ssd is missing',
  ])
  const at = 'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms'
  assert.deepEqual(told(one('pool', 'In', 'b', 'c')), [`${at}[0].matchExpressions[0]: label pool is a, required is b or c`])
  const detail = (podSpec: unknown) => groupOn('n', podSpec, [here]).reasons[0]?.detail
  assert.equal(detail(one('disk', 'Exists')), 'label disk is missing')
  assert.equal(detail(one('disk', 'In', 'ssd')), 'label disk is missing, required is ssd')
  assert.equal(detail(one('pool', 'NotIn', 'a', 'b', 'c')), 'label pool is a, required is anything but a, b or c')
  assert.equal(detail(one('empty', 'DoesNotExist')), 'label empty is "", required is no such label')
  assert.equal(detail(one('cores', 'Gt', '8')), 'label cores is 8, required is more than 8')
  assert.equal(detail(byField('In', 'm')), 'the node affinity names only m')
  assert.equal(detail(byField('NotIn', 'n')), 'the node affinity leaves this node out by name')
  assert.equal(detail(one('pool', 'In')), 'the node affinity term is invalid and matches nothing: pool In []')
  assert.deepEqual(told(terms({}, {})), [`${at}: none of 2 node affinity terms matches`])
  assert.deepEqual(told({ nodeName: 'm' }), ['spec.template.spec.nodeName: nodeName pins the pods to m'])
})

test('int64 as Go reads it', () => {
  assert.equal(parseInt64('+5'), 5n)
  assert.equal(parseInt64('-08'), -8n)
  assert.equal(parseInt64('9223372036854775807'), 9223372036854775807n)
  for (const text of ['', '1.0', '1e3', '0x10', '9223372036854775808', '1_000', ' 1']) assert.equal(parseInt64(text), undefined)
})
