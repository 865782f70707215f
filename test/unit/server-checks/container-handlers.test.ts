import type { Container, PodSpec, Probe } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

type Lifecycle = NonNullable<Container['lifecycle']>
const container = (fields: Container, more: PodSpec = {}) => ({ pod: { containers: [{ name: 'agent', image: 'agent:1', ...fields }], ...more } })
const liveness = (livenessProbe: Probe, ...expected: string[]): Case => [container({ livenessProbe }), expected.map((line) => `${at}${line}`)]
const at = 'pod.containers[0].livenessProbe'
const exec = { exec: { command: ['true'] } }

tableTest('actions of a probe', [
  liveness(exec),
  liveness({}, ' Required'),
  liveness({ exec: {} }, '.exec.command Required'),
  liveness({ httpGet: { port: 80 } }),
  liveness({ httpGet: { port: 'http' } }),
  liveness({ httpGet: {} }, '.httpGet.port Invalid'),
  liveness({ httpGet: { port: '80' } }, '.httpGet.port Invalid'),
  liveness({ httpGet: { port: 80, scheme: 'http' } }, '.httpGet.scheme NotSupported'),
  liveness({ httpGet: { port: 80, httpHeaders: [{ name: 'X Y', value: '' }] } }, '.httpGet.httpHeaders Invalid'),
  liveness({ tcpSocket: { port: 70000 } }, '.tcpSocket.port Invalid'),
  liveness({ grpc: {} }, '.grpc.port Invalid'),
  liveness({ ...exec, grpc: { port: 0 } }, '.grpc Forbidden'),
  liveness({ httpGet: { port: 80 }, tcpSocket: { port: 80 } }, '.tcpSocket Forbidden'),
])

tableTest('numbers of a probe', [
  liveness({ ...exec, timeoutSeconds: 0, periodSeconds: 0, successThreshold: 0, failureThreshold: 0 }),
  liveness({ ...exec, timeoutSeconds: -1 }, '.timeoutSeconds Invalid'),
  liveness({ ...exec, initialDelaySeconds: -1 }, '.initialDelaySeconds Invalid'),
  liveness({ ...exec, successThreshold: 2 }, '.successThreshold Invalid'),
  liveness({ ...exec, terminationGracePeriodSeconds: 0 }, '.terminationGracePeriodSeconds Invalid'),
  [container({ readinessProbe: { ...exec, successThreshold: 2 } }), []],
  [
    container({ readinessProbe: { ...exec, terminationGracePeriodSeconds: 1 } }),
    ['pod.containers[0].readinessProbe.terminationGracePeriodSeconds Invalid'],
  ],
  [container({ startupProbe: { ...exec, successThreshold: 2 } }), ['pod.containers[0].startupProbe.successThreshold Invalid']],
])

const hook = (lifecycle: Lifecycle, ...expected: string[]): Case => [
  container({ lifecycle }),
  expected.map((line) => `pod.containers[0].lifecycle.${line}`),
]
const sleep = (seconds: number, minor: number, ...expected: string[]): Case => [
  container({ lifecycle: { preStop: { sleep: { seconds } } } }),
  expected.map((line) => `pod.containers[0].lifecycle.preStop.${line}`),
  minor,
]

tableTest('hooks', [
  hook({}),
  hook({ postStart: exec, preStop: { httpGet: { port: 1 } } }),
  hook({ postStart: {} }, 'postStart Required'),
  hook({ preStop: { ...exec, sleep: { seconds: 1 } } }, 'preStop.sleep Forbidden'),
  sleep(30, 37),
  sleep(31, 37, 'sleep Invalid'),
  sleep(-1, 37, 'sleep Invalid'),
  sleep(0, 33),
  sleep(0, 32, 'sleep Invalid'),
  sleep(1, 30),
  [container({ lifecycle: { preStop: { sleep: { seconds: 40 } } } }, { terminationGracePeriodSeconds: 60 }), []],
  // The gate ContainerStopSignals is off: the server removes the signal.
  hook({ stopSignal: 'SIGNONE' }),
])
