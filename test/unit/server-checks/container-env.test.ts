import type { Container, PodSpec } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

type EnvVar = NonNullable<Container['env']>[number]
type Source = NonNullable<EnvVar['valueFrom']>
const env = (variable: EnvVar, ...expected: string[]): Case => [pod({ env: [variable] }), expected]
const from = (valueFrom: Source, ...expected: string[]): Case => env({ name: 'A', valueFrom }, ...expected)
const pod = (container: Container, more: PodSpec = {}) => ({ pod: { containers: [{ name: 'agent', image: 'agent:1', ...container }], ...more } })
const at = 'pod.containers[0].env[0]'
const relaxed = pod({ env: [{ name: '1 A', value: '' }] })

tableTest('names of variables', [
  env({ name: 'A', value: 'x' }),
  env({}, `${at}.name Required`),
  env({ name: 'A=B' }, `${at}.name Invalid`),
  env({ name: 'é' }, `${at}.name Invalid`),
  [relaxed, []],
  [relaxed, [], 32],
  [relaxed, [`${at}.name Invalid`], 31],
])

tableTest('sources of variables', [
  from({}, `${at}.valueFrom Invalid`),
  env({ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }, `${at}.valueFrom Invalid`),
  from({ fieldRef: { fieldPath: 'metadata.name' }, secretKeyRef: { name: 'a', key: 'b' } }, `${at}.valueFrom Invalid`),
  from({ configMapKeyRef: { name: 'a', key: 'b' } }),
  from({ configMapKeyRef: {} }, `${at}.valueFrom.configMapKeyRef.name Invalid`, `${at}.valueFrom.configMapKeyRef.key Required`),
  from({ configMapKeyRef: { name: 'A', key: 'a/b' } }, `${at}.valueFrom.configMapKeyRef.name Invalid`, `${at}.valueFrom.configMapKeyRef.key Invalid`),
  from({ secretKeyRef: { name: 'a', key: '..' } }, `${at}.valueFrom.secretKeyRef.key Invalid`),
])

const field = (fieldPath: string, ...expected: string[]): Case => from({ fieldRef: { fieldPath } }, ...expected)
const fieldRef = `${at}.valueFrom.fieldRef`

tableTest('fields of the pod', [
  field('status.podIPs'),
  field('spec.host'),
  field("metadata.labels['app']"),
  field("metadata.annotations['Example.com/A']"),
  field("metadata.labels['']", `${fieldRef} Invalid`),
  field("metadata.labels['a b']", `${fieldRef} Invalid`),
  field("spec.nodeName['x']", `${fieldRef}.fieldPath Invalid`),
  field('metadata.labels', `${fieldRef}.fieldPath NotSupported`),
  field('status.phase', `${fieldRef}.fieldPath NotSupported`),
  field('status.nodeName', `${fieldRef}.fieldPath Invalid`),
  field('', `${fieldRef}.fieldPath Required`),
  from({ fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } }, `${fieldRef}.fieldPath Invalid`),
])

const resource = (name: string, divisor: string, ...expected: string[]): Case => from({ resourceFieldRef: { resource: name, divisor } }, ...expected)
const resourceRef = `${at}.valueFrom.resourceFieldRef`

tableTest('resources of the container', [
  resource('limits.cpu', '1m'),
  resource('limits.cpu', '0.001'),
  resource('limits.cpu', '0'),
  resource('limits.cpu', '1k', `${resourceRef}.divisor Invalid`),
  resource('requests.memory', '1Mi'),
  resource('requests.memory', '1024', `${resourceRef}.divisor Invalid`),
  resource('limits.ephemeral-storage', '2', `${resourceRef}.divisor Invalid`),
  resource('limits.hugepages-2Mi', '1'),
  resource('limits.hugepages-2Mi', '1m', `${resourceRef}.divisor Invalid`),
  resource('limits.pods', '1', `${resourceRef}.resource NotSupported`),
  resource('', '1', `${resourceRef}.resource Required`),
])

const emptyDir = { volumes: [{ name: 'files', emptyDir: {} }] }
const fileKeyRef = `${at}.valueFrom.fileKeyRef`
const file = (ref: NonNullable<Source['fileKeyRef']>) => ({ env: [{ name: 'A', valueFrom: { fileKeyRef: ref } }] })

tableTest('variables from files', [
  [pod(file({ key: 'A', volumeName: 'files', path: 'a.env' }), emptyDir), []],
  [pod(file({ key: 'A', volumeName: 'files', path: '../a' }), emptyDir), [`${fileKeyRef}.path Invalid`]],
  [pod(file({ key: 'A', volumeName: 'other', path: 'a' }), emptyDir), [`${fileKeyRef}.volumeName NotFound`]],
  [
    pod(file({ key: 'A', volumeName: 'files', path: 'a' }), { volumes: [{ name: 'files', hostPath: { path: '/a' } }] }),
    [`${fileKeyRef}.volumeName Invalid`],
  ],
  [
    pod(file({}), emptyDir),
    [`${fileKeyRef}.key Required`, `${fileKeyRef}.path Required`, `${fileKeyRef}.volumeName NotFound`, `${fileKeyRef}.volumeName Required`],
  ],
  // The gate is off: the server removes the reference, and nothing is left.
  [pod(file({ key: 'A', volumeName: 'files', path: 'a' }), emptyDir), [`${at}.valueFrom Invalid`], 34],
])

type EnvFrom = NonNullable<Container['envFrom']>[number]
const envFrom = (source: EnvFrom, ...expected: string[]): Case => [pod({ envFrom: [source] }), expected]
const list = 'pod.containers[0].envFrom'

tableTest('all variables of an object', [
  envFrom({ configMapRef: { name: 'a' }, prefix: 'A_' }),
  envFrom({ secretRef: { name: 'a-' } }),
  envFrom({}, `${list} Invalid`),
  envFrom({ configMapRef: { name: 'a' }, secretRef: { name: 'a' } }, `${list} Invalid`),
  envFrom({ configMapRef: {} }, `${list}[0].configMapRef.name Required`),
  envFrom({ secretRef: { name: 'A' } }, `${list}[0].secretRef.name Invalid`),
  envFrom({ configMapRef: { name: 'a' }, prefix: 'A=' }, `${list}[0].prefix Invalid`),
  [pod({ envFrom: [{ configMapRef: { name: 'a' }, prefix: '1' }] }), [`${list}[0].prefix Invalid`], 30],
])
