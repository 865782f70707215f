import assert from 'node:assert/strict'
import { test } from 'node:test'
import { causesOf, tableTest, updateCausesOf, warningsOf } from './minimal-daemonset.ts'

const owner = { apiVersion: 'v1', kind: 'Node', name: 'a', uid: 'u' }

tableTest('metadata of a new object', [
  [{ metadata: { name: '' } }, ['metadata.name Required']],
  [{ metadata: { name: 'Agent' } }, ['metadata.name Invalid']],
  [{ metadata: { name: 'a.b' } }, []],
  [{ metadata: { name: 'x'.repeat(253) } }, []],
  [{ metadata: { name: 'x'.repeat(254) } }, ['metadata.name Invalid']],
  [{ metadata: { name: undefined, generateName: 'agent-' } }, []],
  [{ metadata: { name: undefined, generateName: 'Agent-' } }, ['metadata.generateName Invalid', 'metadata.name Invalid']],
  [{ metadata: { name: undefined, generateName: 'agent.' } }, ['metadata.generateName Invalid']],
  [{ metadata: { namespace: 'a.b' } }, ['metadata.namespace Invalid']],
  [{ metadata: { labels: { 'a b': 'c d' } } }, ['metadata.labels Invalid']],
  [{ metadata: { annotations: { 'UPPER.example/Key': 'any thing' } } }, []],
  [{ metadata: { annotations: { 'a b': '' } } }, ['metadata.annotations Invalid']],
  [{ metadata: { annotations: { a: 'x'.repeat(256 * 1024) } } }, ['metadata.annotations TooLong']],
  [{ metadata: { finalizers: ['foregroundDeletion', 'example.com/f'] } }, []],
  [{ metadata: { finalizers: ['mine'] } }, ['metadata.finalizers[0] Invalid']],
  [{ metadata: { finalizers: ['a b/c'] } }, ['metadata.finalizers Invalid']],
  [{ metadata: { finalizers: ['orphan', 'foregroundDeletion'] } }, ['metadata.finalizers Invalid']],
  [{ metadata: { generation: -1, deletionGracePeriodSeconds: -1 } }, []],
])

tableTest('owner references, whose paths changed in 1.37', [
  [{ metadata: { ownerReferences: [owner] } }, []],
  [{ metadata: { ownerReferences: [{}] } }, ['apiVersion', 'kind', 'name', 'uid'].map((name) => `metadata.ownerReferences[0].${name} Required`)],
  [{ metadata: { ownerReferences: [{}] } }, ['apiVersion', 'kind', 'name', 'uid'].map((name) => `metadata.ownerReferences.${name} Invalid`), 36],
  [{ metadata: { ownerReferences: [{ ...owner, apiVersion: 'a/b/c' }] } }, ['metadata.ownerReferences[0].apiVersion Invalid']],
  [{ metadata: { ownerReferences: [{ ...owner, kind: 'Event' }] } }, ['metadata.ownerReferences[0] Invalid']],
  [{ metadata: { ownerReferences: ['u', 'v'].map((uid) => ({ ...owner, uid, controller: true })) } }, ['metadata.ownerReferences Invalid']],
])

test('an update may not mark the deletion, nor add bad labels and finalizers', () => {
  assert.deepEqual(updateCausesOf({ metadata: { labels: { a: 'b' } } }, {}), [])
  assert.deepEqual(updateCausesOf({ metadata: { deletionGracePeriodSeconds: 3 } }, {}), ['metadata.deletionGracePeriodSeconds Invalid'])
  assert.deepEqual(updateCausesOf({ metadata: { labels: { 'a b': '' } } }, {}), ['metadata.labels Invalid'])
  assert.deepEqual(updateCausesOf({ metadata: { finalizers: ['mine'] } }, {}), ['metadata.finalizers[0] Invalid'])
})

test('a generated name is judged strictly on update until 1.33 only', () => {
  const stored = { metadata: { generateName: 'agent-' } }
  assert.deepEqual(updateCausesOf({ metadata: { generateName: 'Agent-' } }, stored, 33), ['metadata.generateName Invalid'])
  assert.deepEqual(updateCausesOf({ metadata: { generateName: 'Agent-' } }, stored), [])
  assert.deepEqual(updateCausesOf({ metadata: { generateName: 'a/b' } }, stored), ['metadata.generateName Invalid'])
})

test('under another name it is another object, judged as new', () => {
  assert.deepEqual(updateCausesOf({ metadata: { name: 'other' } }, {}), [])
  assert.deepEqual(updateCausesOf({ metadata: { name: 'Other' } }, {}), ['metadata.name Invalid'])
})

test('references that say the same are one, with a warning', () => {
  const ownerReferences = [owner, { ...owner }, { ...owner, controller: false }]
  const [warning, ...others] = warningsOf({ metadata: { ownerReferences } })
  assert.match(warning ?? '', /^\.metadata\.ownerReferences contains duplicate entries; .* observed: u$/)
  assert.deepEqual(others, [])
  assert.deepEqual(causesOf({ metadata: { ownerReferences: [{}, {}] } }), causesOf({ metadata: { ownerReferences: [{}] } }))
})
