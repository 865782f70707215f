import type { Container, EphemeralContainer, PodSpec } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

const agent: Container = { name: 'agent', image: 'agent:1' }
const of = (pod: PodSpec, ...expected: string[]): Case => [{ pod }, expected]
const container = (fields: Container, ...expected: string[]): Case =>
  of({ containers: [fields] }, ...expected.map((line) => `pod.containers[0].${line}`))
const init = (fields: Container, ...expected: string[]): Case =>
  of({ initContainers: [{ name: 'init', image: 'init:1', ...fields }] }, ...expected.map((line) => `pod.initContainers[0].${line}`))
const probe = { exec: { command: ['true'] } }

tableTest('every container', [
  of({ containers: [] }, 'pod.containers Required'),
  container({}, 'image Required', 'name Required'),
  container({ ...agent, name: 'Agent' }, 'name Invalid'),
  container({ ...agent, image: ' padded ' }),
  container({ ...agent, imagePullPolicy: 'always' }, 'imagePullPolicy NotSupported'),
  container({ ...agent, terminationMessagePolicy: 'Log' }, 'terminationMessagePolicy NotSupported'),
  of({ containers: [agent, agent] }, 'pod.containers[1].name Duplicate'),
  of({ initContainers: [agent] }, 'pod.initContainers[0].name Duplicate'),
])

tableTest('init containers', [
  init({ lifecycle: {} }, 'lifecycle Forbidden'),
  init(
    { livenessProbe: probe, readinessProbe: {}, startupProbe: {} },
    'livenessProbe Forbidden',
    'readinessProbe Forbidden',
    'startupProbe Forbidden',
  ),
  init({ restartPolicy: 'Always', livenessProbe: probe, lifecycle: {} }),
  init({ restartPolicy: 'Always', livenessProbe: {} }, 'livenessProbe Required'),
  init({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] }),
  init({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }, 'resizePolicy[0].restartPolicy Invalid'),
  init({ restartPolicy: 'Always', resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }),
  [{ pod: { initContainers: [{ ...agent, name: 'init', resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }] } }, [], 35],
])

const debug = (fields: EphemeralContainer, ...expected: string[]): Case =>
  of(
    { ephemeralContainers: [{ name: 'debug', image: 'debug:1', ...fields }] },
    'pod.ephemeralContainers Forbidden',
    ...expected.map((line) => `pod.ephemeralContainers[0].${line}`),
  )

tableTest('ephemeral containers', [
  debug({ targetContainerName: 'agent' }),
  debug({ targetContainerName: 'other' }, 'targetContainerName NotFound'),
  debug({ name: 'agent' }, 'name Duplicate'),
  debug({ image: ' a' }, 'image Invalid'),
  debug({ ports: [] }, 'ports Forbidden'),
  debug({ resources: {} }),
  debug({ resources: { limits: {} } }, 'resources Forbidden'),
  debug({ lifecycle: {}, readinessProbe: {} }, 'lifecycle Forbidden', 'readinessProbe Forbidden'),
  debug({ volumeMounts: [{ name: 'a', mountPath: '/a', subPath: 'b' }] }, 'volumeMounts[0].name NotFound', 'volumeMounts[0].subPath Forbidden'),
])
