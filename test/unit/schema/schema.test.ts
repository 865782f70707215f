import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldDocumentation, referenceLink, typeDocumentation, valueDocumentation } from '../../../server/src/core/schema/documentation.ts'
import { nearestFields, nearestTexts, placesOf } from '../../../server/src/core/schema/nearby-fields.ts'
import { isStruct, KUBERNETES_MINORS, NEWEST_MINOR, SCALAR_TYPES, schemaFor, structNames } from '../../../server/src/core/schema/schema.ts'

const POD_SPEC = ['spec', 'template', 'spec']

const POSITIONS: readonly (readonly [path: readonly (string | number)[], position: string])[] = [
  [[], 'one apps.v1.DaemonSet'],
  [['metadata', 'labels'], 'map string'],
  [['metadata', 'labels', 'app'], 'one string'],
  [['metadata', 'creationTimestamp'], 'one time'],
  [['spec', 'minReadySeconds'], 'one int32'],
  [['spec', 'updateStrategy', 'rollingUpdate', 'maxSurge'], 'one int-or-string'],
  [[...POD_SPEC, 'containers'], 'list core.v1.Container'],
  [[...POD_SPEC, 'containers', 0], 'one core.v1.Container'],
  [[...POD_SPEC, 'containers', 0, 'resources', 'limits', 'cpu'], 'one quantity'],
  [[...POD_SPEC, 'terminationGracePeriodSeconds'], 'one int64'],
  [[...POD_SPEC, 'containers', 'name'], 'nothing'],
  [[...POD_SPEC, 'nodeSelector', 0], 'nothing'],
  [[...POD_SPEC, 'hostnetwork'], 'nothing'],
  [['spec', 'constructor'], 'nothing'],
  [['spec', 'replicas'], 'nothing'],
]

for (const [path, wanted] of POSITIONS)
  test(`at ${path.join('.') || 'the root'} stands ${wanted}`, () => {
    const position = schemaFor(37).positionOf(path)
    assert.equal(position === undefined ? 'nothing' : `${position.kind} ${position.type}`, wanted)
  })

const MINORS: readonly (readonly [type: string, name: string, first: number, last: number])[] = [
  ['core.v1.PodSpec', 'evictionResponders', 37, 37],
  ['core.v1.PodSpec', 'workloadRef', 35, 35],
  ['core.v1.PodSpec', 'hostnameOverride', 34, 37],
  ['core.v1.PodSpec', 'resources', 32, 37],
  ['core.v1.PodSpec', 'hostNetwork', 30, 37],
  ['core.v1.PodResourceClaim', 'source', 30, 30],
  ['core.v1.Volume', 'image', 31, 37],
]

for (const [type, name, first, last] of MINORS)
  test(`${type} has ${name} from 1.${first} to 1.${last}`, () => {
    const having = KUBERNETES_MINORS.filter((minor) => schemaFor(minor).field(type, name) !== undefined)
    assert.deepEqual([having[0], having.at(-1)], [first, last])
    assert.equal(schemaFor(30).fieldOfAnyMinor(type, name)?.name, name)
  })

test('an enum value that came later is missing before', () => {
  assert.deepEqual(schemaFor(34).field('core.v1.Toleration', 'operator')?.enum, ['Equal', 'Exists'])
  assert.deepEqual(schemaFor(35).field('core.v1.Toleration', 'operator')?.enum, ['Equal', 'Exists', 'Gt', 'Lt'])
})

test('minors beyond the known ones get the nearest', () => {
  assert.equal(schemaFor(99).minor, NEWEST_MINOR)
  assert.equal(schemaFor(1).minor, KUBERNETES_MINORS[0])
})

test('every field has a type that is known', () => {
  const schema = schemaFor(NEWEST_MINOR)
  const names = new Set(structNames())
  const scalars: ReadonlySet<string> = new Set(SCALAR_TYPES)
  for (const name of names)
    for (const field of schema.fieldsOf(name)?.values() ?? [])
      assert.ok(isStruct(field.type) ? names.has(field.type) : scalars.has(field.type), `${name}#${field.name}: ${field.type}`)
})

test('defaults, gates and merge keys come with the field', () => {
  const schema = schemaFor(37)
  assert.equal(schema.field('core.v1.ContainerPort', 'protocol')?.default, 'TCP')
  assert.equal(schema.field('core.v1.PodSpec', 'terminationGracePeriodSeconds')?.default, 30)
  assert.deepEqual(schema.field('core.v1.PodSpec', 'evictionResponders')?.gates, ['EvictionRequestAPI'])
  assert.deepEqual(schema.field('core.v1.Container', 'ports')?.mergeKeys, ['containerPort', 'protocol'])
})

test('documentation of a type, a field, a value and a newer field', () => {
  const schema = schemaFor(37)
  const effect = schema.field('core.v1.Toleration', 'effect')
  const responders = schema.field('core.v1.PodSpec', 'evictionResponders')
  assert.ok(effect !== undefined && responders !== undefined)
  assert.match(typeDocumentation('core.v1.Toleration') ?? '', /tolerates any taint/)
  assert.match(fieldDocumentation(effect) ?? '', /^Effect indicates the taint effect to match\./)
  assert.doesNotMatch(fieldDocumentation(effect) ?? '', /Possible enum values/)
  assert.match(valueDocumentation(effect, 'NoExecute') ?? '', /evicted/)
  assert.equal(valueDocumentation(effect, 'constructor'), undefined)
  assert.match(fieldDocumentation(responders) ?? '', /eviction/)
  assert.equal(referenceLink('core.v1.Container', 36), 'https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#container-v1-core')
})

const NEAREST: readonly (readonly [type: string, name: string, first: string | undefined])[] = [
  ['core.v1.Container', 'volume_mounts', 'volumeMounts'],
  ['core.v1.Container', 'Image', 'image'],
  ['core.v1.Container', 'volumeMount', 'volumeMounts'],
  ['core.v1.Container', 'imagePullPolcy', 'imagePullPolicy'],
  ['core.v1.Container', 'iamge', 'image'],
  ['core.v1.PodSpec', 'host-network', 'hostNetwork'],
  ['core.v1.PodSpec', 'toleration', 'tolerations'],
  ['apps.v1.DaemonSetSpec', 'replicas', undefined],
  ['core.v1.Container', 'hostNetwork', undefined],
]

for (const [type, name, first] of NEAREST) test(`${name} in ${type} stands for ${first}`, () => assert.equal(nearestFields(type, name, 37)[0], first))

test('a near text is found among others', () => assert.deepEqual(nearestTexts('noSchedul', ['NoExecute', 'NoSchedule']), ['NoSchedule']))

test('places where a field is legal, the shallowest first', () => {
  const [first] = placesOf('hostNetwork', 37)
  assert.deepEqual(first, { path: [...POD_SPEC, 'hostNetwork'], owner: 'core.v1.PodSpec' })
  const images = placesOf('image', 37).map((place) => place.path.join('.'))
  assert.ok(images.includes('spec.template.spec.containers.[].image'))
  assert.deepEqual(placesOf('replicas', 37), [])
  assert.deepEqual(placesOf('evictionResponders', 36), [])
})
