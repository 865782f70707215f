import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ExplainInput, effectHints, explainPlacement } from '../../../server/src/core/features/explain-placement.ts'
import { codeSpan, escapeMarkdown, listNames, PLAIN } from '../../../server/src/core/features/markdown.ts'
import { labelStory, nodeStory, taintStory } from '../../../server/src/core/features/node-story.ts'
import { outcomeTexts } from '../../../server/src/core/features/placement-words.ts'
import { diffTexts, durationText, rolloutMarkdown, rolloutTexts } from '../../../server/src/core/features/rollout-words.ts'
import { type SampleName, sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import type { Inventory } from '../../../server/src/core/model/cluster-node.ts'
import { PLACEHOLDER } from '../../../server/src/core/model/placeholder.ts'
import { Path } from '../../../server/src/core/path.ts'
import { diffPlacement } from '../../../server/src/core/scheduling/diff-placement.ts'
import { placeDaemonSet } from '../../../server/src/core/scheduling/place-daemonset.ts'
import { rollout } from '../../../server/src/core/scheduling/rollout.ts'
import { daemonSet, node } from '../../support/placement.ts'

const POD = Path.root('spec', 'template', 'spec')
const CONTROL_PLANE = { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }
const AGENT = {
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [CONTROL_PLANE],
  containers: [{ name: 'agent', resources: { requests: { cpu: '200m' } } }],
}

function asked(podSpec: unknown, inventory: Inventory | SampleName): ExplainInput {
  const known = typeof inventory === 'string' ? sampleInventory(inventory) : inventory
  const ds = daemonSet(podSpec)
  return { daemonset: ds, placement: placeDaemonSet(ds, known.nodes), inventory: known, context: {} }
}

test('the hover of a toleration, as it reads in the editor', () => {
  const explanation = explainPlacement(asked(AGENT, 'kubeadm'), POD.child('tolerations').index(0).child('key'))
  assert.equal(
    explanation?.markdown,
    [
      '**Eligible on 7 of 9 nodes**',
      '- 2 of 9 excluded: taint `nvidia.com/gpu=present:NoSchedule` is not tolerated: `gpu-1`, `gpu-2`',
      'Without this toleration 3 nodes fewer: `control-plane-1`, `control-plane-2`, `control-plane-3`.',
      'Taint `node-role.kubernetes.io/control-plane:NoSchedule` is on 3 of 9 nodes: `control-plane-1`, `control-plane-2`, `control-plane-3`.',
      'Tolerated without being asked, the controller sees to it: `not-ready`, `unreachable` (NoExecute); `disk-pressure`, `memory-pressure`, `pid-pressure`, `unschedulable` (NoSchedule) of `node.kubernetes.io/`.',
      'On 2 of these nodes a daemon pod that runs already stays until the next roll-out.',
      '*Nodes: 9 nodes of the built-in sample `kubeadm`: name your own node list to see your cluster.*',
    ].join('\n\n'),
  )
})

test('the plain words of the same', () => {
  const explanation = explainPlacement(asked(AGENT, 'kubeadm'), POD.child('tolerations').index(0))
  assert.equal(explanation?.summary, 'eligible on 7 of 9 nodes')
  assert.deepEqual(explanation?.exclusions, ['2 of 9 excluded: taint nvidia.com/gpu=present:NoSchedule is not tolerated: gpu-1, gpu-2'])
  assert.equal(explanation?.effect?.text, 'without this toleration 3 nodes fewer: control-plane-1, control-plane-2, control-plane-3')
})

// where, expected: summary, effect
const PLACES: readonly (readonly [string, Path, unknown, string | undefined, string | undefined])[] = [
  ['kind', Path.root('kind'), AGENT, 'eligible on 3 of 9 nodes', undefined],
  ['spec', Path.root('spec'), AGENT, 'eligible on 3 of 9 nodes', undefined],
  [
    'a label',
    POD.child('nodeSelector').key('kubernetes.io/os'),
    AGENT,
    'eligible on 3 of 9 nodes',
    'without this label 2 nodes more: akswin22000000, akswin22000001',
  ],
  [
    'the node selector',
    POD.child('nodeSelector'),
    AGENT,
    'eligible on 3 of 9 nodes',
    'without this node selector 2 nodes more: akswin22000000, akswin22000001',
  ],
  [
    'a toleration of nothing',
    POD.child('tolerations').index(0),
    AGENT,
    'eligible on 3 of 9 nodes',
    'without this toleration nothing would change on these nodes',
  ],
  ['an image', POD.child('containers').index(0).child('image'), AGENT, undefined, undefined],
  ['labels of the template', Path.root('spec', 'template', 'metadata', 'labels'), AGENT, undefined, undefined],
  ['the name of a container', POD.child('containers').index(0).child('name'), AGENT, undefined, undefined],
  [
    'requests',
    POD.child('containers').index(0).child('resources', 'requests').key('cpu'),
    { containers: [{ resources: { requests: { cpu: '5' } } }] },
    'eligible on 5 of 9 nodes',
    'without these requests 5 pods no longer pending: aks-apps-20675039-vmss000000, aks-apps-20675039-vmss000001, aks-apps-20675039-vmss000002, akswin22000000, akswin22000001',
  ],
]

for (const [name, field, podSpec, summary, effect] of PLACES) {
  test(`hover on ${name}`, () => {
    const explanation = explainPlacement(asked(podSpec, 'aks'), field)
    assert.equal(explanation?.summary, summary)
    assert.equal(explanation?.effect?.text, effect)
  })
}

test('nothing known, everything known, a template', () => {
  const summary = (podSpec: unknown, inventory: Inventory | SampleName) => explainPlacement(asked(podSpec, inventory), Path.root('kind'))?.summary
  assert.equal(summary({}, { source: 'file:x', nodes: [] }), 'no nodes are known')
  assert.equal(summary({ tolerations: [{ operator: 'Exists' }] }, 'gke'), 'eligible on all 8 nodes')
  assert.equal(summary({}, 'minikube'), 'eligible on the only node')
  assert.equal(summary({ nodeSelector: PLACEHOLDER }, 'minikube'), 'eligible on 0 of 1 node, 1 unknown')
  assert.deepEqual(outcomeTexts(asked({ nodeSelector: PLACEHOLDER }, 'minikube').placement), [
    '1 of 1 unknown: nodeSelector comes from a template: minikube',
  ])
})

test('groups of nodes that are out for the same reasons are one sentence, the largest first', () => {
  assert.deepEqual(
    outcomeTexts(asked({ nodeSelector: { 'kubernetes.io/os': 'linux' }, tolerations: [{ key: 'spot', operator: 'Exists' }] }, 'aks').placement).slice(
      0,
      2,
    ),
    [
      '2 of 9 excluded: taint CriticalAddonsOnly=true:NoSchedule is not tolerated: aks-system-31084512-vmss000000, aks-system-31084512-vmss000001',
      '2 of 9 excluded: label kubernetes.io/os is windows, not linux: akswin22000000, akswin22000001',
    ],
  )
})

test('inlay hints stand at lines that bring or take nodes', () => {
  const hints = (podSpec: unknown, sample: SampleName) => effectHints(asked(podSpec, sample)).map(({ field, label }) => [String(field), label])
  assert.deepEqual(hints(AGENT, 'kubeadm'), [[`${POD}.tolerations[0]`, '+3 nodes']])
  assert.deepEqual(hints(AGENT, 'aks'), [[`${POD}.nodeSelector[kubernetes.io/os]`, '−2 nodes']])
})

test('the whole story of a node', () => {
  const { daemonset, placement } = asked(
    {
      ...AGENT,
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'nvidia.com/gpu.present', operator: 'DoesNotExist' }] }],
          },
        },
      },
    },
    'kubeadm',
  )
  assert.deepEqual(nodeStory(daemonset, 'gpu-1', placement)?.lines, [
    'not eligible: no pod is made, a daemon pod that is here is deleted: label nvidia.com/gpu.present is true, required is no such label, and taint nvidia.com/gpu=present:NoSchedule is not tolerated',
    'nodeSelector kubernetes.io/os=linux: met',
    'node affinity term 1, nvidia.com/gpu.present DoesNotExist: not met',
    'taint nvidia.com/gpu=present:NoSchedule: not tolerated',
    'requests cpu 200m of 64',
    'linux, amd64',
  ])
  assert.match(
    nodeStory(daemonset, 'control-plane-1', placement)?.markdown ?? '',
    /^`control-plane-1`: \*\*eligible: a pod is made here\*\*\n\n- nodeSelector `kubernetes\.io\/os=linux`: met\n/,
  )
  assert.ok(
    nodeStory(daemonset, 'control-plane-1', placement)?.lines.includes(
      'taint node-role.kubernetes.io/control-plane:NoSchedule: tolerated by tolerations[0]',
    ),
  )
  assert.equal(nodeStory(daemonset, 'nobody', placement), undefined)
})

test('who has a taint, who has a label', () => {
  assert.equal(taintStory('nvidia.com/gpu', sampleInventory('kubeadm')), 'taint nvidia.com/gpu=present:NoSchedule is on 2 of 9 nodes: gpu-1, gpu-2')
  assert.equal(taintStory('foo', sampleInventory('kubeadm')), 'no known node has a taint with the key foo')
  assert.equal(labelStory('kubernetes.io/os', sampleInventory('aks')), 'label kubernetes.io/os: linux on 6, windows on 2 of 9 nodes')
  assert.equal(labelStory('foo', sampleInventory('aks')), 'no known node has the label foo')
})

/** What Markdown would interpret: the text without code spans and escaped characters. */
function withoutCode(markdown: string): string {
  let rest = markdown
  let outside = ''
  while (rest !== '') {
    const skipped = /^\\[^\n]/.exec(rest) ?? /^(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/.exec(rest)
    if (skipped === null) outside += rest.charAt(0)
    rest = rest.slice(skipped === null ? 1 : skipped[0].length)
  }
  return outside
}

test('names from files are shown, never rendered', () => {
  const evil = '`](command:x) <img src=x> **b**\n# h'
  const hostile: Inventory = {
    source: `file:${evil}`,
    nodes: [node(evil, { labels: { a: evil }, taints: [] }), { ...node('tainted'), taints: [{ key: evil, effect: 'NoSchedule' }] }],
  }
  const input = asked({ nodeSelector: { a: '*x*' }, tolerations: [{ key: evil, operator: 'Exists' }] }, hostile)
  const fields = [Path.root('kind'), POD.child('nodeSelector').key('a'), POD.child('tolerations').index(0)]
  for (const field of fields) {
    const markdown = explainPlacement(input, field)?.markdown ?? ''
    const outside = withoutCode(markdown)
    assert.ok(markdown.includes('command:x'), 'the name is shown')
    assert.doesNotMatch(outside, /\]\(|<img|\*\*b|\n# /)
  }
  assert.equal(codeSpan('a`b``c'), '``` a`b``c ```')
  assert.equal(codeSpan('a\nb'), '`a b`')
  assert.equal(codeSpan(''), '""')
  assert.equal(escapeMarkdown('[a](b) <c> *d*'), '\\[a\\](b) \\<c\\> \\*d\\*')
})

test('long lists of names are cut', () => {
  const names = Array.from({ length: 20 }, (_, index) => `n${index}`)
  assert.equal(listNames(names, PLAIN), 'n0, n1, n2, n3, n4, n5, n6, n7 and 12 more')
  assert.equal(listNames(names.slice(0, 2), PLAIN), 'n0, n1')
})

test('a roll-out in words', () => {
  const words = (strategy: unknown, notReady = 0, podSpec: unknown = AGENT) => {
    const ds = daemonSet(podSpec, { updateStrategy: strategy })
    return rolloutTexts(rollout(ds, placeDaemonSet(ds, sampleInventory('kubeadm').nodes), notReady))
  }
  assert.deepEqual(words(undefined), [
    '7 pods, up to 1 at a time; the old pod goes first, so its node is without one meanwhile',
    '7 rounds, 0 s to 3 min 30 s, without the time that pods take to start',
  ])
  assert.equal(words(undefined, 2)[1], '2 pods not ready: replaced at once, and they use up the whole budget until they are ready')
  assert.deepEqual(words({ type: 'OnDelete' }), [
    'an edit reaches none of the 7 pods',
    'with OnDelete a pod gets the new version only after somebody has deleted it',
  ])
  const stuck = words({ rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, 0, {
    ...AGENT,
    containers: [{ ports: [{ containerPort: 80, hostPort: 80 }] }],
  })
  assert.deepEqual(stuck.slice(1), ['it never completes', 'with maxSurge the new pod needs host port 80 while the old one holds it'])
  const ds = daemonSet(AGENT)
  assert.match(rolloutMarkdown(rollout(ds, placeDaemonSet(ds, sampleInventory('kubeadm').nodes), 0)), /^\*\*Roll-out:\*\* 7 pods/)
  assert.equal(durationText({ least: 3600, most: 3725 }), '1 h to 1 h 2 min 5 s, without the time that pods take to start')
})

test('a change in words', () => {
  const { nodes } = sampleInventory('kubeadm')
  const of = (podSpec: unknown) => placeDaemonSet(daemonSet(podSpec), nodes)
  assert.deepEqual(diffTexts(diffPlacement(of({ tolerations: [{ operator: 'Exists' }] }), of(AGENT))), [
    '9 → 7 eligible nodes',
    'loses 2 nodes: gpu-1, gpu-2 (taint nvidia.com/gpu=present:NoSchedule is not tolerated)',
  ])
  assert.deepEqual(diffTexts(diffPlacement(of({}), of({}))), [])
})
