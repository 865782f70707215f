import type { Container } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

type Port = NonNullable<Container['ports']>[number]
const ports = (list: Port[], ...expected: string[]): Case => [{ pod: { containers: [{ name: 'agent', image: 'agent:1', ports: list }] } }, expected]
const at = 'pod.containers[0].ports'

tableTest('ports', [
  ports([{ containerPort: 80 }]),
  ports([{}], `${at}[0].containerPort Required`),
  ports([{ containerPort: 0 }], `${at}[0].containerPort Required`),
  ports([{ containerPort: 65536 }], `${at}[0].containerPort Invalid`),
  ports([{ containerPort: -1 }], `${at}[0].containerPort Invalid`),
  ports([{ containerPort: 80, hostPort: 70000 }], `${at}[0].hostPort Invalid`),
  ports([{ containerPort: 80, protocol: 'tcp' }], `${at}[0].protocol NotSupported`),
  ports([{ containerPort: 80, protocol: '' }]),
  ports([{ containerPort: 80, name: 'much-too-long-name' }], `${at}[0].name Invalid`),
  ports([{ containerPort: 80, name: '8080' }], `${at}[0].name Invalid`),
  ports(
    [
      { containerPort: 80, name: 'web' },
      { containerPort: 81, name: 'web' },
    ],
    `${at}[1].name Duplicate`,
  ),
  ports(
    [
      { containerPort: 80, name: 'Web' },
      { containerPort: 81, name: 'Web' },
    ],
    `${at}[0].name Invalid`,
    `${at}[1].name Invalid`,
  ),
  ports([{ containerPort: 80, hostIP: 'no address' }]),
])

const host = (hostPort: number, more: Port = {}): Port => ({ containerPort: hostPort, hostPort, ...more })

tableTest('ports of the node', [
  ports([host(80), host(80)], `${at}[1].hostPort Duplicate`),
  ports([host(80), host(80, { protocol: 'UDP' })]),
  ports([host(80), host(80, { hostIP: '127.0.0.1' })]),
  [
    {
      pod: {
        containers: [
          { name: 'a', image: 'a', ports: [host(80)] },
          { name: 'b', image: 'b', ports: [host(80)] },
        ],
      },
    },
    ['pod.containers[1].ports[0].hostPort Duplicate'],
  ],
  // Each init container is alone, and the server counts it from 0.
  [
    {
      pod: {
        initContainers: [
          { name: 'a', image: 'a', ports: [host(80)] },
          { name: 'b', image: 'b', ports: [host(80)] },
        ],
      },
    },
    [],
  ],
  [
    {
      pod: {
        initContainers: [
          { name: 'a', image: 'a' },
          { name: 'b', image: 'b', ports: [host(80), host(80)] },
        ],
      },
    },
    ['pod.initContainers[0].ports[1].hostPort Duplicate'],
  ],
])

const inHostNetwork = (port: Port, ...expected: string[]): Case => [
  { pod: { hostNetwork: true, containers: [{ name: 'agent', image: 'agent:1', ports: [port] }] } },
  expected,
]

tableTest('ports in the network of the host', [
  inHostNetwork({ containerPort: 80 }),
  inHostNetwork({ containerPort: 80, hostPort: 80 }),
  inHostNetwork({ containerPort: 80, hostPort: 81 }, `${at}[0].hostPort Invalid`),
  [{ pod: { hostNetwork: true, initContainers: [{ name: 'init', image: 'init', ports: [{ containerPort: 80, hostPort: 81 }] }] } }, []],
])
