import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { daemonSet, NODES, temporaryFolders } from '../support/command-line.ts'

const { make } = temporaryFolders()

describe('nodes', () => {
  interface NodesJson {
    readonly nodes: { readonly source: string; readonly count: number }
    readonly daemonsets: readonly {
      readonly desired: number
      readonly nodes: readonly {
        readonly name: string
        readonly verdict: string
        readonly shouldRun: boolean
        readonly reasons: readonly unknown[]
      }[]
      readonly against?: {
        readonly lost: readonly { readonly name: string }[]
        readonly gained: readonly { readonly name: string }[]
        readonly changes: readonly unknown[]
      }
    }[]
  }
  const folder = make({
    'a.yaml': daemonSet(),
    'nodes.json': NODES,
    'table.txt': 'NAME STATUS ROLES AGE VERSION\nn1 Ready <none> 1d v1\n',
    'cm.yaml': 'kind: ConfigMap\n',
  })
  test('json', async () => {
    const { code, json } = await folder.call(['nodes', 'a.yaml', '--nodes', 'nodes.json', '--format', 'json'])
    assert.equal(code, 0)
    const answer = json() as NodesJson
    assert.deepEqual(answer.nodes, { source: 'file:nodes.json', count: 3 })
    assert.equal(answer.daemonsets[0]?.desired, 2)
    const gpu = answer.daemonsets[0]?.nodes.find((node) => node.name === 'gpu-1')
    assert.deepEqual(
      [gpu?.verdict, gpu?.shouldRun, gpu?.reasons],
      [
        'stays',
        false,
        [
          {
            check: 'taint',
            detail: 'nvidia.com/gpu=present:NoSchedule is not tolerated',
            field: 'spec.template.spec.tolerations',
            met: 'nvidia.com/gpu=present:NoSchedule',
          },
        ],
      ],
    )
  })
  test('text', async () => {
    const { out } = await folder.call(['nodes', 'a.yaml', '--nodes', 'nodes.json'])
    assert.equal(
      out,
      `monitoring/agent (a.yaml)
  eligible on 2 of 3 nodes of file:nodes.json: 1 without a new pod
  NODE      VERDICT  WHY
  worker-1  runs
  worker-2  runs
  gpu-1     stays    nvidia.com/gpu=present:NoSchedule is not tolerated
`,
    )
  })
  test('--min-nodes', async () => {
    const code = async (least: string) => (await folder.call(['nodes', 'a.yaml', '--nodes', 'nodes.json', '--min-nodes', least])).code
    assert.deepEqual([await code('2'), await code('3')], [0, 1])
  })
  test('--against', async () => {
    const narrower = daemonSet(['    spec:\n', '    spec:\n      nodeSelector:\n        kubernetes.io/hostname: worker-2\n'])
    const more = make({ 'new.yaml': narrower, 'old.yaml': daemonSet(), 'nodes.json': NODES })
    const { json } = await more.call(['nodes', 'new.yaml', '--against', 'old.yaml', '--nodes', 'nodes.json', '--format', 'json'])
    const { against } = (json() as NodesJson).daemonsets[0] ?? assert.fail()
    assert.deepEqual(
      against?.lost.map((node) => node.name),
      ['worker-1'],
    )
    assert.deepEqual(against?.gained, [])
    const back = await more.call(['nodes', 'old.yaml', '--against', 'new.yaml', '--nodes', 'nodes.json'])
    assert.match(back.out, /gains 1 node.*worker-1/)
    assert.match(back.out, /removed node selector label kubernetes\.io\/hostname=worker-2: gains worker-1/)
    assert.deepEqual(against?.changes, [
      {
        change: 'added node selector label kubernetes.io/hostname=worker-2',
        field: 'spec.template.spec.nodeSelector[kubernetes.io/hostname]',
        lost: ['worker-1'],
        gained: [],
      },
    ])
  })
  test('sources', async () => {
    const source = async (...words: string[]) => ((await folder.call(['nodes', 'a.yaml', '--format', 'json', ...words])).json() as NodesJson).nodes
    assert.deepEqual(await source('--nodes', 'sample'), { source: 'sample:kubeadm', count: 9 })
    assert.equal((await source('--nodes', 'sample:eks')).source, 'sample:eks')
    assert.equal((await source()).source, 'sample:kubeadm')
    const twice = await source('--nodes', 'nodes.json', '--nodes', 'sample:kind')
    assert.deepEqual([twice.source, twice.count], ['file:nodes.json,sample:kind', 7])
    const nodesInFolder = make({ 'd/a.yaml': daemonSet(), 'd/node.yaml': 'apiVersion: v1\nkind: Node\nmetadata: {name: n1}\n' })
    const { json } = await nodesInFolder.call(['nodes', 'd', '--format', 'json'])
    assert.deepEqual((json() as NodesJson).nodes, { source: 'workspace', count: 1 })
  })
  const unusable: readonly (readonly [source: string, says: RegExp])[] = [
    ['gone.json', /--nodes gone\.json: no such file/],
    ['table.txt', /kubectl's table; write the list with `kubectl get nodes -o yaml`/],
    ['cm.yaml', /expected a Node list .* found a ConfigMap/],
    ['sample:openshift', /no such sample; samples are kubeadm, eks/],
    ['cluster:prod', /cluster/],
  ]
  for (const [source, says] of unusable)
    test(`${source} cannot be used: 2, after the output`, async () => {
      const { code, out, err } = await folder.call(['nodes', 'a.yaml', '--nodes', source])
      assert.equal(code, 2)
      assert.match(err, says)
      assert.match(out, /monitoring\/agent/)
    })
})

describe('rollout', () => {
  test('numbers', async () => {
    const { code, json } = await make({ 'a.yaml': daemonSet(), 'nodes.json': NODES }).call([
      'rollout',
      'a.yaml',
      '--nodes',
      'nodes.json',
      '--not-ready',
      '1',
      '--format',
      'json',
    ])
    assert.equal(code, 0)
    const [first] = (json() as { rollouts: Record<string, unknown>[] }).rollouts
    assert.deepEqual(
      [first?.path, first?.desired, first?.notReady, first?.maxUnavailable, first?.firstWave, first?.completes, first?.waves],
      ['a.yaml', 2, 1, 1, 1, true, 2],
    )
  })
  test('one that never completes: 1', async () => {
    const surge = daemonSet(
      ['spec:\n  selector', 'spec:\n  updateStrategy:\n    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}\n  selector'],
      ['          resources', '          ports:\n            - {containerPort: 80, hostPort: 80}\n          resources'],
    )
    const { code, out } = await make({ 'a.yaml': surge }).call(['rollout', 'a.yaml'])
    assert.equal(code, 1)
    assert.match(out, /never completes/)
    assert.match(out, /host port/)
  })
})
