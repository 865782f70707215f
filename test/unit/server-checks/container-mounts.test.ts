import type { Container, Volume, VolumeMount } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

type Device = NonNullable<Container['volumeDevices']>[number]
const volumes: Volume[] = [
  { name: 'data', emptyDir: {} },
  { name: 'claim', persistentVolumeClaim: { claimName: 'a' } },
  { name: 'picture', image: { reference: 'a:1' } },
]
const change = (container: Container) => ({ pod: { volumes, containers: [{ name: 'agent', image: 'agent:1', ...container }] } })
const mounts = (list: VolumeMount[], ...expected: string[]): Case => [change({ volumeMounts: list }), expected.map((line) => `${at}${line}`)]
const at = 'pod.containers[0].volumeMounts'
const mount = { name: 'data', mountPath: '/data' }

tableTest('mounts', [
  mounts([mount]),
  mounts([{ ...mount, name: 'other' }], '[0].name NotFound'),
  mounts([{}], '[0].mountPath Required', '[0].name NotFound', '[0].name Required'),
  mounts([mount, mount], '[1].mountPath Invalid'),
  mounts([{ ...mount, mountPath: 'relative' }]),
  mounts([{ ...mount, subPath: '../a' }], '.subPath Invalid'),
  mounts([{ ...mount, subPath: '/a' }], '.subPath Invalid'),
  mounts([{ ...mount, subPathExpr: '$(A)/b' }]),
  mounts([{ ...mount, subPathExpr: 'a/..' }], '.subPathExpr Invalid'),
  mounts([{ ...mount, subPath: 'a', subPathExpr: 'a' }], '[0].subPathExpr Invalid'),
  mounts([{ ...mount, name: 'picture', subPath: 'a' }]),
])

tableTest('propagation and read-only mounts', [
  mounts([{ ...mount, mountPropagation: 'HostToContainer' }]),
  mounts([{ ...mount, mountPropagation: 'Both' }], '.mountPropagation NotSupported'),
  mounts([{ ...mount, mountPropagation: 'Bidirectional' }], '.mountPropagation Forbidden'),
  [change({ securityContext: { privileged: true }, volumeMounts: [{ ...mount, mountPropagation: 'Bidirectional' }] }), []],
  mounts([{ ...mount, recursiveReadOnly: 'Disabled' }]),
  mounts([{ ...mount, readOnly: true, recursiveReadOnly: 'Enabled' }]),
  mounts([{ ...mount, recursiveReadOnly: 'Enabled' }], '.recursiveReadOnly Forbidden'),
  mounts([{ ...mount, readOnly: true, mountPropagation: 'HostToContainer', recursiveReadOnly: 'IfPossible' }], '.recursiveReadOnly Forbidden'),
  mounts([{ ...mount, recursiveReadOnly: 'Yes' }], '.recursiveReadOnly NotSupported'),
  // Before the gate RecursiveReadOnlyMounts the server removes the field.
  [change({ volumeMounts: [{ ...mount, recursiveReadOnly: 'Enabled' }] }), [], 30],
])

const devices = (list: Device[], ...expected: string[]): Case => [
  change({ volumeDevices: list }),
  expected.map((line) => `pod.containers[0].volumeDevices${line}`),
]
const device = { name: 'claim', devicePath: '/dev/a' }

tableTest('devices', [
  devices([device]),
  devices([{ ...device, name: 'data' }], '[0].name Invalid'),
  devices([{ ...device, name: 'other' }], '[0].name NotFound'),
  devices([{}], '[0].devicePath Required', '[0].name NotFound', '[0].name Required'),
  devices([device, { ...device, devicePath: '/dev/b' }], '[1].name Invalid'),
  devices([{ ...device, devicePath: '/dev/../a' }], '[0].devicePath Invalid'),
  [
    change({ volumeDevices: [device], volumeMounts: [{ name: 'claim', mountPath: '/dev/a' }] }),
    [
      `${at}[0].name Invalid`,
      `${at}[0].mountPath Invalid`,
      'pod.containers[0].volumeDevices[0].name Invalid',
      'pod.containers[0].volumeDevices[0].devicePath Invalid',
    ],
  ],
])
