// How much work a keystroke is: documents read, documents judged, rules run. Counts, not times.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readObjects } from '../../server/src/core/analysis/read-objects.ts'
import { meaningOf, summarise } from '../../server/src/core/analysis/summarise.ts'
import type { Environment } from '../../server/src/core/analysis.ts'
import { RULES } from '../../server/src/core/rules/index.ts'
import { createWorkspace, type Workspace } from '../../server/src/core/workspace.ts'
import { NO_WORKSPACE } from '../../server/src/core/workspace-facts.ts'
import { createPace } from '../../server/src/lsp/pace.ts'

const daemonset = (name: string): string => `---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      hostPID: true
      containers:
        - name: main
          image: example.com/${name}:1.0
          ports:
            - containerPort: 80
`
const URI = 'file:///agents.yaml'
const TEXT = Array.from({ length: 100 }, (_, index) => daemonset(`agent-${index}`)).join('')
const ENVIRONMENT: Environment = { minors: [37], inventory: { source: 'workspace', nodes: [] }, workspace: NO_WORKSPACE, severities: {} }

function opened(text: string): Workspace {
  const environment = { ...ENVIRONMENT }
  const workspace = createWorkspace(() => environment)
  workspace.open(URI, text, { template: false })
  judgeAll(workspace)
  return workspace
}

function judgeAll(workspace: Workspace): number {
  let problems = 0
  for (const { analysis } of workspace.snapshot(URI)?.documents() ?? []) problems += analysis.objects.flatMap((object) => object.problems).length
  return problems
}

/** Documents read and judged by what is done. */
function workOf(workspace: Workspace, act: () => void): { read: number; judged: number } {
  const { documentsRead, documentsAnalysed } = workspace.work
  act()
  return { read: workspace.work.documentsRead - documentsRead, judged: workspace.work.documentsAnalysed - documentsAnalysed }
}

/** The ids of the rules that are run by what is done, once for each time. */
function rulesRunBy(act: () => void): string[] {
  const runs: string[] = []
  const originals = RULES.map((rule) => rule.check)
  for (const rule of RULES) {
    const check = rule.check.bind(rule)
    rule.check = (...subject) => {
      runs.push(rule.id)
      return check(...subject)
    }
  }
  try {
    act()
  } finally {
    RULES.forEach((rule, index) => {
      const original = originals[index]
      if (original !== undefined) rule.check = original
    })
  }
  return runs
}

function type(workspace: Workspace, at: number, text: string): void {
  workspace.replace(URI, { start: at, end: at }, text)
}

describe('a keystroke in a file of 100 documents', () => {
  const inKey = TEXT.indexOf('hostPID', TEXT.indexOf('name: agent-50')) + 4

  it('reads and judges one', () => {
    const workspace = opened(TEXT)
    const work = workOf(workspace, () => {
      type(workspace, inKey, 'x')
      judgeAll(workspace)
    })
    assert.deepEqual(work, { read: 1, judged: 1 })
  })

  it('runs no rule on the others', () => {
    const workspace = opened(TEXT)
    const runs = rulesRunBy(() => {
      type(workspace, inKey, 'x')
      judgeAll(workspace)
    })
    assert.equal(runs.length, RULES.filter(({ severity }) => severity !== 'off').length)
  })

  it('runs none again that looked at the DaemonSet alone when something else has changed', () => {
    const workspace = opened(TEXT)
    workspace.environmentOf = () => changed
    const changed = { ...ENVIRONMENT }
    const runs = rulesRunBy(() => judgeAll(workspace))
    assert.deepEqual(
      RULES.filter(({ id, needs }) => needs === undefined && runs.includes(id)).map(({ id }) => id),
      ['outdated-master-taint', 'replicas-on-daemonset'], // look for nodes that have it and for an autoscaler, and speak without them too
    )
    assert.ok(runs.includes('runs-nowhere'))
  })

  it('judges nothing for what needs the text alone', () => {
    const workspace = opened(TEXT)
    const work = workOf(workspace, () => {
      type(workspace, inKey, 'x')
      assert.equal(workspace.snapshot(URI)?.documentAt(inKey)?.reading.objects[0]?.name, 'agent-50')
    })
    assert.deepEqual(work, { read: 1, judged: 0 })
  })

  it('reads nothing for what needs no tree', () => {
    const workspace = opened(TEXT)
    const work = workOf(workspace, () => {
      type(workspace, inKey, 'x')
      assert.match(workspace.snapshot(URI)?.documentAt(inKey)?.text ?? '', /hostxPID: true/)
    })
    assert.deepEqual(work, { read: 0, judged: 0 })
  })

  it('leaves the others the same objects, for what is made of them to be kept', () => {
    const workspace = opened(TEXT)
    const documentsNow = () => Array.from({ length: 100 }, (_, index) => workspace.snapshot(URI)?.documentsInPiece(index))
    const before = documentsNow()
    type(workspace, inKey, 'x')
    const after = documentsNow()
    assert.deepEqual(
      before.flatMap((documents, index) => (documents === after[index] ? [] : [index])),
      [50],
    )
  })

  it('reads two when it makes two of one, and one when it makes them one again', () => {
    const workspace = opened(TEXT)
    const at = TEXT.indexOf('      hostPID', TEXT.indexOf('name: agent-50'))
    assert.deepEqual(
      workOf(workspace, () => {
        type(workspace, at, '---\n')
        judgeAll(workspace)
      }),
      { read: 2, judged: 2 },
    )
    assert.deepEqual(
      workOf(workspace, () => {
        workspace.replace(URI, { start: at, end: at + 4 }, '')
        judgeAll(workspace)
      }),
      { read: 1, judged: 1 },
    )
  })

  it('reads one when the text is left half-typed', () => {
    const workspace = opened(TEXT)
    assert.deepEqual(
      workOf(workspace, () => {
        type(workspace, inKey, '"')
        judgeAll(workspace)
      }),
      { read: 1, judged: 1 },
    )
  })

  it('is free when nothing is typed', () => {
    const workspace = opened(TEXT)
    assert.deepEqual(
      workOf(workspace, () => void judgeAll(workspace)),
      { read: 0, judged: 0 },
    )
  })
})

describe('what other documents learn of an edit', () => {
  const meaning = (text: string): string =>
    summarise(readObjects(text), URI, 0, 0)
      .map((summary) => meaningOf(summary))
      .join('\n')
  const before = daemonset('agent')
  const edits: readonly (readonly [what: string, from: string, to: string, concerns: boolean])[] = [
    ['a field of the pod', 'hostPID', 'hostPIDx', false],
    ['an image', ':1.0', ':1.1', false],
    ['where it stands', '---\n', '---\n\n# moved\n', false],
    ['a label of the pods', 'labels: {app: agent}', 'labels: {app: other}', true],
    ['a port', 'containerPort: 80', 'containerPort: 81', true],
    ['the host network', 'hostPID', 'hostNetwork', true],
    ['where it runs', 'hostPID: true', 'nodeSelector: {disk: ssd}', true],
    ['its name', 'name: agent\nspec', 'name: agent2\nspec', true],
  ]
  for (const [what, from, to, concerns] of edits)
    it(`${what}: ${concerns ? 'that it has changed' : 'nothing'}`, () => {
      const after = before.replace(from, to)
      assert.notEqual(after, before)
      assert.equal(meaning(after) !== meaning(before), concerns)
    })
})

describe('the pace of typing', () => {
  it('has the first key answered at once and the next ones together', async () => {
    const pace = createPace()
    pace.changed(URI) // opened
    assert.equal(pace.due(URI), undefined)
    pace.changed(URI)
    assert.equal(pace.due(URI), undefined)
    pace.changed(URI)
    const second = pace.due(URI)
    pace.changed(URI)
    assert.ok(second !== undefined)
    assert.equal(pace.due(URI), second)
    await second
    assert.equal(pace.due(URI), undefined)
  })

  it('keeps nobody waiting for a file that was closed', async () => {
    const pace = createPace()
    for (let key = 0; key < 3; key++) pace.changed(URI)
    const due = pace.due(URI)
    pace.closed(URI)
    assert.equal(pace.due(URI), undefined)
    await due
  })
})
