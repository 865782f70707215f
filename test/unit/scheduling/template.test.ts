import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SAMPLE_NAMES, sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import type { DaemonSet } from '../../../server/src/core/model/kubernetes.ts'
import { PLACEHOLDER } from '../../../server/src/core/model/placeholder.ts'
import { placeDaemonSet } from '../../../server/src/core/scheduling/place-daemonset.ts'
import type { PlacementGroup } from '../../../server/src/core/scheduling/placement.ts'
import { daemonSet } from '../../support/placement.ts'
import { randomDaemonSet, randomNumbers } from '../../support/random-daemonset.ts'

/** The value with some of its parts as a template would have them. */
function templated(value: unknown, random: () => number): unknown {
  const roll = random()
  if (Array.isArray(value)) {
    if (roll < 0.06) return PLACEHOLDER
    return value.map((item) => templated(item, random))
  }
  if (typeof value !== 'object' || value === null) return roll < 0.12 ? `${typeof value === 'string' ? value.slice(0, 2) : ''}${PLACEHOLDER}` : value
  if (roll < 0.04) return PLACEHOLDER
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      // A line of the template in place of a field: it may bring that field or another.
      if (random() < 0.03) return [PLACEHOLDER, PLACEHOLDER]
      return [key, templated(inner, random)]
    }),
  )
}

function byNode(ds: DaemonSet, nodes: Parameters<typeof placeDaemonSet>[1]): Map<string, PlacementGroup> {
  return new Map(placeDaemonSet(ds, nodes).groups.flatMap((group) => group.nodes.map((node) => [node.name, group] as const)))
}

test('property: what is said before a template is rendered stays true when it is', () => {
  let unknown = 0
  let known = 0
  for (let seed = 1; seed <= 1500; seed++) {
    const rendered = randomDaemonSet(seed % 300)
    const template = daemonSet(templated(rendered.spec?.template?.spec, randomNumbers(seed)))
    const { nodes } = sampleInventory(SAMPLE_NAMES[seed % SAMPLE_NAMES.length] ?? 'kubeadm')
    const truth = byNode(rendered, nodes)
    for (const [name, group] of byNode(template, nodes)) {
      for (const field of ['shouldRun', 'shouldContinueRunning'] as const) {
        if (group[field] === null) unknown++
        else {
          known++
          assert.equal(group[field], truth.get(name)?.[field], `seed ${seed}, ${name}, ${field}: ${JSON.stringify(template.spec?.template?.spec)}`)
        }
      }
      if (group.verdict === 'unknown') assert.ok(group.reasons.length > 0, `seed ${seed}, ${name}: no reason`)
    }
  }
  assert.ok(unknown > 500 && known > 500, `the property was hardly tried: ${unknown} unknown, ${known} known`)
})

test('requests and ports from a template keep no pod waiting', () => {
  const { nodes } = sampleInventory('minikube')
  const verdict = (podSpec: unknown) => placeDaemonSet(daemonSet(podSpec), nodes).groups[0]?.verdict
  assert.equal(verdict({ containers: [{ resources: PLACEHOLDER }] }), 'runs')
  assert.equal(verdict({ containers: [{ resources: { requests: { cpu: PLACEHOLDER, memory: '1Mi' } } }] }), 'runs')
  assert.equal(verdict({ containers: [{ resources: { requests: { cpu: PLACEHOLDER, memory: '1Ti' } } }] }), 'pending')
})
