import type { Volume } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

type Projection = NonNullable<NonNullable<Volume['projected']>['sources']>[number]
const source = (fields: Volume, ...expected: string[]): Case => [
  { pod: { volumes: [{ name: 'v', ...fields }] } },
  expected.map((line) => `pod.volumes[0].${line}`),
]

tableTest('configMap and secret', [
  source({ configMap: { name: 'Any Name', defaultMode: 0o777 } }),
  source({ configMap: {} }, 'configMap.name Required'),
  source({ secret: {} }, 'secret.secretName Required'),
  source({ secret: { secretName: 'a', defaultMode: 512 } }, 'secret.defaultMode Invalid'),
  source({ configMap: { name: 'a', items: [{}] } }, 'configMap.items[0].key Required', 'configMap.items[0].path Required'),
  source(
    { configMap: { name: 'a', items: [{ key: 'a b', path: '/a', mode: -1 }] } },
    'configMap.items[0].path Invalid',
    'configMap.items[0].mode Invalid',
  ),
  source({ secret: { secretName: 'a', items: [{ key: 'a', path: '..a' }] } }, 'secret.items[0].path Invalid'),
  source({ secret: { secretName: 'a', items: [{ key: 'a', path: 'a/../b' }] } }, 'secret.items[0].path Invalid'),
])

const name = { fieldRef: { fieldPath: 'metadata.name' } }

tableTest('downwardAPI', [
  source({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.labels' } }] } }),
  source({ downwardAPI: { items: [{ path: 'a' }] } }, 'downwardAPI Required'),
  source({ downwardAPI: { items: [{ ...name }] } }, 'downwardAPI.path Required'),
  source({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'spec.nodeName' } }] } }, 'downwardAPI.fieldRef.fieldPath NotSupported'),
  source(
    { downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } },
    'downwardAPI.resourceFieldRef.containerName Required',
  ),
  source({ downwardAPI: { items: [{ path: 'a', ...name, resourceFieldRef: {} }] } }, 'downwardAPI Invalid'),
  source(
    { downwardAPI: { defaultMode: 1000, items: [{ path: 'a', ...name, mode: 1000 }] } },
    'downwardAPI.defaultMode Invalid',
    'downwardAPI.mode Invalid',
  ),
])

const projected = (sources: Projection[], ...expected: string[]): Case =>
  source({ projected: { sources } }, ...expected.map((line) => `projected${line}`))
const token = (fields: NonNullable<Projection['serviceAccountToken']>, ...expected: string[]): Case =>
  projected([{ serviceAccountToken: { path: 'token', ...fields } }], ...expected)

tableTest('projected sources', [
  projected([]),
  projected([{}]),
  projected([{ secret: { name: 'a' } }, { configMap: {} }], '.sources[1].configMap.name Required'),
  projected([{ secret: { name: 'a' }, configMap: { name: 'b' } }], '.sources[0] Forbidden'),
  projected([{ secret: { name: 'a', items: [{ key: 'a', path: 'x' }] } }, { downwardAPI: { items: [{ path: 'x', ...name }] } }], ' Invalid'),
  token({}),
  token({ expirationSeconds: 599 }, '.sources[0].serviceAccountToken.expirationSeconds Invalid'),
  token({ expirationSeconds: 2 ** 32 + 1 }, '.sources[0].serviceAccountToken.expirationSeconds Invalid'),
  token({ path: '' }, '.path Required'),
  token({ path: '../a' }, '.path Invalid'),
])

const bundle = (fields: NonNullable<Projection['clusterTrustBundle']>, ...expected: string[]): Case =>
  projected([{ clusterTrustBundle: { path: 'ca', ...fields } }], ...expected.map((line) => `.sources[0].clusterTrustBundle${line}`))
const certificate = (fields: NonNullable<Projection['podCertificate']>, ...expected: string[]): Case =>
  projected(
    [{ podCertificate: { signerName: 'example.com/signer', keyType: 'ED25519', keyPath: 'key', ...fields } }],
    ...expected.map((line) => `.sources[0].podCertificate${line}`),
  )

tableTest('certificates', [
  bundle({ name: 'a' }),
  bundle({ name: 'example.com:signer:a' }),
  bundle({ signerName: 'example.com/signer' }),
  bundle({}, ' Required'),
  bundle({ name: 'a', signerName: 'example.com/signer' }, ' Invalid'),
  bundle({ name: '' }, '.name Required', '.name Invalid'),
  bundle({ name: ':a' }, '.name Invalid'),
  bundle({ name: 'a', labelSelector: {} }, '.labelSelector Invalid'),
  bundle({ signerName: 'signer' }, '.signerName Invalid'),
  bundle({ name: 'a', path: '' }, '.path Required'),
  certificate({}),
  certificate({ signerName: 'local/signer' }, '.signerName Invalid'),
  certificate({ keyType: 'RSA' }, '.keyType NotSupported'),
  certificate({ maxExpirationSeconds: 3599 }, '.maxExpirationSeconds Invalid'),
  certificate({ maxExpirationSeconds: 86401 }),
  certificate({ maxExpirationSeconds: 86401, signerName: 'kubernetes.io/signer' }, '.maxExpirationSeconds Invalid'),
  certificate({ keyPath: '' }, ' Required'),
  certificate({ keyPath: '/key' }, '.keyPath Invalid'),
  certificate({ userAnnotations: { plain: '' } }, '.userAnnotations Invalid'),
  projected(
    [{ clusterTrustBundle: { name: 'a', path: 'x' } }, { podCertificate: { signerName: 'example.com/a', keyType: 'ED25519', keyPath: 'x' } }],
    ' Invalid',
  ),
  // The gate is off: the server removes the source.
  [{ pod: { volumes: [{ name: 'v', projected: { sources: [{ clusterTrustBundle: {} }] } }] } }, [], 36],
])
