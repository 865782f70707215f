// Whatever stands in a document and wherever the cursor is, every feature has an answer, and every offered fix can be applied.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readObjects } from '../../server/src/core/analysis/read-objects.ts'
import { analyseDocument } from '../../server/src/core/analysis.ts'
import { checkedFixes } from '../../server/src/core/features/check-fixes.ts'
import { complete } from '../../server/src/core/features/complete.ts'
import { documentField } from '../../server/src/core/features/document-field.ts'
import { fixAll } from '../../server/src/core/features/fix-all.ts'
import { folds } from '../../server/src/core/features/folding.ts'
import { highlights } from '../../server/src/core/features/highlights.ts'
import { documentLinks } from '../../server/src/core/features/links.ts'
import { occurrenceAt } from '../../server/src/core/features/occurrences.ts'
import { selectionSpans } from '../../server/src/core/features/selection-ranges.ts'
import { outline } from '../../server/src/core/features/symbols.ts'
import { applyEdits } from '../../server/src/core/text.ts'
import { environmentFor } from '../support/analyse.ts'

const HEAD = 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\n'
const AGENT = `${HEAD}spec:
  # which pods
  selector:
    matchLabels: {app: a, version: v1} # both
  updateStrategy: {type: OnDelete}
  template:
    metadata:
      labels: &labels {app: a, version: v1}
      annotations: {scheduler.alpha.kubernetes.io/critical-pod: ''}
    spec:
      serviceAccount: a
      hostnetwork: true
      nodeSelector: {beta.kubernetes.io/os: linux}
      tolerations:
        - key: node-role.kubernetes.io/master # old
          effect: NoSchedule
      containers:
        - name: a
          image: k8s.gcr.io/a:v1
          ports: [{containerPort: 80, hostPort: 80}]
          volumeMounts: [{name: log, mountPath: /var/log}]
      volumes:
        - {name: log, hostPath: {path: /var/lib/docker/containers}}
`
const bomb = ['a0: &a0 [x,x,x,x,x,x,x,x,x,x]', ...Array.from({ length: 9 }, (_, k) => `a${k + 1}: &a${k + 1} [${Array(10).fill(`*a${k}`)}]`)].join(
  '\n',
)
const levels = (count: number, line: (level: number) => string): string => Array.from({ length: count }, (_, level) => line(level)).join('')

const SMALL: Readonly<Record<string, string>> = {
  'an agent with many mistakes': AGENT,
  'Windows line ends': AGENT.replaceAll('\n', '\r\n'),
  'a byte order mark': `\uFEFF${AGENT}`,
  'a tab': AGENT.replace('      serviceAccount', '\tserviceAccount'),
  nothing: '',
  'only comments': '# a\n\n# b',
  'a repeated key': `${AGENT}spec: {}\n`,
  'an alias to itself': `${HEAD}spec: &a {template: *a}\n`,
  'a merge of itself': `${HEAD}spec: &a {<<: *a}\n`,
  'lists for maps and the other way round': `${HEAD}spec: [{selector: [], template: {spec: [1]}}]\n`,
  'numbers for everything': `${HEAD}spec: {selector: 1, template: {metadata: 2, spec: {containers: 3, volumes: [4], tolerations: {a: 5}, affinity: [6]}}}\n`,
  'nothing for everything': `${HEAD}spec: {selector: , template: {metadata: , spec: {containers: [ , ], volumes: , tolerations: [null], affinity: }}}\n`,
  'a template': AGENT.replace('name: a}', 'name: {{ .x }}}').replace('      volumes', '      {{- if .y }}\n      volumes'),
}
const LARGE: Readonly<Record<string, string>> = {
  'an alias bomb below': `${HEAD}spec:\n  selector: {matchLabels: *a9}\n  template: {spec: {containers: [{name: a, image: a}]}}\n${bomb}\n`,
  'an alias bomb above': `${bomb}\n${HEAD}spec:\n  selector: {matchLabels: *a9}\n`,
  '2,000 maps in block style': `${HEAD}spec:\n${levels(2000, (level) => `${' '.repeat(level + 1)}a:\n`)}`,
  '10,000 lists in block style': `${HEAD}spec:\n  template: ${levels(10_000, () => '- ')}a\n`,
  '10,000 lists in flow style': `${HEAD}spec: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
  'a megabyte in one line': `${HEAD}spec: {template: {metadata: {annotations: {a: "${'x'.repeat(1_000_000)}"}}}}\n`,
}

function ask(text: string, offsets: Iterable<number>): void {
  const environment = environmentFor(text)
  const reading = readObjects(text)
  const document = { uri: 'file:///a.yaml', start: 0, reading }
  folds(reading)
  outline(reading)
  documentLinks(reading)
  for (const offset of offsets) {
    for (const { start, end } of selectionSpans(reading, offset)) assert.ok(start <= end && end <= text.length)
    occurrenceAt(document, offset)
    highlights(document, offset)
    for (const { root } of reading.objects) if (root?.kind === 'map') documentField(root, offset, { minor: 37 })
    for (const { span } of complete({ text, offset, minor: 37, inventory: environment.inventory, workspace: environment.workspace }))
      assert.ok(span.start <= offset && offset <= span.end)
  }
}

function mend(text: string): number {
  const analyse = (changed: string) => analyseDocument(readObjects(changed), environmentFor(text)).objects.flatMap(({ problems }) => problems)
  const problems = analyse(text)
  let offered = 0
  for (const problem of problems)
    for (const fix of checkedFixes(problem, { text, problems }, analyse)) {
      const fixed = applyEdits(text, fix.edits)
      assert.notEqual(fixed, text, fix.title)
      assert.ok(
        analyse(fixed).filter(({ rule }) => rule === problem.rule).length < problems.filter(({ rule }) => rule === problem.rule).length,
        fix.title,
      )
      offered++
    }
  const once = fixAll(text, analyse)
  assert.equal(fixAll(once, analyse), once)
  return offered
}

/** The same numbers on every run. */
function* numbers(count: number, below: number): Generator<number> {
  let state = 20_240_229
  for (let k = 0; k < count; k++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    yield Math.floor((state / 2 ** 32) * below)
  }
}

describe('bad input', () => {
  for (const [name, text] of Object.entries(SMALL))
    it(`${name}: every feature at every place`, () => {
      ask(text, Array(text.length + 1).keys())
      mend(text)
    })

  for (const [name, text] of Object.entries(LARGE))
    it(`${name}: every feature at some places`, () => {
      ask(text, numbers(5, text.length + 1))
      mend(text)
    })

  it('a text that is cut off anywhere', () => {
    for (const end of numbers(60, AGENT.length)) {
      const text = AGENT.slice(0, end)
      ask(text, [end, ...numbers(10, end + 1)])
      mend(text)
    }
  })

  it('fixes are offered, and leave the comments alone', () => {
    assert.ok(mend(AGENT) >= 10)
    const analyse = (text: string) => analyseDocument(readObjects(text), environmentFor(AGENT)).objects.flatMap(({ problems }) => problems)
    const fixed = fixAll(AGENT, analyse)
    assert.notEqual(fixed, AGENT)
    for (const comment of ['# which pods', '# both', '# old']) assert.ok(fixed.includes(comment), comment)
  })
})
