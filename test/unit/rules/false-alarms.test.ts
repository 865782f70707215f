// Patterns of public manifests that looked wrong and are not, each beside the nearest one that is.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { problemsIn } from '../../support/analyse.ts'

const SERVICES = ['collector', 'typha']
  .map((name) => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}}\n`)
  .join('---\n')

interface Parts {
  readonly name?: string
  readonly label?: string
  readonly container?: string
  readonly spec?: string
}

const manifest = ({ name = 'agent', label = 'app: agent', container = '', spec = '' }: Parts): string => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: {${label}, of: agent}
  template:
    metadata:
      labels: {${label}, of: agent}
    spec:
      ${spec}
      containers:
        - name: agent
          image: registry.example.com/agent:1.4.2
          ${container}
`

const dns = (container: string): Parts => ({ spec: 'hostNetwork: true', container })
const hostPaths = (...paths: readonly string[]): string =>
  `volumes: [${paths.map((path, index) => `{name: v${index}, hostPath: {path: ${path}}}`).join(', ')}]`
const mounted = (path: string, container: string): Parts => ({
  spec: hostPaths(path),
  container: `volumeMounts: [{name: v0, mountPath: /host${path}}]\n          ${container}`,
})

const CASES: readonly (readonly [rule: string, what: string, parts: Parts, found: boolean])[] = [
  ['unstable-selector-label', 'a name that stays', { label: 'version: v1.4.2' }, true],
  ['unstable-selector-label', 'a name that changes with the label', { name: 'agent-v1.4.2', label: 'version: v1.4.2' }, false],
  ['unstable-selector-label', 'a name that shares a character with the label', { name: 'agent-1', label: 'version: "1"' }, true],
  ['unstable-selector-label', 'a template with both', { name: 'agent-{{ .v }}', label: 'version: "{{ .v }}"' }, false],
  ['unstable-selector-label', 'a template with only the label', { label: 'version: "{{ .v }}"' }, true],
  ['host-network-dns', 'an address', dns('args: ["--server=collector:4317"]'), true],
  ['host-network-dns', 'a URL', dns('args: [http://collector/v1]'), true],
  ['host-network-dns', 'a variable for a host', dns('env: [{name: COLLECTOR_HOST, value: collector}]'), true],
  ['host-network-dns', 'a flag for a host', dns('args: [--collector-address=collector]'), true],
  ['host-network-dns', 'a program with the name of a Service', dns('command: [collector]'), false],
  ['host-network-dns', 'a name for which the API is asked', dns('env: [{name: FELIX_TYPHAK8SSERVICENAME, value: typha}]'), false],
  ['writable-host-path', 'an agent', mounted('/var/log', ''), true],
  ['writable-host-path', 'a log shipper with its positions', shipper('/var/log'), false],
  ['writable-host-path', 'a log shipper with the whole of /etc', shipper('/etc'), true],
  ['writable-host-path', 'SYS_ADMIN', mounted('/proc', 'securityContext: {capabilities: {add: [SYS_ADMIN]}}'), false],
  ['writable-host-path', 'NET_ADMIN', mounted('/proc', 'securityContext: {capabilities: {add: [NET_ADMIN]}}'), true],
]

function shipper(path: string): Parts {
  return {
    spec: `${hostPaths(path)}\n      initContainers: [{name: ship, image: registry.example.com/fluent-bit:3.0.0, volumeMounts: [{name: v0, mountPath: /host${path}}]}]`,
  }
}

describe('false alarms', () => {
  for (const [rule, what, parts, found] of CASES)
    it(`${rule}: ${what} is ${found ? 'found' : 'left alone'}`, () => {
      const problems = problemsIn(manifest(parts), { workspace: SERVICES }).filter((problem) => problem.rule === rule)
      assert.equal(problems.length, found ? 1 : 0)
    })

  it('deprecated-field: an annotation for old clusters only is left alone', () => {
    const annotation = 'container.apparmor.security.beta.kubernetes.io/agent: unconfined'
    const text = (lines: string) => manifest({}).replace('    metadata:\n', `    metadata:\n      annotations:\n${lines}`)
    const found = (lines: string) => problemsIn(text(lines)).filter(({ rule }) => rule === 'deprecated-field').length
    assert.equal(found(`        ${annotation}\n        a: "{{ .a }}"\n`), 1)
    assert.equal(
      found(`        {{- if semverCompare "<1.30.0-0" .Capabilities.KubeVersion.Version }}\n        ${annotation}\n        {{- end }}\n`),
      0,
    )
  })

  it('unreadable-yaml: lines that a script replaces are left alone', () => {
    const text = manifest({})
      .replace('      containers:\n', '      containers:\n__EXTRA_CONTAINERS__\n')
      .concat('__EXTRA_LINES__\n          stdin: true\n')
    assert.deepEqual(
      problemsIn(text).filter(({ severity }) => severity === 'error'),
      [],
    )
    const found = problemsIn(manifest({}).concat('NO_MARK\n          stdin: true\n'))
    assert.ok(found.some(({ rule }) => rule === 'unreadable-yaml'))
  })

  it('missing-requests: shows where a name is filled in later', () => {
    const text = manifest({}).replace('- name: agent\n          image', '- name: {{ .name }}\n          image')
    assert.match(
      problemsIn(text)
        .map(({ message }) => message)
        .join(),
      /memory {{…}} is evicted/,
    )
  })

  it('docker-log-path: says what serves the logs already', () => {
    const messages = problemsIn(manifest({ spec: hostPaths('/var/lib/docker/containers', '/var/log/pods/') })).filter(
      ({ rule }) => rule === 'docker-log-path',
    )
    assert.match(messages[0]?.message ?? '', /\/var\/log\/pods is mounted already/)
    assert.deepEqual(
      messages[0]?.fixes?.().map(({ title }) => title),
      ['Remove the volume: /var/log/pods is mounted and holds the logs'],
    )
  })
})
