import type { Volume } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

type Template = NonNullable<NonNullable<Volume['ephemeral']>['volumeClaimTemplate']>
type Spec = NonNullable<Template['spec']>
const at = 'pod.volumes[0].ephemeral.volumeClaimTemplate'
const good: Spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
const template = (volumeClaimTemplate: Template, ...expected: string[]): Case => [
  { pod: { volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate } }] } },
  expected.map((line) => `${at}.${line}`),
]
const spec = (fields: Spec, ...expected: string[]): Case => template({ spec: { ...good, ...fields } }, ...expected.map((line) => `spec${line}`))

tableTest('the template', [
  [{ pod: { volumes: [{ name: 'v', ephemeral: {} }] } }, [`${at} Required`]],
  template({ spec: good }),
  template({ spec: {} }, 'spec.accessModes Required', 'spec.resources[storage] Required'),
  template({ metadata: { labels: { a: 'b c' }, annotations: { 'a b': '' } }, spec: good }, 'metadata.labels Invalid', 'metadata.annotations Invalid'),
  template(
    { metadata: { name: 'a', uid: 'b', finalizers: [] }, spec: good },
    'metadata.name Forbidden',
    'metadata.uID Forbidden',
    'metadata.finalizers Forbidden',
  ),
  template({ metadata: { name: '', generation: 0 }, spec: good }),
  template({ metadata: { deletionGracePeriodSeconds: 0 }, spec: good }, 'metadata.deletionGracePeriodSeconds Forbidden'),
])

tableTest('the claim', [
  spec({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }, '.accessModes Forbidden'),
  spec({ accessModes: ['ReadWrite'] }, '.accessModes NotSupported'),
  spec({ resources: { requests: { storage: '0' } } }, '.resources[storage] Invalid'),
  spec({ resources: { limits: { storage: '1' } } }, '.resources[storage] Required'),
  spec({ volumeMode: 'Raw' }, '.volumeMode NotSupported'),
  spec({ storageClassName: '' }),
  spec({ storageClassName: 'A' }, '.storageClassName Invalid'),
  spec({ volumeAttributesClassName: 'A' }, '.volumeAttributesClassName Invalid'),
  [{ pod: { volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec: { ...good, volumeAttributesClassName: 'A' } } } }] } }, [], 33],
  spec({ selector: { matchLabels: { a: 'b c' } } }, '.selector.matchLabels Invalid'),
])

const claim = { kind: 'PersistentVolumeClaim', name: 'a' }

tableTest('data sources', [
  spec({ dataSource: claim, dataSourceRef: claim }),
  spec({ dataSource: { kind: 'VolumeSnapshot', name: 'a' } }, '.dataSource Invalid'),
  spec({ dataSource: { apiGroup: 'A', kind: 'VolumeSnapshot', name: 'a' } }, '.dataSource.apiGroup Invalid'),
  spec({ dataSourceRef: {} }, '.dataSourceRef Invalid', '.dataSourceRef.kind Required', '.dataSourceRef.name Required'),
  spec({ dataSource: claim, dataSourceRef: { ...claim, name: 'b' } }, ' Invalid'),
  spec({ dataSource: claim, dataSourceRef: { ...claim, namespace: 'other' } }, ' Invalid'),
  spec({ dataSourceRef: { ...claim, namespace: 'Other' } }, '.dataSourceRef.namespace Invalid'),
])
