// Fixes that change where a DaemonSet runs, on the samples: what their titles promise is what the engine then counts.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readObjects } from '../../../server/src/core/analysis/read-objects.ts'
import { type SampleName, sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import type { LocatedDaemonSet } from '../../../server/src/core/model/located.ts'
import type { Fix } from '../../../server/src/core/problem.ts'
import { wholeExample } from '../../../server/src/core/rules/example.ts'
import {
  affinityToSelector,
  fixesToInclude,
  fixesToLeaveOut,
  fixesToTolerate,
  selectorToAffinity,
} from '../../../server/src/core/rules/fixes-for-placement.ts'
import type { RuleContext } from '../../../server/src/core/rules/rule.ts'
import { placeDaemonSet } from '../../../server/src/core/scheduling/place-daemonset.ts'
import { applyEdits } from '../../../server/src/core/text.ts'
import { NO_WORKSPACE } from '../../../server/src/core/workspace-facts.ts'
import { problemsIn } from '../../support/analyse.ts'

function located(text: string): LocatedDaemonSet {
  const daemonset = readObjects(text).objects[0]?.daemonset
  assert.ok(daemonset)
  return daemonset
}

function contextOn(daemonset: LocatedDaemonSet, sample: SampleName): RuleContext {
  const inventory = sampleInventory(sample)
  const placementOf: RuleContext['placementOf'] = (changed) => placeDaemonSet(changed, inventory.nodes)
  return { minor: 37, inventory, workspace: NO_WORKSPACE, previous: undefined, placement: () => placementOf(daemonset.value), placementOf }
}

/** Applies each fix and holds its title against the placement that results. */
function holdTitles(text: string, sample: SampleName, fixes: readonly Fix[]): void {
  for (const { title, edits } of fixes) {
    const fixed = located(applyEdits(text, edits))
    const count = /: (\d+) → (\d+) nodes$/.exec(title)
    if (count) assert.equal(contextOn(fixed, sample).placement().desired, Number(count[2]), title)
  }
}

const SAMPLES: readonly SampleName[] = ['kubeadm', 'eks', 'aks', 'gke', 'kind', 'minikube']
const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['nothing selected', wholeExample('hostPID: true\n')],
  ['a node selector', wholeExample('nodeSelector:\n  kubernetes.io/os: windows # only there\n')],
  [
    'an affinity',
    wholeExample(
      'affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n      - matchExpressions:\n        - {key: kubernetes.io/os, operator: In, values: [windows]}\n',
    ),
  ],
  ['tolerations', wholeExample('tolerations:\n# everything\n- operator: Exists\n')],
]

describe('fixes of placement', () => {
  for (const sample of SAMPLES)
    for (const [name, text] of TEXTS) {
      it(`${sample}, ${name}: titles of what includes nodes are true`, () => {
        const daemonset = located(text)
        const context = contextOn(daemonset, sample)
        const fixes = fixesToInclude(daemonset, context)
        if (context.placement().desired < context.placement().total) assert.notEqual(fixes.length, 0)
        holdTitles(text, sample, fixes)
      })
      it(`${sample}, ${name}: titles of what leaves nodes out are true`, () => {
        const daemonset = located(text)
        const context = contextOn(daemonset, sample)
        for (const group of context.placement().groups) {
          if (group.shouldRun !== true) continue
          const fixes = fixesToLeaveOut(daemonset, context, group.nodes)
          assert.notEqual(fixes.length, 0)
          holdTitles(text, sample, fixes)
          for (const { edits } of fixes) {
            const after = contextOn(located(applyEdits(text, edits)), sample).placement()
            const running = after.groups.filter(({ shouldRun }) => shouldRun === true).flatMap(({ nodes }) => nodes)
            assert.ok(!running.some((node) => group.nodes.includes(node)))
          }
        }
      })
    }

  it('a taint is tolerated as narrowly as possible first', () => {
    const text = wholeExample('hostPID: true\n')
    const daemonset = located(text)
    const fixes = fixesToTolerate(daemonset, contextOn(daemonset, 'eks'), { key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' })
    assert.deepEqual(
      fixes.map(({ title }) => title.replace(/:? \d+ → \d+ nodes/, '')),
      [
        'Tolerate nvidia.com/gpu=present:NoSchedule',
        'Tolerate nvidia.com/gpu whatever its value',
        'Tolerate nvidia.com/gpu whatever its value and effect',
      ],
    )
    const [first] = fixes
    assert.ok(first)
    assert.match(
      applyEdits(text, first.edits),
      /\n {6}tolerations:\n( {6}| {8})- key: nvidia.com\/gpu\n +operator: Equal\n +value: present\n +effect: NoSchedule\n {6}containers:/,
    )
  })

  it('nodeSelector becomes affinity, and back', () => {
    const text = wholeExample('nodeSelector:\n  kubernetes.io/os: linux\n  kubernetes.io/arch: arm64\n')
    const [there] = selectorToAffinity(located(text))
    assert.ok(there)
    const affine = applyEdits(text, there.edits)
    assert.doesNotMatch(affine, /nodeSelector:/)
    const [back] = affinityToSelector(located(affine))
    assert.ok(back)
    assert.equal(applyEdits(affine, back.edits), text)
  })

  it('terms are alternatives: what becomes affinity is asked in each', () => {
    const text = wholeExample(
      'nodeSelector: {kubernetes.io/os: linux}\naffinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n      - matchExpressions:\n        - {key: a, operator: Exists}\n      - matchFields:\n        - {key: metadata.name, operator: In, values: [n]}\n',
    )
    const [fix] = selectorToAffinity(located(text))
    assert.ok(fix)
    const value = located(applyEdits(text, fix.edits)).value.spec?.template?.spec
    const terms = value?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
    assert.equal(value?.nodeSelector, undefined)
    assert.deepEqual(
      terms?.map((term) => term.matchExpressions?.map(({ key }) => key)),
      [['a', 'kubernetes.io/os'], ['kubernetes.io/os']],
    )
    assert.deepEqual(affinityToSelector(located(text)), [])
  })
})

describe('the current label', () => {
  it('is a safe fix only where the known nodes stay as they are', () => {
    const text = wholeExample('nodeSelector:\n  beta.kubernetes.io/os: linux\n')
    const node = (name: string, labels: string): string => `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels: {${labels}}\n`
    const both = node('a', 'kubernetes.io/os: linux, beta.kubernetes.io/os: linux')
    const safeOn = (nodes: string): (boolean | undefined)[] =>
      problemsIn(text, { nodes })
        .filter(({ rule }) => rule === 'deprecated-node-label')
        .map((problem) => problem.fixes?.()[0]?.safe)
    assert.deepEqual(safeOn(both), [true])
    assert.deepEqual(safeOn(`${both}---\n${node('b', 'kubernetes.io/os: linux')}`), [false])
  })
})
