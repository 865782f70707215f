import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Volume } from '../../../server/src/core/model/kubernetes.ts'
import { Path } from '../../../server/src/core/path.ts'
import { validateVolumes } from '../../../server/src/core/server-checks/volumes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

const volumes = (list: Volume[], ...expected: string[]): Case => [{ pod: { volumes: list } }, expected.map((line) => `pod.volumes${line}`)]
const source = (fields: Volume, ...expected: string[]): Case => volumes([{ name: 'v', ...fields }], ...expected.map((line) => `[0]${line}`))

tableTest('names of volumes', [
  volumes([{ name: 'a' }, { name: 'b', hostPath: { path: '/b' } }]),
  volumes([{}], '[0].name Required'),
  volumes([{ name: 'A.b' }], '[0].name Invalid'),
  volumes([{ name: 'a' }, { name: 'a' }], '[1].name Duplicate'),
  // Only well-formed volumes take a name.
  volumes([{ name: 'a', hostPath: {} }, { name: 'a' }], '[0].hostPath.path Required'),
])

tableTest('one source', [
  source({}),
  source({ emptyDir: {}, hostPath: { path: '/a' } }, '.hostPath Forbidden'),
  // The server judges the first in its own order, and misspells some of the others.
  source(
    { hostPath: {}, secret: {}, downwardAPI: {}, cephfs: { monitors: [] } },
    '.hostPath.path Required',
    '.secret Forbidden',
    '.downwarAPI Forbidden',
    '.cephFS Forbidden',
  ),
])

tableTest('emptyDir, image', [
  source({ emptyDir: { sizeLimit: '1Gi', medium: 'anything' } }),
  source({ emptyDir: { sizeLimit: '-1' } }, '.emptyDir.sizeLimit Forbidden'),
  source({ image: { reference: 'a:1' } }),
  source({ image: {} }, '.image.reference Required'),
  source({ image: { reference: 'a', pullPolicy: 'Sometimes' } }, '.image.pullPolicy NotSupported'),
  [{ pod: { volumes: [{ name: 'v', image: {} }] } }, [], 36],
])

test('only well-formed volumes may be mounted', () => {
  const list: Volume[] = [
    { name: 'good', emptyDir: {} },
    { name: 'bad', hostPath: {} },
    { name: 'good', hostPath: { path: '/a' } },
  ]
  const known = validateVolumes(list, Path.root('volumes'), { minor: 37 }, [])
  assert.deepEqual([...known.keys()], ['good'])
  assert.equal(known.get('good'), list[0])
})

test('a cause remembers the real place where the server prints another', () => {
  const places = (volume: Volume): [string, string][] => {
    const causes: Parameters<typeof validateVolumes>[3] = []
    validateVolumes([{ name: 'v', ...volume }], Path.root('volumes'), { minor: 37 }, causes)
    return causes.map(({ field, at }) => [String(field), String(at ?? field)])
  }
  assert.deepEqual(places({ gcePersistentDisk: { pdName: 'a', partition: 256 } }), [
    ['volumes[0].persistentDisk.partition', 'volumes[0].gcePersistentDisk.partition'],
  ])
  assert.deepEqual(places({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'x', apiVersion: 'v1' } }] } }), [
    ['volumes[0].downwardAPI.fieldRef.fieldPath', 'volumes[0].downwardAPI.items[0].fieldRef.fieldPath'],
  ])
  assert.deepEqual(places({ emptyDir: {}, cephfs: { monitors: ['a'] } }), [['volumes[0].cephFS', 'volumes[0].cephfs']])
})
