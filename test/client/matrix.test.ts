import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bytes, groupKeys, matrixOf } from '../../client/src/panel/matrix.ts'
import type { ShownInventory } from '../../client/src/panel/messages.ts'
import type { DaemonSetPlacementView, NodeView } from '../../server/src/lsp/protocol.ts'

const RANGE = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }

function node(name: string, labels: Record<string, string> = {}, taints: string[] = []): NodeView {
  return { name, labels, taints, ready: true, unschedulable: false, allocatable: { cpu: 4, memory: 8 * 1024 ** 3 } }
}

/** A DaemonSet that runs on the nodes of the first list and not on those of the second. */
function daemonset(name: string, index: number, runs: number[], excluded: number[], reason = 'no'): DaemonSetPlacementView {
  return {
    uri: 'file:///w/a.yaml',
    version: 1,
    index,
    namespace: null,
    name,
    range: RANGE,
    desired: runs.length,
    unknown: 0,
    total: runs.length + excluded.length,
    requests: { cpu: 0.5, memory: 1024 ** 3 },
    groups: [
      { nodes: runs, shouldRun: true, shouldContinueRunning: true, verdict: 'runs', reasons: [] },
      {
        nodes: excluded,
        shouldRun: false,
        shouldContinueRunning: false,
        verdict: 'excluded',
        reasons: [{ check: 'taint', detail: reason, field: 'spec.template.spec.tolerations' }],
      },
    ],
  }
}

const INVENTORY: ShownInventory = {
  source: 'sample:x',
  id: 1,
  nodes: [node('a', { pool: 'small' }), node('b', { pool: 'small' }), node('c', { pool: 'gpu' }, ['gpu=yes:NoSchedule'])],
  daemonsets: [daemonset('one', 0, [0, 1], [2], 'gpu=yes:NoSchedule is not tolerated'), daemonset('two', 1, [0, 1, 2], [])],
}
const ALL = { filter: '', verdict: '', groupBy: '' }
const namesOf = (matrix: ReturnType<typeof matrixOf>): string[] => matrix.rows.map((row) => (row.kind === 'group' ? `# ${row.title}` : row.node.name))

describe('the panel’s table', () => {
  test('has a row for each node and a column for each DaemonSet, with cost and what is left', () => {
    const matrix = matrixOf([INVENTORY], ALL)
    assert.deepEqual(
      matrix.columns.map(({ title, total }) => [title, total]),
      [
        ['one', '2 of 3 · 1 CPU · 2 GiB'],
        ['two', '3 of 3 · 1.5 CPU · 3 GiB'],
      ],
    )
    assert.deepEqual(namesOf(matrix), ['a', 'b', 'c'])
    const [first, , third] = matrix.rows
    assert.ok(first?.kind === 'node' && third?.kind === 'node')
    assert.equal(first.left, '3 CPU, 6 GiB')
    assert.equal(third.left, '3.5 CPU, 7 GiB')
    assert.deepEqual(
      third.cells.map((cell) => [cell?.verdict, cell?.text]),
      [
        ['excluded', 'gpu=yes:NoSchedule is not tolerated'],
        ['runs', ''],
      ],
    )
  })

  test('filters by name, label, taint, reason and verdict', () => {
    for (const [view, expected] of [
      [{ ...ALL, filter: 'pool=small' }, ['a', 'b']],
      [{ ...ALL, filter: 'GPU tolerated' }, ['c']],
      [{ ...ALL, filter: 'nothing like it' }, []],
      [{ ...ALL, verdict: 'excluded' }, ['c']],
      [{ ...ALL, verdict: 'runs' }, ['a', 'b', 'c']],
    ] as const)
      assert.deepEqual(namesOf(matrixOf([INVENTORY], view)), expected)
  })

  test('groups by label, by reason and by inventory', () => {
    assert.deepEqual(namesOf(matrixOf([INVENTORY], { ...ALL, groupBy: 'label:pool' })), ['# pool=gpu', 'c', '# pool=small', 'a', 'b'])
    assert.deepEqual(namesOf(matrixOf([INVENTORY], { ...ALL, groupBy: 'reason' })), [
      '# excluded: gpu=yes:NoSchedule is not tolerated | runs',
      'c',
      '# runs | runs',
      'a',
      'b',
    ])
    const other: ShownInventory = { source: 'file:b', id: 2, nodes: [node('z')], daemonsets: [daemonset('one', 0, [0], [])] }
    const matrix = matrixOf([INVENTORY, other], ALL)
    assert.deepEqual(namesOf(matrix), ['# file:b', 'z', '# sample:x', 'a', 'b', 'c'])
    assert.equal(matrix.columns[0]?.total, '3 of 4 · 1.5 CPU · 3 GiB')
  })

  test('offers only labels that tell nodes apart', () => {
    assert.deepEqual(groupKeys([INVENTORY]), ['pool'])
    const same = { ...INVENTORY, nodes: [node('a', { os: 'linux', name: 'a' }), node('b', { os: 'linux', name: 'b' })] }
    assert.deepEqual(groupKeys([same]), [])
  })

  test('shows sizes as people read them', () => {
    assert.deepEqual([bytes(0), bytes(64 * 1024 ** 2), bytes(-1.5 * 1024 ** 3)], ['0 B', '64 MiB', '-1.5 GiB'])
  })
})
