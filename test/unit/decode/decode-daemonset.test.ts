import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Decoded, decodeDaemonSet } from '../../../server/src/core/decode/decode-daemonset.ts'
import type { DaemonSet } from '../../../server/src/core/model/kubernetes.ts'
import { PLACEHOLDER } from '../../../server/src/core/model/placeholder.ts'
import { readDocument } from '../../../server/src/core/syntax/read-document.ts'
import { applyEdits } from '../../../server/src/core/text.ts'

function decode(text: string, minor = 37): Decoded<DaemonSet> {
  const { root } = readDocument(text)
  assert.equal(root?.kind, 'map')
  return decodeDaemonSet(root, { minor })
}

/** A pod spec in a DaemonSet that has nothing else. */
const inPod = (yaml: string): string => `spec: {template: {spec: ${yaml}}}`

interface Case {
  readonly yaml: string
  /** `kind path`, or nothing. */
  readonly problems?: readonly string[]
  readonly server?: string
  readonly minor?: number
}

const CASES: Readonly<Record<string, Case>> = {
  'a float that is whole is an integer': { yaml: 'spec: {minReadySeconds: 5.0}' },
  'a float is no integer': {
    yaml: 'spec: {minReadySeconds: 1.5}',
    problems: ['wrong-type spec.minReadySeconds'],
    server: 'json: cannot unmarshal number 1.5 into Go struct field DaemonSetSpec.spec.minReadySeconds of type int32',
  },
  'int32 ends at 2^31 - 1': { yaml: 'spec: {minReadySeconds: 2147483648}', problems: ['wrong-type spec.minReadySeconds'] },
  'int64 goes beyond': { yaml: inPod('{terminationGracePeriodSeconds: 2147483648}') },
  'int64 ends too': {
    yaml: inPod('{terminationGracePeriodSeconds: 9223372036854775808}'),
    problems: ['wrong-type spec.template.spec.terminationGracePeriodSeconds'],
  },
  'a text is no integer': {
    yaml: 'spec: {minReadySeconds: "5"}',
    problems: ['wrong-type spec.minReadySeconds'],
    server: 'json: cannot unmarshal string into Go struct field DaemonSetSpec.spec.minReadySeconds of type int32',
  },
  'a boolean is no text': {
    yaml: inPod('{containers: [{env: [{name: a, value: on}]}]}'),
    problems: ['wrong-type spec.template.spec.containers[0].env[0].value'],
    server: 'json: cannot unmarshal bool into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
  },
  'a number is no label': {
    yaml: 'metadata: {labels: {version: 1.10}}',
    problems: ['wrong-type metadata.labels[version]'],
    server: 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
  },
  'a text is no boolean': { yaml: inPod('{hostNetwork: "true"}'), problems: ['wrong-type spec.template.spec.hostNetwork'] },
  'a percentage or a number': { yaml: 'spec: {updateStrategy: {rollingUpdate: {maxSurge: 10%, maxUnavailable: 0}}}' },
  'neither a percentage nor a number': {
    yaml: 'spec: {updateStrategy: {rollingUpdate: {maxSurge: true}}}',
    problems: ['wrong-type spec.updateStrategy.rollingUpdate.maxSurge'],
    server: 'json: cannot unmarshal bool into Go struct field RollingUpdateDaemonSet.spec.updateStrategy.rollingUpdate.maxSurge of type int32',
  },
  'quantities of all kinds': { yaml: inPod('{overhead: {a: 1, b: 0.5, c: 100m, d: 1e3, e: " 1Gi ", f: 12e-1}}') },
  'no quantities': {
    yaml: inPod('{overhead: {a: 1 Gi, b: 500MB, c: "", d: true, e: [1], f: "1\\n"}}'),
    problems: ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => `wrong-type spec.template.spec.overhead[${key}]`),
    server: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  },
  'a time': { yaml: 'metadata: {creationTimestamp: 2026-01-31T12:00:00.5+01:00}' },
  'a left-in null': { yaml: 'metadata: {creationTimestamp: null}\nstatus: {}' },
  'no time': { yaml: 'metadata: {creationTimestamp: "2026-02-30T12:00:00Z"}', problems: ['wrong-type metadata.creationTimestamp'] },
  'a day without a time': { yaml: 'metadata: {creationTimestamp: 2026-01-31}', problems: ['wrong-type metadata.creationTimestamp'] },
  'a map where a list belongs': {
    yaml: inPod('{tolerations: {operator: Exists}}'),
    problems: ['wrong-type spec.template.spec.tolerations'],
    server: 'json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.tolerations of type []v1.Toleration',
  },
  'a list where a struct belongs': {
    yaml: 'spec: [1]',
    problems: ['wrong-type spec'],
    server: 'json: cannot unmarshal array into Go struct field DaemonSet.spec of type v1.DaemonSetSpec',
  },
  'a text where a struct of a list belongs': {
    yaml: inPod('{volumes: [logs]}'),
    problems: ['wrong-type spec.template.spec.volumes[0]'],
    server: 'json: cannot unmarshal string into Go struct field PodSpec.spec.template.spec.volumes of type v1.Volume',
  },
  'structs that Go embeds': {
    yaml: inPod('{volumes: [{name: a, hostPath: /var/log}]}'),
    problems: ['wrong-type spec.template.spec.volumes[0].hostPath'],
    server:
      'json: cannot unmarshal string into Go struct field Volume.spec.template.spec.volumes.VolumeSource.hostPath of type v1.HostPathVolumeSource',
  },
  'named string types': {
    yaml: inPod('{tolerations: [{effect: [NoSchedule]}]}'),
    problems: ['wrong-type spec.template.spec.tolerations[0].effect'],
    server: 'json: cannot unmarshal array into Go struct field Toleration.spec.template.spec.tolerations.effect of type v1.TaintEffect',
  },
  'nulls everywhere': { yaml: `metadata: {labels: {a: null}}\nspec: {selector: null, template: {spec: {containers: [null, {args: [null]}]}}}` },
  'an unknown field': {
    yaml: inPod('{containers: [{}, {volume_mounts: []}]}'),
    problems: ['unknown-field spec.template.spec.containers[1].volume_mounts'],
    server: 'strict decoding error: unknown field "spec.template.spec.containers[1].volume_mounts"',
  },
  'names are case-sensitive': {
    yaml: 'Spec: {}\nspec: {MinReadySeconds: 1}',
    problems: ['unknown-field Spec', 'unknown-field spec.MinReadySeconds'],
  },
  'nothing is said of what an unknown field holds': { yaml: 'spec: {replica: {x: {y: 1}}}', problems: ['unknown-field spec.replica'] },
  'a field that is too new': { yaml: inPod('{hostnameOverride: a}'), minor: 33, problems: ['unknown-field spec.template.spec.hostnameOverride'] },
  'a field that is gone': {
    yaml: inPod('{resourceClaims: [{source: {}}]}'),
    problems: ['unknown-field spec.template.spec.resourceClaims[0].source'],
  },
  'managed fields hold anything': { yaml: 'metadata: {managedFields: [{fieldsV1: {"f:a": {".": {}}}, time: 2026-01-31T12:00:00Z}]}' },
  'the old generation annotation is a number': {
    yaml: 'metadata: {annotations: {deprecated.daemonset.template.generation: x}}',
    problems: ['wrong-type metadata.annotations[deprecated.daemonset.template.generation]'],
    server: 'strconv.ParseInt: parsing "x": invalid syntax',
  },
  'all mistakes are told, in order': {
    yaml: 'kind: DaemonSet\nfoo: 1\nmetadata: {name: 5}\nspec: {minReadySeconds: x, bar: 1}',
    problems: ['unknown-field foo', 'wrong-type metadata.name', 'wrong-type spec.minReadySeconds', 'unknown-field spec.bar'],
  },
  'placeholders fit everywhere': {
    yaml: inPod(
      `{hostNetwork: "${PLACEHOLDER}", containers: "${PLACEHOLDER}", volumes: [{name: a, "${PLACEHOLDER}": 1, configMap: {defaultMode: "0${PLACEHOLDER}"}}]}`,
    ),
  },
}

for (const [name, { yaml, problems = [], server, minor = 37 }] of Object.entries(CASES))
  test(name, () => {
    const found = decode(yaml, minor).problems
    assert.deepEqual(
      found.map((problem) => `${problem.kind} ${problem.path}`),
      problems,
    )
    if (server !== undefined) assert.equal(found[0]?.serverMessage, server)
    for (const { message, span } of found) {
      assert.match(message, /API server/)
      assert.ok(span.start < span.end && span.end <= yaml.length, message)
    }
  })

test('lenient values: texts are kept as written, nulls and the rest left out, lists keep their length', () => {
  const { value } = decode(`
metadata:
  name: 1.10
  labels: {version: 1.10, yes: on, big: 0x10, none: null}
spec:
  minReadySeconds: many
  template:
    spec:
      hostNetwork: yes
      hostPID: "true"
      nodeSelector: {__proto__: a}
      overhead: {cpu: 1, memory: 64Mi, gone: null}
      containers:
      - text
      - name: a
        args: [1, null, x, [y]]
        immage: x
      - null
`)
  assert.deepEqual(value.metadata, { name: '1.10', labels: { version: '1.10', true: 'on', big: '0x10', none: '' } })
  assert.deepEqual(Object.keys(value.spec ?? {}), ['template'])
  const pod = value.spec?.template?.spec
  assert.equal(pod?.hostNetwork, true)
  assert.equal(pod?.hostPID, undefined)
  assert.deepEqual(Object.entries(pod?.nodeSelector ?? {}), [['__proto__', 'a']])
  assert.deepEqual(pod?.overhead, { cpu: '1', memory: '64Mi', gone: '0' })
  assert.deepEqual(pod?.containers, [{}, { name: 'a', args: ['1', '', 'x', ''] }, {}])
})

const FIXES: readonly (readonly [yaml: string, fixed: string, safe: boolean])[] = [
  ['metadata: {labels: {version: 1.10}}', 'metadata: {labels: {version: "1.10"}}', true],
  ['metadata: {labels: {enabled: on}}', 'metadata: {labels: {enabled: "on"}}', true],
  [inPod('{hostNetwork: "yes"}'), inPod('{hostNetwork: true}'), true],
  ['spec: {minReadySeconds: "05"}', 'spec: {minReadySeconds: 5}', true],
  [inPod('{overhead: {memory: 1 GiB}}'), inPod('{overhead: {memory: 1Gi}}'), false],
  [inPod('{overhead: {memory: 500mb}}'), inPod('{overhead: {memory: 500M}}'), false],
  [inPod('{containers: [{args: --verbose}]}'), inPod('{containers: [{args: ["--verbose"]}]}'), false],
]

for (const [yaml, fixed, safe] of FIXES)
  test(`the fix of ${yaml} is ${fixed}`, () => {
    const fix = decode(yaml).problems[0]?.fixes?.()[0]
    assert.ok(fix !== undefined)
    assert.equal(applyEdits(yaml, fix.edits), fixed)
    assert.equal(fix.safe, safe)
    assert.deepEqual(decode(fixed).problems, [])
  })

test('a value that an alias brings is pointed at where the alias stands, and not mended there', () => {
  const yaml = 'metadata: {annotations: {a: &n "1", b: &v 1.10}, labels: {version: *v}}\nspec: {minReadySeconds: *n}'
  const problems = decode(yaml).problems
  assert.deepEqual(
    problems.map((problem) => [yaml.slice(problem.span.start, problem.span.end), problem.fixes?.().length ?? 0]),
    [
      ['1.10', 1],
      ['*v', 0],
      ['*n', 0],
    ],
  )
})

test('depth below an unknown field, below a mistyped one and in a raw one is not entered', () => {
  const deep = `${'['.repeat(9000)}${']'.repeat(9000)}`
  const { problems } = decode(`a: ${deep}\nspec: {selector: ${deep}}\nmetadata: {managedFields: [{fieldsV1: {a: ${deep}}}]}`)
  assert.deepEqual(
    problems.map((problem) => problem.path.toString()),
    ['a', 'spec.selector'],
  )
})

test('a newer field says since when', () => {
  assert.match(decode(inPod('{hostnameOverride: a}'), 33).problems[0]?.message ?? '', /since Kubernetes 1\.34/)
  assert.match(decode(inPod('{resourceClaims: [{source: {}}]}')).problems[0]?.message ?? '', /gone since Kubernetes 1\.31/)
})
