import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeNodes, nodesOfValues } from '../../../server/src/core/inventory/read-inventory.ts'
import { type ReadYaml, readNodeList } from '../../../server/src/core/inventory/read-node-list.ts'
import { node } from '../../support/placement.ts'

const item = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, ...more })
const names = (values: readonly unknown[]) => nodesOfValues(values).nodes.map((found) => found.name)
const noYaml: ReadYaml = () => ({ values: [], problems: [] })

test('every form in which nodes are printed', () => {
  assert.deepEqual(names([item('a')]), ['a'])
  assert.deepEqual(names([item('a'), item('b')]), ['a', 'b'])
  assert.deepEqual(names([[item('a'), item('b')]]), ['a', 'b'])
  assert.deepEqual(names([{ apiVersion: 'v1', kind: 'List', items: [item('a'), item('b')] }]), ['a', 'b'])
  assert.deepEqual(names([{ kind: 'NodeList', items: [{ metadata: { name: 'a' } }] }]), ['a'], 'as the API prints it: items without a kind')
  assert.deepEqual(names([{ items: [item('a')] }]), ['a'])
  assert.deepEqual(
    names([null, { kind: 'List', items: [null, { kind: 'Pod', metadata: { name: 'p' } }, item('a')] }]),
    ['a'],
    'other objects beside nodes',
  )
})

test('what a node says of itself', () => {
  const [found] = nodesOfValues([
    item('a', {
      metadata: { name: 'a', labels: { text: 'x', number: 1, yes: true, empty: null }, managedFields: [{}] },
      spec: {
        unschedulable: true,
        taints: [
          { key: 'k', value: 'v', effect: 'NoSchedule' },
          { key: 'bare', effect: 'Odd' },
        ],
      },
      status: { allocatable: { cpu: 4, memory: '1Gi' }, conditions: [{ type: 'Ready', status: 'Unknown' }], images: [{}] },
    }),
  ]).nodes
  assert.deepEqual(found?.labels, { text: 'x', number: '1', yes: 'true', empty: '' })
  assert.deepEqual(found?.taints, [
    { key: 'k', value: 'v', effect: 'NoSchedule' },
    { key: 'bare', effect: 'Odd' },
  ])
  assert.deepEqual(found?.allocatable, { cpu: '4', memory: '1Gi' })
  assert.deepEqual([found?.unschedulable, found?.ready], [true, false])
  assert.ok(!JSON.stringify(found).includes('managedFields') && !JSON.stringify(found).includes('images'), 'the bulk is let go')
})

test('a node without labels, spec and status', () => {
  const { nodes, problems } = nodesOfValues([item('a')])
  assert.deepEqual([nodes[0]?.labels, nodes[0]?.taints, nodes[0]?.allocatable, nodes[0]?.ready, problems], [{}, [], undefined, undefined, []])
})

const WRONG: readonly (readonly [string, unknown, readonly string[], boolean])[] = [
  [
    'another kind',
    { kind: 'Deployment', metadata: { name: 'x' } },
    ['expected a Node list as printed by `kubectl get nodes -o yaml` or `-o json`, found a Deployment'],
    false,
  ],
  [
    'a list of another kind',
    { kind: 'PodList', items: [{ metadata: { name: 'p' } }] },
    ['expected a Node list as printed by `kubectl get nodes -o yaml` or `-o json`, found a PodList'],
    false,
  ],
  [
    'an empty list',
    { kind: 'List', items: [] },
    ['expected a Node list as printed by `kubectl get nodes -o yaml` or `-o json`, found an empty list'],
    false,
  ],
  ['nothing', null, ['expected a Node list as printed by `kubectl get nodes -o yaml` or `-o json`, found nothing'], false],
  ['text', 'hello', ['expected a Node list as printed by `kubectl get nodes -o yaml` or `-o json`, found text'], false],
  ['no name', item(''), ['a Node without metadata.name is left out'], false],
  [
    'odd fields',
    item('a', { metadata: { name: 'a', labels: [] }, spec: { taints: [{ effect: 1 }, 'x'] }, status: { allocatable: { cpu: 'x4' } } }),
    [
      'Node a: metadata.labels should be a map, spec.taints[0].key is missing, spec.taints[0].effect should be text, spec.taints[1] should be a map, status.allocatable.cpu is no quantity',
    ],
    true,
  ],
]

for (const [name, value, problems, usable] of WRONG) {
  test(`not a node list: ${name}`, () => {
    const found = nodesOfValues([value])
    assert.deepEqual(found.problems, problems)
    assert.equal(found.usable, usable)
  })
}

test('mistakes of many nodes are not told one by one', () => {
  const { nodes, problems } = nodesOfValues([Array.from({ length: 20 }, (_, index) => item(`n${index}`, { spec: { taints: {} } }))])
  assert.equal(nodes.length, 20)
  assert.deepEqual(problems.slice(4), ['Node n4: spec.taints should be a list', '15 more nodes have such mistakes'])
})

test('of nodes with one name the last counts, and that is said once', () => {
  const { inventory, problems } = mergeNodes('file:x', [
    [node('a', { labels: { from: 'first' } }), node('b')],
    [node('a', { labels: { from: 'second' } })],
  ])
  assert.deepEqual(
    inventory.nodes.map((found) => [found.name, found.labels.from]),
    [
      ['a', 'second'],
      ['b', undefined],
    ],
  )
  assert.deepEqual(problems, ['listed more than once, the last one counts: a'])
})

test('JSON is read without the YAML reader', () => {
  const found = readNodeList(JSON.stringify({ kind: 'List', items: [item('a')] }), () => assert.fail('YAML'))
  assert.deepEqual([found.usable, found.nodes.length], [true, 1])
})

test('what is no JSON goes to the YAML reader, whose problems are told', () => {
  const readYaml: ReadYaml = () => ({ values: [], problems: ['line 1: it ends too early'] })
  const half = readNodeList('{"kind": "List", "items": [', readYaml)
  assert.deepEqual([half.nodes, half.usable], [[], false])
  assert.match(half.problems.join(), /^expected a node list as .*kubectl get nodes.*: line 1: it ends too early$/)
  assert.equal(readNodeList('kind: Node', () => ({ values: [item('a')], problems: [] })).usable, true)
})

test("kubectl's table is recognised", () => {
  assert.match(readNodeList('NAME   STATUS   ROLES\nn1     Ready    <none>\n', noYaml).problems[0] ?? '', /kubectl's table.*-o yaml/)
})
