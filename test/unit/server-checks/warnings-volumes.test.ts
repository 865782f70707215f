import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Volume } from '../../../server/src/core/model/kubernetes.ts'
import { type Change, warningsOf } from './minimal-daemonset.ts'

type Projection = NonNullable<NonNullable<Volume['projected']>['sources']>[number]
const volume = (fields: Volume): Change => ({ pod: { volumes: [{ name: 'v', ...fields }] } })
const projected = (...sources: Projection[]): Change => volume({ projected: { sources } })
const items = (...paths: string[]) => paths.map((path) => ({ key: 'k', path }))
const gitRepo = volume({ gitRepo: { repository: 'a' } })
const overlap = (what: string, a: string, b: string): string => `volume "v" (${what}): overlapping paths: ${a} with ${b}`
const listed: Projection = { secret: { name: 'creds', items: items('a') } }
const unlisted: Projection = { configMap: { name: 'c' } }

const rows: readonly (readonly [Change, readonly string[], number?])[] = [
  [gitRepo, ['pod.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+']],
  [gitRepo, ['pod.volumes[0].gitRepo: deprecated in v1.11'], 32],
  [volume({ rbd: { monitors: ['a'], image: 'b' } }), ['pod.volumes[0].rbd: deprecated in v1.28, non-functional in v1.31+']],
  [volume({ storageos: { volumeName: 'a' } }), ['pod.volumes[0].storageOS: deprecated in v1.22, non-functional in v1.25+']],
  [
    volume({
      ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1500m' } } } } },
    }),
    ['pod.volumes[0].ephemeral.volumeClaimTemplate.spec.resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer'],
  ],
  [volume({ configMap: { name: 'c', items: items('a', 'b', 'ab') } }), []],
  [volume({ configMap: { name: 'c', items: items('a', 'a/b/') } }), [overlap('ConfigMap "c"', '"a/b"', '"a"')]],
  [volume({ configMap: { name: 'c', items: items('a', 'a') } }), [], 31],
  [volume({ secret: { secretName: 's', items: items('a/b', 'a') } }), [overlap('Secret "s"', '"a"', '"a/b"')]],
  [
    projected({ secret: { name: 's', items: items('a') } }, { serviceAccountToken: { path: 'a/token' } }),
    [overlap('Projected', '"a/token" (ServiceAccountToken)', '"a" (Secret "s")')],
  ],
  [projected({}), ['volume "v" (Projected) has no sources provided']],
  // Until 1.33 a source without a list repeated the files of the one before it.
  [projected(listed, unlisted), []],
  [projected(listed, unlisted), [overlap('Projected', '"a" (Secret "creds")', '"a" (Secret "creds")')], 33],
]

test('warnings about volumes', () => {
  for (const [change, expected, minor] of rows) assert.deepEqual(warningsOf(change, minor), expected, JSON.stringify(change))
})
