import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PodSpec } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest, updateCausesOf } from './minimal-daemonset.ts'

const pod = (value: PodSpec, ...expected: string[]): Case => [{ pod: value }, expected.map((line) => `pod.${line}`)]

tableTest('what a daemon pod may not have', [
  pod({ restartPolicy: 'Never' }, 'restartPolicy NotSupported'),
  pod({ restartPolicy: '' }),
  pod({ activeDeadlineSeconds: 5 }, 'activeDeadlineSeconds Forbidden'),
  pod({ activeDeadlineSeconds: 0 }, 'activeDeadlineSeconds Forbidden', 'activeDeadlineSeconds Invalid'),
])

tableTest('names', [
  pod({ serviceAccountName: 'a.b', nodeName: 'n-1', priorityClassName: 'system-node-critical', runtimeClassName: 'gvisor' }),
  pod({ serviceAccountName: 'A' }, 'serviceAccountName Invalid'),
  pod({ serviceAccount: 'A' }, 'serviceAccountName Invalid'),
  pod({ nodeName: 'a_b' }, 'nodeName Invalid'),
  pod({ nodeName: '', priorityClassName: '', serviceAccountName: '' }),
  pod({ runtimeClassName: '' }, 'runtimeClassName Invalid'),
  pod({ hostname: 'a.b', subdomain: 'A' }, 'hostname Invalid', 'subdomain Invalid'),
  pod({ preemptionPolicy: '' }, 'preemptionPolicy Required'),
  pod({ preemptionPolicy: 'Always' }, 'preemptionPolicy NotSupported'),
  pod({ nodeSelector: { 'a b': 'x' } }, 'nodeSelector Invalid'),
])

tableTest('hostnameOverride', [
  pod({ hostnameOverride: 'a.b' }),
  pod({ hostnameOverride: '' }, 'hostnameOverride Invalid'),
  pod({ hostnameOverride: 'x'.repeat(65) }, 'hostnameOverride TooLong'),
  pod({ hostnameOverride: 'a', setHostnameAsFQDN: true }, 'hostnameOverride Forbidden'),
  pod({ hostnameOverride: 'a', hostNetwork: true }, 'hostnameOverride Forbidden'),
  [{ pod: { hostnameOverride: 'A' } }, [], 34],
])

tableTest('DNS', [
  pod({ dnsPolicy: 'Cluster' }, 'dnsPolicy NotSupported'),
  pod({ dnsPolicy: 'None' }, 'dnsConfig Required'),
  pod({ dnsPolicy: 'None', dnsConfig: { searches: ['A'] } }, 'dnsConfig.nameservers Required'),
  pod({ dnsConfig: { nameservers: ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4'] } }, 'dnsConfig.nameservers Invalid'),
  pod({ dnsConfig: { nameservers: ['dns'] } }, 'dnsConfig.nameservers[0] Invalid'),
  pod({ dnsConfig: { searches: ['.', 'a_b.c.', 'A'] } }, 'dnsConfig.searches[2] Invalid'),
  pod({ dnsConfig: { searches: Array.from({ length: 33 }, () => 'a') } }, 'dnsConfig.searches Invalid'),
  pod({ dnsConfig: { searches: Array.from({ length: 32 }, () => 'a'.repeat(64)) } }, 'dnsConfig.searches Invalid'),
  pod({ dnsConfig: { options: [{ name: 'ndots', value: '2' }, {}] } }, 'dnsConfig.options[1] Required'),
  [{ pod: { dnsConfig: { searches: ['.', 'a_b'] } } }, ['pod.dnsConfig.searches[0] Invalid', 'pod.dnsConfig.searches[1] Invalid'], 32],
])

tableTest('addresses with leading zeros are refused since 1.36', [
  pod({ hostAliases: [{ ip: '01.2.3.4', hostnames: ['A'] }] }, 'hostAliases[0].ip Invalid', 'hostAliases[0].hostnames[0] Invalid'),
  [{ pod: { hostAliases: [{ ip: '01.2.3.4' }] } }, [], 35],
  [{ pod: { hostAliases: [{ ip: 'a' }] } }, ['pod.hostAliases[0].ip Invalid'], 30],
])

tableTest('host namespaces', [
  pod({ hostNetwork: true, hostPID: true, hostIPC: true }),
  pod({ shareProcessNamespace: true, hostPID: true }, 'shareProcessNamespace Invalid'),
  [{ pod: { shareProcessNamespace: true, hostPID: true } }, ['pod.securityContext.shareProcessNamespace Invalid'], 36],
  pod({ hostUsers: false }),
  pod({ hostUsers: false, hostNetwork: true, hostPID: true, hostIPC: true }, 'hostNetwork Forbidden', 'HostPID Forbidden', 'HostIPC Forbidden'),
  [{ pod: { hostUsers: false, hostNetwork: true } }, [], 32],
])

test('block devices beside a user namespace are refused, unless they are stored', () => {
  const volumes = [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }]
  const containers = [{ name: 'agent', image: 'agent:1', volumeDevices: [{ name: 'd', devicePath: '/dev/d' }] }]
  const devices = { pod: { hostUsers: false, volumes, containers } }
  assert.deepEqual(updateCausesOf(devices, {}), ['pod.containers[0].volumeDevices Forbidden'])
  assert.deepEqual(updateCausesOf(devices, devices), [])
})

tableTest('gates', [
  pod({ readinessGates: [{ conditionType: 'example.com/ready' }, {}] }, 'readinessGates[1].conditionType Invalid'),
  pod({ schedulingGates: [{ name: 'a' }, { name: 'a' }, { name: 'b c' }] }, 'schedulingGates[1] Duplicate', 'schedulingGates[2] Invalid'),
])

const claim = { name: 'gpu', resourceClaimName: 'one' }

tableTest('resource claims, which servers before 1.34 drop', [
  pod({ resourceClaims: [claim] }),
  pod({ resourceClaims: [claim, claim] }, 'resourceClaims[1].name Duplicate'),
  pod({ resourceClaims: [{ resourceClaimName: 'A' }] }, 'resourceClaims[0].name Required', 'resourceClaims[0].resourceClaimName Invalid'),
  pod({ resourceClaims: [{ name: 'gpu' }] }, 'resourceClaims[0] Invalid'),
  pod({ resourceClaims: [{ ...claim, resourceClaimTemplateName: 'x' }] }, 'resourceClaims[0] Invalid'),
  [{ pod: { resourceClaims: [{}] } }, [], 33],
])

tableTest('overhead is judged like the limits of a container', [
  pod({ overhead: { cpu: '100m', memory: '1Gi' } }),
  pod({ overhead: { disk: '1' } }, 'overhead.limits[disk] Invalid'),
  pod({ overhead: { cpu: '-1' } }, 'overhead.limits[cpu] Invalid'),
])

const asking = (requests: Record<string, string>, limits = requests) => ({ name: 'agent', image: 'agent:1', resources: { requests, limits } })

tableTest('resources of the whole pod', [
  pod({ resources: { requests: { cpu: '1' }, limits: { cpu: '2' } } }),
  pod({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }, 'resources.requests Invalid'),
  pod({ resources: { limits: { 'ephemeral-storage': '1' } } }, 'resources.limits[ephemeral-storage] NotSupported'),
  pod({ resources: { claims: [] } }, 'resources.claims Forbidden'),
  pod({ resources: { requests: { cpu: '1' } }, containers: [asking({ cpu: '1500m' })] }, 'resources.requests[cpu] Invalid'),
  pod({ resources: { requests: { memory: '1' } }, containers: [asking({ cpu: '1500m' })] }),
  pod(
    { resources: { requests: { cpu: '2' }, limits: { cpu: '2' } }, containers: [asking({ cpu: '1' }, { cpu: '3' })] },
    'resources.containers[0][cpu].limits Invalid',
  ),
  pod({ os: { name: 'windows' }, resources: { requests: { 'a b': '1' } } }, 'resources Forbidden'),
  [{ pod: { resources: { requests: { 'a b': '1' } } } }, [], 33],
])

tableTest('init containers count with the sidecars before them', [
  pod({
    resources: { requests: { cpu: '3' } },
    containers: [asking({ cpu: '1' })],
    initContainers: [
      { ...asking({ cpu: '1' }), name: 'sidecar', restartPolicy: 'Always' },
      { ...asking({ cpu: '2' }), name: 'init' },
    ],
  }),
  pod(
    {
      resources: { requests: { cpu: '2' } },
      initContainers: [
        { ...asking({ cpu: '1' }), name: 'sidecar', restartPolicy: 'Always' },
        { ...asking({ cpu: '2' }), name: 'init' },
      ],
    },
    'resources.requests[cpu] Invalid',
  ),
])
