import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSampleName, SAMPLE_NAMES, sampleInventory } from '../../../server/src/core/inventory/samples.ts'
import { isSample } from '../../../server/src/core/model/cluster-node.ts'
import { parseQuantity } from '../../../server/src/core/model/quantity.ts'
import { isDns1123Subdomain, isLabelValue, isQualifiedName } from '../../../server/src/core/server-checks/names.ts'
import { daemonSet, verdicts } from '../../support/placement.ts'

for (const name of SAMPLE_NAMES) {
  test(`sample ${name}: nodes that an API server would take`, () => {
    const inventory = sampleInventory(name)
    assert.equal(inventory, sampleInventory(name), 'the same value each time')
    assert.equal(inventory.source, `sample:${name}`)
    assert.ok(isSample(inventory))
    assert.equal(new Set(inventory.nodes.map((node) => node.name)).size, inventory.nodes.length)
    for (const node of inventory.nodes) {
      assert.deepEqual(isDns1123Subdomain(node.name), [])
      for (const [key, value] of Object.entries(node.labels))
        assert.deepEqual([...isQualifiedName(key), ...isLabelValue(value)], [], `${node.name}: ${key}=${value}`)
      for (const taint of node.taints) assert.deepEqual([...isQualifiedName(taint.key ?? ''), ...isLabelValue(taint.value ?? '')], [], node.name)
      for (const [resource, amount] of Object.entries(node.allocatable ?? {})) assert.ok(parseQuantity(amount), `${node.name}: ${resource} ${amount}`)
    }
  })
}

const count = (name: (typeof SAMPLE_NAMES)[number], podSpec: unknown) =>
  Object.values(verdicts(daemonSet(podSpec), sampleInventory(name).nodes)).filter((verdict) => verdict === 'runs').length

test('samples show what they are there for', () => {
  const controlPlane = { tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] }
  assert.deepEqual([sampleInventory('kubeadm').nodes.length, count('kubeadm', {}), count('kubeadm', controlPlane)], [9, 4, 7])
  assert.equal(count('eks', { nodeSelector: { 'kubernetes.io/arch': 'arm64' } }), 2)
  assert.equal(count('aks', { nodeSelector: { 'kubernetes.io/os': 'windows' } }), 2)
  assert.equal(count('gke', { nodeSelector: { 'cloud.google.com/gke-spot': 'true' }, tolerations: [{ operator: 'Exists' }] }), 2)
  assert.deepEqual([count('kind', {}), count('minikube', {})], [3, 1])
  const fargate = sampleInventory('eks').nodes.filter((node) => node.labels['eks.amazonaws.com/compute-type'] === 'fargate')
  assert.deepEqual(
    fargate.map((node) => node.allocatable?.pods),
    ['1', '1'],
  )
})

test('names of samples', () => {
  assert.equal(isSampleName('eks'), true)
  assert.equal(isSampleName('constructor'), false)
})
