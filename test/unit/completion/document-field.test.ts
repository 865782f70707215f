import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completionDocumentation, documentField } from '../../../server/src/core/features/document-field.ts'
import { readDocument } from '../../../server/src/core/syntax/read-document.ts'
import { changed, completeAt, MANIFEST } from './manifest.ts'

/** The hover at `$0`. */
function hover(text: string, minor = 37): { readonly over: string; readonly markdown: string } | undefined {
  const offset = text.indexOf('$0')
  const plain = text.replace('$0', '')
  const { root } = readDocument(plain)
  assert.equal(root?.kind, 'map')
  const found = documentField(root, offset, { minor, desired: 25 })
  return found === undefined ? undefined : { over: plain.slice(found.span.start, found.span.end), markdown: found.markdown }
}

const HOVERS: Readonly<Record<string, readonly [text: string, over: string, parts: readonly RegExp[]]>> = {
  'a field': [
    changed('serviceAccountName', 'service$0AccountName'),
    'serviceAccountName',
    [/^\*\*serviceAccountName\*\* · text · default `default`/, /#podspec-v1-core/],
  ],
  'a required list with its key': [
    changed('      containers:', '      cont$0ainers:'),
    'containers',
    [/list of Container · required · one item per `name`/],
  ],
  'an enum, each value with a line': [changed('effect: No', 'eff$0ect: No'), 'effect', [/- `NoSchedule`: new pods/, /- `NoExecute`: pods/]],
  'an enum value': [changed('effect: NoSch', 'effect: NoSch$0'), 'NoSchedule', [/^`NoSchedule`: new pods that do not tolerate it/]],
  'memory in bytes': [changed('128Mi', '128$0Mi'), '128Mi', [/^`128Mi` = 134\u202f217\u202f728 bytes \(128 MiB\)/]],
  'memory in thousandths of bytes': [changed('memory: 128Mi', 'memory: 128$0m'), '128m', [/thousandths, not megabytes: write `128Mi`/]],
  'processor time in cores': [changed('cpu: 100m', 'cpu: 100$0m'), '100m', [/= 0\.1 cores \(100 millicores\)/]],
  'a mode': [changed('mode: 0644', 'mode: 06$044'), '0644', [/^`0644` = `rw-r--r--`/]],
  'a mode without its zero': [changed('mode: 0644', 'mode: 6$044'), '644', [/^`01204`/, /for `0644` put a zero in front/]],
  'a percentage of the nodes': [changed('maxUnavailable: 10%', 'maxUnavailable: 1$00%'), '10%', [/`10%` of 25 nodes = 3 pods at once/]],
  'an image with a tag': [
    changed('agent:2.3.1', 'agent:2.$03.1'),
    'registry.example.com/agent:2.3.1',
    [/^Tag `2\.3\.1`; imagePullPolicy is `IfNotPresent`/],
  ],
  'an image without a tag': [changed('registry.example.com/agent:2.3.1', 'ag$0ent'), 'agent', [/^No tag means `latest`/, /docker\.io/]],
  'an image with a digest': [changed('agent:2.3.1', 'agent@sha256:$0abc'), 'registry.example.com/agent@sha256:abc', [/is a digest/]],
  seconds: [changed('serviceAccountName: log-agent', 'terminationGracePeriodSeconds: 9$00'), '90', [/^90 seconds = 1 min 30 s/]],
  'a key of a map': [changed('            cpu:', '            c$0pu:'), 'cpu', [/^\*\*requests\*\* · map of quantity/]],
  'a version and a gate': [
    changed('serviceAccountName: log-agent', 'hostname$0Override: x'),
    'hostnameOverride',
    [/since Kubernetes 1\.34 · feature gate `HostnameOverride` \(on by default in 1\.37\)/],
  ],
}

for (const [name, [text, over, parts]] of Object.entries(HOVERS))
  test(`hover: ${name}`, () => {
    const found = hover(text)
    assert.ok(found !== undefined)
    assert.equal(found.over, over)
    for (const part of parts) assert.match(found.markdown, part)
  })

test('a field that the minor does not have is documented all the same', () => {
  assert.match(hover(changed('serviceAccountName: log-agent', 'evict$0ionResponders: []'), 33)?.markdown ?? '', /since Kubernetes 1\.37/)
})

for (const [name, text] of Object.entries({
  'an unknown field': changed('serviceAccountName', 'service$0Acount'),
  'a comment': changed('# reads', '# re$0ads'),
  'a value of an unknown field': changed('serviceAccountName: log', 'foo: lo$0g'),
}))
  test(`no hover: ${name}`, () => assert.equal(hover(text), undefined))

test('the documentation of completion items', () => {
  const item = (text: string, label: string) => completeAt(text).find((candidate) => candidate.label === label)?.documentation
  const markdown = (text: string, label: string) => completionDocumentation(item(text, label) ?? {}, 37) ?? ''
  assert.match(markdown(changed('effect: NoSchedule', 'effect: $0'), 'NoExecute'), /^`NoExecute`: pods that do not tolerate it are evicted/)
  assert.match(markdown(changed('serviceAccountName: log-agent', '$0'), 'hostNetwork'), /^\*\*hostNetwork\*\* · true or false · default `false`/)
  assert.match(markdown(changed('fieldPath: spec.nodeName', 'fieldPath: $0'), 'spec.nodeName'), /^Name of the node/)
})

test('at every position of the manifest the span holds the cursor', () => {
  const { root } = readDocument(MANIFEST)
  assert.equal(root?.kind, 'map')
  for (let offset = 0; offset <= MANIFEST.length; offset++) {
    const found = documentField(root, offset, { minor: 37 })
    if (found !== undefined) assert.ok(found.span.start <= offset && offset <= found.span.end && found.markdown !== '')
  }
})

test('upstream’s words are cut behind a sentence, not behind i.e.', () => {
  const strategy = completionDocumentation({ owner: 'apps.v1.RollingUpdateDaemonSet', field: 'maxUnavailable' }, 37) ?? ''
  assert.match(strategy, /Default value is 1\.\n\n\[/)
})
