// Every refactor on small texts, to the byte; then all of them at every place of the shipped snippets, in three layouts.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { type DocumentReading, readObjects } from '../../../server/src/core/analysis/read-objects.ts'
import { summarise } from '../../../server/src/core/analysis/summarise.ts'
import type { Segments } from '../../../server/src/core/edits/find-place.ts'
import type { Refactor } from '../../../server/src/core/refactors/refactor.ts'
import { refactorsAt } from '../../../server/src/core/refactors/refactors.ts'
import { validateDaemonSet } from '../../../server/src/core/server-checks/validate-daemonset.ts'
import { splitDocuments } from '../../../server/src/core/syntax/split-documents.ts'
import { toValue } from '../../../server/src/core/syntax/to-value.ts'
import type { Node } from '../../../server/src/core/syntax/tree.ts'
import { applyEdits } from '../../../server/src/core/text.ts'
import { NO_WORKSPACE, type WorkspaceFacts } from '../../../server/src/core/workspace-facts.ts'
import { expandSnippet } from '../../support/expand-snippet.ts'
import { toJson } from '../../support/json-of.ts'

function refactors(reading: DocumentReading, path: string, facts: WorkspaceFacts = NO_WORKSPACE): readonly Refactor[] {
  const at = path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
  return reading.objects.flatMap((object) => refactorsAt(reading, object, at, facts, 37))
}

function titles(text: string, path: string, facts?: WorkspaceFacts): string[] {
  return refactors(readObjects(text), path, facts).map(({ title }) => title)
}

/** The text after the refactor whose title begins so. */
function refactored(text: string, path: string, title: string, facts?: WorkspaceFacts): string {
  const reading = readObjects(text)
  const found = refactors(reading, path, facts).find((refactor) => refactor.title.startsWith(title))
  assert.ok(found, `${title} is offered at ${path}: ${titles(text, path, facts).join(' | ')}`)
  return applyEdits(text, found.edits)
}

const DEPLOYMENT = `# The web server.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  # three of them
  replicas: 3 # for now
  selector:
    matchLabels: {app: web}
  strategy:
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 1
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1
`

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: probe
  labels: {app: probe, version: "1"}
  annotations:
    # scraped
    prometheus.io/scrape: "true"
spec:
  # once
  restartPolicy: Never
  containers:
    - name: probe
      image: registry.example.com/probe:1
`

describe('conversion to a DaemonSet', () => {
  it('of a Deployment keeps as comments what cannot carry over', () => {
    const title = 'Convert Deployment to DaemonSet (replicas and maxSurge cannot carry over)'
    assert.deepEqual(titles(DEPLOYMENT, 'kind'), [title])
    const expected = DEPLOYMENT.replace('kind: Deployment', 'kind: DaemonSet')
      .replace('  replicas: 3 # for now', '  # A DaemonSet has no replicas: one pod runs on every eligible node.\n  # replicas: 3 # for now')
      .replace('  strategy:', '  updateStrategy:')
      .replace(
        '      maxSurge: 1',
        '      # Either this or maxUnavailable: the new pod comes before or after the old one of its node.\n      # maxSurge: 1',
      )
    assert.equal(refactored(DEPLOYMENT, 'kind', title), expected)
    assert.equal(refactored(DEPLOYMENT.replaceAll('\n', '\r\n'), 'kind', title), expected.replaceAll('\n', '\r\n'))
  })

  it('says what becomes of an autoscaler', () => {
    const scaler = readObjects(
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n',
    )
    const objects = summarise(scaler, 'file:///hpa.yaml', 0, 0)
    const facts: WorkspaceFacts = { known: true, ofKind: (kind) => objects.filter((object) => object.kind === kind) }
    assert.match(titles(DEPLOYMENT, 'kind', facts)[0] ?? '', /; HorizontalPodAutoscaler web has nothing to scale then$/)
  })

  it('has a strategy that the server accepts', () => {
    const strategies: readonly (readonly [before: string, expected: unknown])[] = [
      ['rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}', { rollingUpdate: { maxUnavailable: '25%' } }],
      ['rollingUpdate: {maxSurge: 25%}', {}],
      ['rollingUpdate: {maxSurge: 1, maxUnavailable: 0}', { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }],
      ['rollingUpdate: {maxSurge: 0, maxUnavailable: 2}', { rollingUpdate: { maxSurge: 0, maxUnavailable: 2 } }],
      ['rollingUpdate: {maxUnavailable: 0}', {}],
      ['{type: Recreate}', undefined],
    ]
    for (const [before, expected] of strategies) {
      const text = DEPLOYMENT.replace(/ {2}strategy:[\s\S]*?(?= {2}template)/, `  strategy:\n    ${before}\n`)
      const { root } = readObjects(refactored(text, 'kind', 'Convert Deployment to DaemonSet')).syntax
      const spec = (toValue(root) as { spec: { updateStrategy?: unknown; strategy?: unknown } }).spec
      assert.equal(spec.strategy, undefined, before)
      assert.deepEqual(spec.updateStrategy ?? (expected === undefined ? undefined : {}), expected, before)
    }
  })

  it('of a StatefulSet makes its claims ephemeral volumes', () => {
    const text = DEPLOYMENT.replace('kind: Deployment', 'kind: StatefulSet')
      .replace(/ {2}strategy:[\s\S]*?(?= {2}template)/, '  serviceName: web\n')
      .concat('  volumeClaimTemplates:\n  - metadata: {name: data}\n    spec:\n      accessModes: [ReadWriteOnce]\n')
    const result = refactored(text, 'kind', 'Convert StatefulSet to DaemonSet (replicas, serviceName and volumeClaimTemplates cannot carry over)')
    assert.match(result, /\n {6}volumes:\n {6}- name: data\n {8}ephemeral:\n {10}volumeClaimTemplate:\n {12}spec:\n/)
    assert.match(result, /\n {2}# volumeClaimTemplates:\n {2}# - metadata: \{name: data\}\n/)
  })

  it('of a Pod puts its spec into the template', () => {
    const result = refactored(POD, 'kind', 'Convert Pod to DaemonSet (restartPolicy cannot carry over)')
    assert.equal(
      result,
      `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: probe
  labels: {app: probe, version: "1"}
spec:
  selector:
    matchLabels:
      app: probe
  template:
    metadata:
      labels:
        app: probe
        version: "1"
      annotations:
        # scraped
        prometheus.io/scrape: "true"
    spec:
      # once
      # The pods of a DaemonSet are always restarted.
      # restartPolicy: Never
      containers:
        - name: probe
          image: registry.example.com/probe:1
`,
    )
  })

  it('of a static pod tolerates what it tolerated', () => {
    const pod = POD.replace('  annotations:\n', '  annotations:\n    kubernetes.io/config.source: file\n')
    assert.match(
      refactored(pod, 'kind', 'Convert Pod to DaemonSet (restartPolicy cannot carry over; as a static pod'),
      /tolerations:\n {8}- operator: Exists\n/,
    )
  })

  it('is not offered elsewhere, nor for other kinds', () => {
    assert.deepEqual(titles(DEPLOYMENT, 'spec.replicas'), [])
    assert.deepEqual(titles('apiVersion: v1\nkind: Service\nmetadata: {name: a}\n', 'kind'), [])
  })
})

const AGENT = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: logging
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      automountServiceAccountToken: false
      containers:
        # the agent
        - name: agent
          image: registry.example.com/agent:1
          command: [sh, -c, "mkdir -p /data/x && exec agent"]
          ports:
            - name: metrics
              containerPort: 9100
        # its helper
        - name: helper # small
          image: registry.example.com/helper:1
          livenessProbe:
            tcpSocket: {port: 1}
`
const CONTAINERS = 'spec.template.spec.containers'

describe('init containers', () => {
  it('are added before the containers', () => {
    const expected = `      initContainers:
        - name: setup
          image: registry.example.com/agent:1
          command:
            - sh
            - -c
            - echo replace this by what has to be done first
      containers:
`
    assert.equal(refactored(AGENT, CONTAINERS, 'Add an init container'), AGENT.replace('      containers:\n', expected))
  })

  it('are extracted from a start script', () => {
    const result = refactored(AGENT, `${CONTAINERS}.0.command.2`, 'Extract "mkdir -p /data/x" into an init container')
    assert.match(result, /command: \[sh, -c, "?exec agent"?\]/)
    assert.match(
      result,
      /initContainers:\n {8}- name: setup\n {10}image: registry.example.com\/agent:1\n {10}command:\n {12}- sh\n {12}- -c\n {12}- mkdir -p \/data\/x\n/,
    )
  })

  it('are made of a container, with its comments', () => {
    const helper = AGENT.slice(AGENT.indexOf('        # its helper'))
    const rest = AGENT.slice(0, AGENT.indexOf('        # its helper'))
    const sidecar = helper.replace('helper:1\n', 'helper:1\n          restartPolicy: Always\n')
    assert.equal(
      refactored(AGENT, `${CONTAINERS}.1.name`, 'Start helper before the others, as a sidecar'),
      rest.replace('      containers:\n', `      initContainers:\n${sidecar}      containers:\n`),
    )
    const empty = AGENT.replace('      containers:\n', '      initContainers: # none\n      containers:\n')
    assert.match(refactored(empty, `${CONTAINERS}.1.name`, 'Start helper'), /initContainers: # none\n {8}# its helper\n {8}- name: helper # small\n/)
    const toEnd = refactored(AGENT, `${CONTAINERS}.1.name`, 'Run helper to its end before the others start (livenessProbe cannot carry over)')
    assert.match(toEnd, /\n {10}# livenessProbe:\n {10}# {3}tcpSocket: \{port: 1\}\n {6}containers:\n/)
    assert.match(toEnd, /initContainers:\n {8}# its helper\n {8}- name: helper # small\n/)
  })
})

describe('objects beside a DaemonSet', () => {
  it('are a headless Service and a Service', () => {
    const ports = '  ports:\n    - name: metrics\n      port: 9100\n      targetPort: metrics\n'
    const service = (spec: string): string =>
      `${AGENT}---\napiVersion: v1\nkind: Service\nmetadata:\n  name: agent\n  namespace: logging\n  labels:\n    app: agent\nspec:\n${spec}  selector:\n    app: agent\n${ports}`
    assert.equal(refactored(AGENT, 'kind', 'Add a headless Service for the pods'), service('  clusterIP: None\n'))
    assert.equal(refactored(AGENT, `${CONTAINERS}.0.ports.0.name`, 'Add a Service for the pods'), service(''))
  })

  it('are items in a List, and JSON in JSON', () => {
    const item = AGENT.trimEnd().split('\n').join('\n  ')
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${item}\n`
    const inList = readObjects(refactored(list, 'kind', 'Add a headless Service'))
    assert.deepEqual(
      inList.objects.map(({ kind, name }) => [kind, name]),
      [
        ['DaemonSet', 'agent'],
        ['Service', 'agent'],
      ],
    )
    const json = `${toJson(readObjects(AGENT).syntax.root, 2)}\n`
    const [first, second] = documents(refactored(json, 'kind', 'Add a headless Service'))
    assert.equal(first?.text.trimEnd(), json.trimEnd())
    assert.equal(JSON.parse(second?.text ?? '').kind, 'Service')
  })

  it('are a PriorityClass that the pods name', () => {
    const result = refactored(AGENT, 'kind', 'Add a PriorityClass agent')
    assert.match(result, /automountServiceAccountToken: false\n {6}priorityClassName: agent\n/)
    assert.match(result, /\n---\napiVersion: scheduling.k8s.io\/v1\nkind: PriorityClass\nmetadata:\n {2}name: agent\nvalue: 1000000\n/)
    const named = AGENT.replace('automountServiceAccountToken: false', 'priorityClassName: agents')
    assert.ok(refactored(named, 'spec.template.spec.priorityClassName', 'Add a PriorityClass agents').startsWith(`${named}---\n`))
    const system = AGENT.replace('automountServiceAccountToken: false', 'priorityClassName: system-node-critical')
    assert.deepEqual(
      titles(system, 'kind').filter((title) => title.includes('PriorityClass')),
      [],
    )
  })

  it('are RBAC for the service account', () => {
    const result = refactored(AGENT, 'kind', 'Add RBAC for the service account agent (and mount its token)')
    const [agent, ...others] = documents(result)
    assert.match(agent?.text ?? '', /automountServiceAccountToken: true\n {6}serviceAccountName: agent\n/)
    assert.deepEqual(
      others.flatMap(({ objects }) => objects.map(({ kind, name }) => [kind, name])),
      [
        ['ServiceAccount', 'agent'],
        ['ClusterRole', 'agent-nodes'],
        ['ClusterRoleBinding', 'agent-nodes'],
      ],
    )
  })
})

it('the usual tolerations of a platform leave out what is tolerated', () => {
  const pod = 'spec.template.spec'
  const result = refactored(AGENT, pod, 'Tolerate the usual taints of AKS')
  assert.match(result, /tolerations:\n {8}- key: CriticalAddonsOnly\n {10}operator: Exists\n {10}effect: NoSchedule\n/)
  assert.equal(titles(result, pod).filter((title) => title.includes('AKS')).length, 0)
  assert.equal(titles(result, `${pod}.tolerations.0.key`).filter((title) => title.startsWith('Tolerate the usual taints of GKE')).length, 1)
})

describe('conversion of a DaemonSet', () => {
  it('to a Deployment and back gives the same object', () => {
    const there = refactored(AGENT, 'kind', 'Convert DaemonSet to Deployment')
    assert.match(there, /^kind: Deployment$/m)
    const back = refactored(there, 'kind', 'Convert Deployment to DaemonSet')
    assert.deepEqual(toValue(readObjects(back).syntax.root), toValue(readObjects(AGENT).syntax.root))
  })

  it('to a Pod and back keeps the text of the pod', () => {
    const there = refactored(AGENT, 'kind', 'Convert DaemonSet to Pod')
    assert.match(there, /^spec:\n {2}automountServiceAccountToken: false\n {2}containers:\n {4}# the agent\n {4}- name: agent\n/m)
    const back = refactored(there, 'kind', 'Convert Pod to DaemonSet')
    const pod = (text: string): string => text.slice(text.indexOf('      automount'))
    assert.equal(pod(back), pod(AGENT))
  })
})

describe('in every layout the result is the same object', () => {
  const layouts: readonly (readonly [name: string, of: (text: string) => string])[] = [
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['JSON', (text) => toJson(readObjects(text).syntax.root, 2)],
    ['JSON on one line', (text) => toJson(readObjects(text).syntax.root)],
    ['an item of a List', (text) => `apiVersion: v1\nkind: List\nitems:\n- ${text.trimEnd().split('\n').join('\n  ')}\n`],
    ['an item of a JSON List', (text) => `{"apiVersion": "v1", "kind": "List", "items": [${toJson(readObjects(text).syntax.root)}]}`],
  ]
  const places = ['kind', CONTAINERS, `${CONTAINERS}.1.name`, `${CONTAINERS}.0.command.2`, 'spec.template.spec']
  /** All objects of the result, in their order. */
  const objectsAfter = (text: string, path: string, title: string): unknown[] =>
    documents(refactored(text, path, title)).flatMap(({ objects }) => objects.map(({ root }) => toValue(root)))
  const plain = (text: string): string => text.replace(/^# .*\n/, '')
  for (const [name, of] of layouts) {
    it(name, () => {
      for (const text of [plain(DEPLOYMENT), POD, AGENT]) {
        for (const path of places) {
          const expected = titles(text, path)
          assert.deepEqual(titles(of(text), path), expected)
          for (const title of expected) assert.deepEqual(objectsAfter(of(text), path, title), objectsAfter(text, path, title), title)
        }
      }
    })
  }
})

const SNIPPETS = JSON.parse(readFileSync(new URL('../../../snippets/daemonset.code-snippets', import.meta.url), 'utf8')) as Record<
  string,
  { body: string[] }
>

function documents(text: string): DocumentReading[] {
  return splitDocuments(text).map(({ span }) => readObjects(text.slice(span.start, span.end)))
}

function* pathsIn(node: Node | null, path: Segments = []): Iterable<Segments> {
  yield path
  if (node?.kind === 'map') for (const { key, value } of node.entries) yield* pathsIn(value, [...path, key])
  if (node?.kind === 'list') for (const [index, { value }] of node.items.entries()) yield* pathsIn(value, [...path, index])
}

describe('every refactor at every place of the snippets', () => {
  for (const [name, { body }] of Object.entries(SNIPPETS)) {
    it(name, () => {
      const yaml = expandSnippet(body)
      for (const document of documents(yaml).filter(({ objects }) => objects.some(({ daemonset }) => daemonset !== undefined))) {
        check(document.text)
        check(document.text.replaceAll('\n', '\r\n'))
        check(toJson(document.syntax.root, 2))
      }
    })
  }

  function check(text: string): void {
    const reading = readObjects(text)
    const [object] = reading.objects
    assert.ok(object?.daemonset)
    const causes = validateDaemonSet(object.daemonset.value, { minor: 37 }).length
    const seen = new Set<string>()
    for (const path of pathsIn(object.root)) {
      for (const { title, edits } of refactorsAt(reading, object, path, NO_WORKSPACE, 37)) {
        if (seen.has(title)) continue
        seen.add(title)
        const result = applyEdits(text, edits)
        const [changed] = documents(result)
        assert.ok(changed)
        assert.equal(/\r\n/.test(text), !/(?<!\r)\n/.test(result) && /\r\n/.test(result), `${title}: line ends`)
        if (!title.startsWith('Convert DaemonSet to Pod'))
          for (const comment of commentsOf(reading)) assert.ok(result.includes(comment), `${title}: ${comment}`)
        const now = changed.objects[0]?.daemonset
        if (now !== undefined) assert.ok(validateDaemonSet(now.value, { minor: 37 }).length <= causes, `${title}\n${result}`)
        if (title.startsWith('Convert')) assert.deepEqual(podOf(changed), podOf(reading), title)
      }
    }
    assert.ok(seen.size >= 6, [...seen].join())
  }

  function commentsOf({ syntax, text }: DocumentReading): string[] {
    return syntax.comments.map(({ span }) => text.slice(span.start, span.end).trimEnd())
  }

  /** The spec of the pod, wherever the kind has it. */
  function podOf({ syntax }: DocumentReading): unknown {
    const value = toValue(syntax.root) as { spec: { template?: { spec: unknown } } }
    return value.spec.template?.spec ?? value.spec
  }
})
