import type { Volume } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

const source = (fields: Volume, ...expected: string[]): Case => [
  { pod: { volumes: [{ name: 'v', ...fields }] } },
  expected.map((line) => `pod.volumes[0].${line}`),
]

tableTest('hostPath, gitRepo, nfs', [
  source({ hostPath: { path: 'relative', type: '' } }),
  source({ hostPath: { path: '/a/../b' } }, 'hostPath.path Invalid'),
  source({ hostPath: { path: '/a', type: 'Folder' } }, 'hostPath.type NotSupported'),
  source({ hostPath: { type: 'Folder' } }, 'hostPath.path Required'),
  source({ gitRepo: { repository: 'a', directory: '/a' } }, 'gitRepo.directory Invalid'),
  source({ gitRepo: { directory: '..' } }, 'gitRepo.directory Invalid', 'gitRepo.repository Required'),
  source({ nfs: { server: 'a', path: '/a' } }),
  source({ nfs: {} }, 'nfs.server Required', 'nfs.path Required', 'nfs.path Invalid'),
  source({ nfs: { server: 'a', path: 'a' } }, 'nfs.path Invalid'),
])

const iqn = 'iqn.2001-04.com.example:storage'
const iscsi = (fields: Volume['iscsi'], ...expected: string[]): Case => source({ iscsi: { targetPortal: 'a', iqn, ...fields } }, ...expected)

tableTest('iscsi', [
  iscsi({}),
  source({ iscsi: {} }, 'iscsi.targetPortal Required', 'iscsi.iqn Required'),
  iscsi({ iqn: 'disk' }, 'iscsi.iqn Invalid'),
  iscsi({ iqn: 'iqn.2001.com' }, 'iscsi.iqn Invalid'),
  iscsi({ iqn: 'eui.0123456789abcdef' }),
  iscsi({ iqn: 'naa.0123' }, 'iscsi.iqn Invalid'),
  iscsi({ lun: 256 }, 'iscsi.lun Invalid'),
  iscsi({ chapAuthSession: true }, 'iscsi.secretRef Required'),
  iscsi({ chapAuthDiscovery: true, secretRef: {} }),
  iscsi({ initiatorName: 'me' }, 'iscsi.initiatorname Invalid'),
  iscsi({ initiatorName: iqn, targetPortal: 'x'.repeat(63) }, 'name Invalid'),
])

tableTest('disks', [
  source({ gcePersistentDisk: {} }, 'persistentDisk.pdName Required'),
  source({ gcePersistentDisk: { pdName: 'a', partition: -1 } }, 'persistentDisk.partition Invalid'),
  // A writable disk on many nodes: no server from 1.30 on minds.
  [{ pod: { volumes: [{ name: 'v', gcePersistentDisk: { pdName: 'a' } }] } }, [], 30],
  source({ awsElasticBlockStore: { partition: 256 } }, 'awsElasticBlockStore.volumeID Required', 'awsElasticBlockStore.partition Invalid'),
  source({ azureDisk: { diskName: 'a', diskURI: 'https://a' } }),
  source({ azureDisk: {} }, 'azureDisk.diskName Required', 'azureDisk.diskURI Required', 'azureDisk.diskURI NotSupported'),
  source({ azureDisk: { diskName: 'a', diskURI: 'https://a', kind: 'Managed' } }, 'azureDisk.diskURI NotSupported'),
  source({ azureDisk: { diskName: 'a', diskURI: '/subscriptions/a', kind: 'Managed', cachingMode: 'All' } }, 'azureDisk.cachingMode NotSupported'),
  source({ azureDisk: { diskName: 'a', diskURI: 'https://a', kind: 'Other' } }, 'azureDisk.kind NotSupported'),
  source({ fc: {} }, 'fc.targetWWNs Required'),
  source({ fc: { wwids: ['a'] } }),
  source({ fc: { targetWWNs: ['a'] } }, 'fc.lun Required'),
  source({ fc: { targetWWNs: ['a'], wwids: ['b'], lun: 256 } }, 'fc.targetWWNs Invalid', 'fc.lun Invalid'),
])

tableTest('plugins with required fields', [
  source({ persistentVolumeClaim: {} }, 'persistentVolumeClaim.claimName Required'),
  source({ rbd: { monitors: [] } }, 'rbd.monitors Required', 'rbd.image Required'),
  source({ cephfs: {} }, 'cephfs.monitors Required'),
  source({ glusterfs: {} }, 'glusterfs.endpoints Required', 'glusterfs.path Required'),
  source({ azureFile: {} }, 'azureFile.secretName Required', 'azureFile.shareName Required'),
  source({ vsphereVolume: {} }, 'vsphereVolume.volumePath Required'),
  source({ photonPersistentDisk: {} }, 'photonPersistentDisk.pdID Required'),
  source({ portworxVolume: {} }, 'portworxVolume.volumeID Required'),
  source({ scaleIO: {} }, 'scaleIO.gateway Required', 'scaleIO.system Required', 'scaleIO.volumeName Required'),
  source({ cinder: { secretRef: {} } }, 'cinder.volumeID Required', 'cinder.secretRef.name Required'),
  source({ storageos: { volumeName: 'A', volumeNamespace: 'B' } }, 'storageos.volumeName Invalid', 'storageos.volumeNamespace Invalid'),
  source({ storageos: { secretRef: {} } }, 'storageos.volumeName Required', 'storageos.secretRef.name Required'),
  source({ flocker: {} }, 'flocker Required'),
  source({ flocker: { datasetName: 'a/b', datasetUUID: 'c' } }, 'flocker Invalid', 'flocker.datasetName Invalid'),
])

tableTest('quobyte', [
  source({ quobyte: { registry: 'a:1,[::1]:2,b:', volume: 'v' } }),
  source({ quobyte: {} }, 'quobyte.registry Required', 'quobyte.volume Required'),
  source({ quobyte: { registry: 'a', volume: 'v' } }, 'quobyte.registry Invalid'),
  source({ quobyte: { registry: 'a:b:c', volume: 'v' } }, 'quobyte.registry Invalid'),
  source({ quobyte: { registry: 'a:1', tenant: 'x'.repeat(65), volume: 'v' } }, 'quobyte.tenant Required'),
])

const csi = (value: NonNullable<Volume['csi']>, minor: number, ...expected: string[]): Case => [
  { pod: { volumes: [{ name: 'v', csi: value }] } },
  expected.map((line) => `pod.volumes[0].csi.${line}`),
  minor,
]

tableTest('drivers', [
  source({ flexVolume: {} }, 'flexVolume.driver Required'),
  source(
    { flexVolume: { driver: 'a', options: { 'Kubernetes.io/x': '', 'k8s.io': '', 'example.com/a': '' } } },
    'flexVolume.options[Kubernetes.io/x] Invalid',
    'flexVolume.options[k8s.io] Invalid',
  ),
  csi({ driver: 'CSI.example.com' }, 37),
  csi({ driver: 'a_b' }, 37, 'driver Invalid'),
  csi({ driver: 'x'.repeat(64) }, 37, 'driver TooLong'),
  csi({}, 37, 'driver Required'),
  csi({}, 33, 'driver Required', 'driver Invalid'),
  csi({ driver: 'a', nodePublishSecretRef: {} }, 37, 'nodePublishSecretRef.name Required'),
  csi({ driver: 'a', nodePublishSecretRef: { name: 'A' } }, 37, 'name Invalid'),
])
