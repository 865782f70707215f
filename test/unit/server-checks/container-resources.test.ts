import type { Container, PodSpec } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

type Resources = NonNullable<Container['resources']>
const change = (container: Container, more: PodSpec = {}) => ({ pod: { containers: [{ name: 'agent', image: 'agent:1', ...container }], ...more } })
const resources = (value: Resources, ...expected: string[]): Case => [
  change({ resources: value }),
  expected.map((line) => `pod.containers[0].resources${line}`),
]
const limits = (list: Record<string, string>, ...expected: string[]): Case => resources({ limits: list }, ...expected.map((line) => `.limits${line}`))

tableTest('names of resources', [
  limits({ cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi', 'example.com/gpu': '1' }),
  limits({ CPU: '1' }, '[CPU] Invalid'),
  limits({ storage: '1' }, '[storage] Invalid'),
  limits({ 'requests.cpu': '1' }, '[requests.cpu] Invalid'),
  limits({ 'a/b/c': '1' }, '[a/b/c] Invalid'),
  limits({ 'kubernetes.io/x': '1' }),
  limits({ 'requests.example.com/x': '1' }, '[requests.example.com/x] Invalid'),
  limits({ '': '1' }, '[] Invalid'),
])

tableTest('quantities of resources', [
  limits({ cpu: '-1' }, '[cpu] Invalid'),
  limits({ cpu: '0.0000001' }),
  limits({ 'example.com/gpu': '1500m' }, '[example.com/gpu] Invalid'),
  limits({ 'example.com/gpu': '2' }),
  // Written numbers that overflow 64 bits when the server counts thousandths.
  limits({ 'example.com/gpu': '1Ei' }, '[example.com/gpu] Invalid'),
  limits({ 'example.com/gpu': '1E' }),
  limits({ cpu: 'not a quantity' }),
])

tableTest('huge pages', [
  limits({ 'hugepages-2Mi': '4Mi', cpu: '1' }),
  limits({ 'hugepages-2Mi': '3Mi', cpu: '1' }, '[hugepages-2Mi] Invalid'),
  limits({ 'hugepages-': '1', cpu: '1' }, '[hugepages-] Invalid'),
  resources({ limits: { 'hugepages-2Mi': '4Mi' } }, ' Forbidden'),
  resources({ limits: { memory: '1Gi', 'hugepages-2Mi': '4Mi' }, requests: { 'hugepages-2Mi': '2Mi' } }, '.requests Invalid'),
])

tableTest('requests and limits', [
  resources({ requests: { cpu: '1' } }),
  resources({ limits: { cpu: '1' }, requests: { cpu: '1000m' } }),
  resources({ limits: { cpu: '1' }, requests: { cpu: '1001m' } }, '.requests Invalid'),
  resources({ limits: { memory: '1G' }, requests: { memory: '1Gi' } }, '.requests Invalid'),
  resources({ limits: { 'example.com/gpu': '2' }, requests: { 'example.com/gpu': '1' } }, '.requests Invalid'),
  resources({ requests: { 'example.com/gpu': '1' } }, '.limits Required'),
])

const claims = (list: Resources['claims'], ...expected: string[]): Case => [
  change({ resources: { claims: list } }, { resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }] }),
  expected.map((line) => `pod.containers[0].resources.claims${line}`),
]

tableTest('claims', [
  claims([{ name: 'gpu' }]),
  claims([
    { name: 'gpu', request: 'a' },
    { name: 'gpu', request: 'b' },
  ]),
  claims(
    [
      { name: 'gpu', request: 'a' },
      { name: 'gpu', request: 'a' },
    ],
    '[1] Duplicate',
  ),
  claims([{ name: 'gpu', request: 'a' }, { name: 'gpu' }], '[1] Duplicate'),
  claims([{ name: 'gpu' }, { name: 'gpu', request: 'a' }], '[1] Duplicate'),
  claims([{ name: 'gpu', request: 'A' }], '[0].request Invalid'),
  claims([{ name: 'other' }], '[0] NotFound'),
  claims([{}], '[0] Required'),
  [change({ resources: { claims: [{ name: 'gpu' }] } }, {}), ['pod.containers[0].resources.claims[0] NotFound']],
  [change({ resources: { claims: [{ name: 'gpu' }] } }, {}), [], 33],
])

type ResizePolicy = NonNullable<Container['resizePolicy']>
const resize = (resizePolicy: ResizePolicy, ...expected: string[]): Case => [
  change({ resizePolicy }),
  expected.map((line) => `pod.containers[0].resizePolicy${line}`),
]

tableTest('resizePolicy', [
  resize([{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]),
  resize([{ resourceName: 'storage', restartPolicy: 'NotRequired' }], ' NotSupported'),
  resize([{ resourceName: 'cpu', restartPolicy: 'Always' }], ' NotSupported'),
  resize([{}], ' Required'),
  resize(
    [
      { resourceName: 'cpu', restartPolicy: 'NotRequired' },
      { resourceName: 'cpu', restartPolicy: 'NotRequired' },
    ],
    '[1] Duplicate',
  ),
  [change({ resizePolicy: [{}] }), [], 32],
])
