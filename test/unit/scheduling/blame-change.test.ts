import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { blameTexts } from '../../../server/src/core/features/rollout-words.ts'
import { blameChange, placeVersions } from '../../../server/src/core/scheduling/blame-change.ts'
import { diffPlacement } from '../../../server/src/core/scheduling/diff-placement.ts'
import { otherDaemonSets } from '../../../server/src/core/scheduling/other-daemonsets.ts'
import { daemonSet, node, workspaceOf } from '../../support/placement.ts'

const NODES = [
  node('cpu-1', { labels: { pool: 'a', zone: 'x' } }),
  node('cpu-2', { labels: { pool: 'b', zone: 'y' } }),
  node('gpu-1', { labels: { pool: 'b', zone: 'x' }, taints: ['gpu=yes:NoSchedule'] }),
]
const GPU = { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }
const affinity = (...terms: unknown[]): unknown => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } },
})
const zone = (...values: string[]): unknown => ({ matchExpressions: [{ key: 'zone', operator: 'In', values }] })

// what, before, after, blamed
const CHANGES: readonly (readonly [string, unknown, unknown, readonly string[]])[] = [
  ['nothing', { tolerations: [GPU] }, { tolerations: [GPU] }, []],
  ['a toleration goes', { tolerations: [GPU] }, {}, ['removed toleration gpu:NoSchedule: loses gpu-1']],
  ['a toleration comes', {}, { tolerations: [GPU] }, ['added toleration gpu:NoSchedule: gains gpu-1']],
  ['a toleration moves in its list', { tolerations: [{ key: 'x' }, GPU] }, { tolerations: [GPU, { key: 'x' }] }, []],
  [
    'a label gets another value',
    { nodeSelector: { pool: 'a' } },
    { nodeSelector: { pool: 'b' } },
    ['changed node selector label pool=a → pool=b: loses cpu-1, gains cpu-2'],
  ],
  ['a label comes', {}, { nodeSelector: { pool: 'a' } }, ['added node selector label pool=a: loses cpu-2']],
  [
    'two changes, each with its nodes',
    { tolerations: [GPU], nodeSelector: { zone: 'x' } },
    { nodeSelector: {} },
    ['removed node selector label zone=x: gains cpu-2', 'removed toleration gpu:NoSchedule: loses gpu-1'],
  ],
  [
    'a requirement narrows',
    affinity(zone('x', 'y')),
    affinity(zone('y')),
    ['changed node affinity requirement zone In [x, y] → zone In [y]: loses cpu-1'],
  ],
  ['a term goes', affinity(zone('x'), zone('y')), affinity(zone('x')), ['removed node affinity term zone In [y]: loses cpu-2']],
  ['nodeName comes', {}, { nodeName: 'cpu-1' }, ['added nodeName cpu-1: loses cpu-2']],
  ['what moves nothing', {}, { tolerations: [{ key: 'other' }] }, []],
  [
    'only both together',
    {},
    { nodeSelector: { pool: 'a', zone: 'y' }, hostNetwork: true },
    ['added node selector label pool=a: loses cpu-2', 'added node selector label zone=y: loses cpu-1'],
  ],
  ['neither alone', {}, { nodeSelector: { pool: 'c', zone: 'z' } }, ['added node selector label pool=c', 'added node selector label zone=z']],
]

describe('the change that moved nodes', () => {
  for (const [what, older, newer, expected] of CHANGES)
    test(what, () => {
      const [before, after] = placeVersions(daemonSet(older), daemonSet(newer), NODES, {})
      const diff = diffPlacement(before.placement, after.placement)
      assert.deepEqual(blameTexts(blameChange(before, after, diff, NODES, {})), expected)
    })
})

test('other DaemonSets of the workspace: each name once, never its own', () => {
  const template = { labels: {}, spec: { containers: [] } }
  const workspace = workspaceOf(
    { kind: 'DaemonSet', name: 'agent', template },
    { kind: 'DaemonSet', name: 'agent', namespace: 'other', template },
    { kind: 'DaemonSet', name: 'logs', template },
    { kind: 'DaemonSet', name: 'logs', namespace: 'default', template },
    { kind: 'DaemonSet', name: null, template },
    { kind: 'Deployment', name: 'web', template },
  )
  assert.deepEqual(
    otherDaemonSets(workspace, { namespace: 'default', name: 'agent' }).map(({ metadata }) => [metadata?.namespace, metadata?.name]),
    [
      ['other', 'agent'],
      [undefined, 'logs'],
    ],
  )
})
