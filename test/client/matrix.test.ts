import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as l10n from '@vscode/l10n'
import { changeOf } from '../../client/src/panel/details.ts'
import { bytes, cellText, groupKeys, matrixOf } from '../../client/src/panel/matrix.ts'
import type { ShownInventory } from '../../client/src/panel/messages.ts'
import { changeText } from '../../client/src/panel/overview.ts'
import { storedBundle } from '../../scripts/l10n.ts'
import type { NodeChange } from '../../server/src/core/inventory/what-if.ts'
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
    assert.deepEqual(namesOf(matrix), ['a', 'b', 'c', 'z'])
    assert.deepEqual(
      matrix.columns.map(({ title, total }) => [title, total]),
      [
        ['one', 'sample:x · 2 of 3 · 1 CPU · 2 GiB'],
        ['one', 'file:b · 1 of 1 · 0.5 CPU · 1 GiB'],
        ['two', 'sample:x · 3 of 3 · 1.5 CPU · 3 GiB'],
      ],
      'production and staging are two columns',
    )
    const rows = matrix.rows.map((row) => (row.kind === 'node' ? row.cells.map((cell) => cell?.verdict ?? '-').join(' ') : ''))
    assert.deepEqual(rows, ['runs - runs', 'runs - runs', 'excluded - runs', '- runs -'])
    assert.deepEqual(namesOf(matrixOf([INVENTORY, other], { ...ALL, groupBy: 'source' })), ['# file:b', 'z', '# sample:x', 'a', 'b', 'c'])
    assert.deepEqual(namesOf(matrixOf([INVENTORY], { ...ALL, groupBy: 'pool' })), ['# gpu', 'c', '# small', 'a', 'b'])
  })

  test('shows a node once that two lists have, also where only a change of it is supposed', () => {
    const supposed: ShownInventory = { ...INVENTORY, source: 'sample:x+what-if', id: 2, daemonsets: [daemonset('one', 0, [0], [1, 2], 'supposed')] }
    const matrix = matrixOf([INVENTORY, supposed], ALL)
    assert.deepEqual(namesOf(matrix), ['a', 'b', 'c'])
    const second = matrix.rows[1]
    assert.ok(second?.kind === 'node')
    assert.deepEqual(
      second.cells.map((cell) => cell && cellText(cell)),
      ['runs', 'excluded: supposed', 'runs'],
    )
    assert.equal(second.left, '3 CPU, 6 GiB | 4 CPU, 8 GiB')
  })

  test('marks and finds nodes that moved since another version', () => {
    const change = { texts: ['2 → 2 eligible nodes'], lost: [2], gained: [0], changes: [] }
    const matrix = matrixOf([{ ...INVENTORY, daemonsets: [{ ...daemonset('one', 0, [0, 1], [2]), change }] }], { ...ALL, verdict: 'lost' })
    assert.deepEqual(namesOf(matrix), ['c'])
    const [row] = matrix.rows
    assert.ok(row?.kind === 'node' && row.cells[0] !== undefined)
    assert.equal(cellText(row.cells[0]), 'lost · excluded: no')
  })

  test('reads taints and labels to suppose, or to suppose away', () => {
    const nodes = ['a']
    const taint = { key: 'gpu', effect: 'NoSchedule' }
    for (const [text, remove, expected] of [
      ['gpu:NoSchedule', false, { nodes, change: 'add-taint', taint }],
      ['gpu=yes:NoSchedule', true, { nodes, change: 'remove-taint', taint: { ...taint, value: 'yes' } }],
      ['pool=b', false, { nodes, change: 'set-label', key: 'pool', value: 'b' }],
      ['pool', true, { nodes, change: 'remove-label', key: 'pool' }],
      ['pool=b', true, { nodes, change: 'remove-label', key: 'pool' }],
      ['pool', false, undefined],
      ['', true, undefined],
    ] as const)
      assert.deepEqual(changeOf(text, nodes, remove), expected, text)
    assert.equal(changeText({ nodes: ['a', 'b', 'c', 'd'], change: 'add-taint', taint }), 'a, b, c and 1 more: taint gpu:NoSchedule')
  })

  test('offers only labels that tell nodes apart', () => {
    assert.deepEqual(groupKeys([INVENTORY]), ['pool'])
    const same = { ...INVENTORY, nodes: [node('a', { os: 'linux', name: 'a' }), node('b', { os: 'linux', name: 'b' })] }
    assert.deepEqual(groupKeys([same]), [])
  })

  test('speaks the language of the bundle, but for names and verdicts', () => {
    const texts = Object.keys(JSON.parse(storedBundle()) as Record<string, string>)
    l10n.config({ contents: Object.fromEntries(texts.map((text) => [text, `‹${text}›`])) })
    try {
      const change = { texts: [], lost: [2], gained: [0], changes: [] }
      const matrix = matrixOf([{ ...INVENTORY, daemonsets: [{ ...daemonset('one', 0, [0, 1], [2]), change }] }], { ...ALL, groupBy: 'label:x' })
      assert.deepEqual(
        matrix.columns.map(({ total }) => total),
        ['‹2 of 3› · ‹1 CPU› · 2 GiB'],
      )
      assert.deepEqual(namesOf(matrix), ['# ‹without x›', 'a', 'b', 'c'])
      assert.deepEqual(
        matrix.rows.flatMap((row) => (row.kind === 'node' && row.cells[0] !== undefined ? [cellText(row.cells[0])] : [])),
        ['‹gained› · runs', 'runs', '‹lost› · excluded: no'],
      )
      const nodes = ['a', 'b', 'c', 'd']
      const taint = { key: 'gpu', effect: 'NoSchedule' }
      const changes: NodeChange[] = [
        { nodes, change: 'add-taint', taint },
        { nodes, change: 'remove-taint', taint },
        { nodes, change: 'set-label', key: 'k', value: 'v' },
        { nodes, change: 'remove-label', key: 'k' },
        { nodes, change: 'add-node' },
        { nodes, change: 'add-node', like: 'a' },
        ...(['remove-node', 'cordon', 'uncordon', 'ready', 'not-ready'] as const).map((what) => ({ nodes, change: what })),
      ]
      for (const one of changes) assert.match(changeText(one), /^‹a, b, c and 1 more›: ‹[^‹›]+›$/)
    } finally {
      l10n.config({ contents: {} })
    }
  })

  test('shows sizes as people read them', () => {
    assert.deepEqual([bytes(0), bytes(64 * 1024 ** 2), bytes(-1.5 * 1024 ** 3)], ['0 B', '64 MiB', '-1.5 GiB'])
  })
})
