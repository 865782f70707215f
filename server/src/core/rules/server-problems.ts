// What only the API server says, in plain words: the pages of the ids that no rule of ours has. Knows no texts and no checks.
import type { Rule } from './rule.ts'

/** The part of a rule that is read by people. */
export type RuleText = Pick<Rule, 'id' | 'severity' | 'summary' | 'why' | 'example' | 'links'>

const WHOLE = (spec: string, labels = 'app: agent'): string => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
${spec}  template:
    metadata:
      labels:
        ${labels}
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`
const SELECTOR = `  selector:
    matchLabels:
      app: agent
`
const GOOD = `nodeSelector:
  kubernetes.io/os: linux
`

export const SERVER_PROBLEMS: readonly RuleText[] = [
  {
    id: 'unreadable-yaml',
    severity: 'error',
    summary: 'the text is no YAML that Kubernetes can read',
    why: `Nothing is created: \`kubectl\` stops at the first mistake and says the line, often the line after the one that is wrong. Usual causes are an indentation that fits to nothing
above it, a tab, a missing colon, or a quote that is not closed. What stands before the mistake is checked all the same.`,
    example: {
      bad: `tolerations:\n- key: "example.com/dedicated\n  operator: Exists\n`,
      good: `tolerations:\n- key: example.com/dedicated\n  operator: Exists\n`,
    },
  },
  {
    id: 'repeated-key',
    severity: 'error',
    summary: 'a key stands twice in one map',
    why: `The API server refuses a repeated key under strict validation (\`kubectl\`'s default). Without it, and in most other tools, the last one silently wins, and what the first one said
is lost. A merge (\`<<\`) is no repetition. Where a second object begins without a line \`---\` above it, that line is what is missing, and the problem says so.`,
    example: { bad: `hostNetwork: true\nhostNetwork: false\n`, good: `hostNetwork: true\n` },
  },
  {
    id: 'unknown-field',
    severity: 'error',
    summary: 'a field that does not exist here',
    why: `Under strict validation (\`kubectl\`'s default) the API server answers \`unknown field\` and creates nothing. With \`--validate=false\` it drops the field silently. A field may be
unknown because of its place, its spelling, or the version of Kubernetes.`,
    example: { bad: `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n  colour: blue\n`, good: GOOD },
    links: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#validation-for-unrecognized-or-duplicate-fields'],
  },
  {
    id: 'wrong-type',
    severity: 'error',
    summary: 'a value of another kind than the field takes',
    why: `The API server cannot decode the object, answers 400 and creates nothing. Usual causes: a number or a boolean where a text belongs (quote it), a text where a number belongs (take
the quotes away), a map where a list belongs (its items begin with \`- \`).`,
    example: {
      bad: `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n  env:\n  - name: PORT\n    value: 8080\n`,
      good: `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n  env:\n  - name: PORT\n    value: "8080"\n`,
    },
  },
  {
    id: 'selector-mismatch',
    severity: 'error',
    summary: "the selector does not match the template's labels",
    why: `A DaemonSet finds its pods by \`spec.selector\`, so that the labels of its own template have to match it: every label of the selector has to be there with the same value. Once the
DaemonSet exists its selector cannot be changed; then it is the labels that have to follow.`,
    example: { bad: WHOLE(SELECTOR, 'app: agnet'), good: WHOLE(SELECTOR) },
    links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#pod-selector'],
  },
  {
    id: 'selector-invalid',
    severity: 'error',
    summary: 'a selector that is empty or not well-formed',
    why: `A selector needs at least one label. The operators of \`matchExpressions\` are In and NotIn (with values), Exists and DoesNotExist (without); keys and values follow the syntax of
labels.`,
    example: { bad: WHOLE('  selector: {}\n'), good: WHOLE(SELECTOR) },
    links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/'],
  },
  {
    id: 'invalid-value',
    severity: 'error',
    summary: 'a value that breaks a rule of the field',
    why: `The object can be read, but the API server refuses it with 422 and says what the field demands: the syntax of names and labels, ranges of numbers, things that exclude each
other.`,
    example: { bad: `tolerations:\n- key: ""\n  operator: Equal\n  value: storage\n`, good: `tolerations:\n- operator: Exists\n` },
  },
  {
    id: 'required-value',
    severity: 'error',
    summary: 'a field that has to be there is missing or empty',
    why: `The API server refuses the object with 422. Some fields are required only beside others: \`values\` with the operator In, \`maxUnavailable\` above 0 when \`maxSurge\` is 0.`,
    example: {
      bad: `containers:\n- image: registry.example.com/agent:1.4.2\n`,
      good: `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n`,
    },
  },
  {
    id: 'unsupported-value',
    severity: 'error',
    summary: 'a value that is none of those the field knows',
    why: `Fields such as \`operator\`, \`effect\`, \`dnsPolicy\` and \`restartPolicy\` take a few fixed words, upper and lower case included. The pods of a DaemonSet have \`restartPolicy: Always\`
only.`,
    example: { bad: `tolerations:\n- operator: Exists\n  effect: NoSchedul\n`, good: `tolerations:\n- operator: Exists\n  effect: NoSchedule\n` },
  },
  {
    id: 'forbidden-field',
    severity: 'error',
    summary: 'a field that may not be set here',
    why: `The field exists, but not for a DaemonSet, or not beside another one: \`activeDeadlineSeconds\` and ephemeral containers in a DaemonSet's template, \`values\` with the operator
Exists, Linux settings in a Windows pod.`,
    example: { bad: `activeDeadlineSeconds: 60\n`, good: GOOD },
  },
  {
    id: 'duplicate-value',
    severity: 'error',
    summary: 'a name or value that has to be unique stands twice',
    why: `Containers, volumes, ports of one name and host ports are told apart by their names or numbers; the API server refuses a second one.`,
    example: {
      bad: `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n- name: agent\n  image: registry.example.com/agent:1.4.2\n`,
      good: `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n- name: reloader\n  image: registry.example.com/reloader:2.0.0\n`,
    },
  },
  {
    id: 'not-found-reference',
    severity: 'error',
    summary: 'a name that nothing in the pod has',
    why: `A \`volumeMounts\` entry names a volume, a claim of a container names a \`resourceClaims\` entry: what is named has to stand in the same pod template.`,
    example: {
      bad: `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n  volumeMounts:\n  - name: log\n    mountPath: /var/log\n    readOnly: true\nvolumes:\n- name: logs\n  hostPath:\n    path: /var/log\n`,
      good: `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n  volumeMounts:\n  - name: logs\n    mountPath: /var/log\n    readOnly: true\nvolumes:\n- name: logs\n  hostPath:\n    path: /var/log\n`,
    },
  },
  {
    id: 'immutable-field',
    severity: 'error',
    summary: 'a field that cannot be changed once the object exists',
    why: `Compared with the version that is stored, the API server refuses to change names, namespaces and the selector. Restore the field, or delete the object (\`kubectl delete daemonset
NAME --cascade=orphan\` leaves the pods running) and create it again.`,
    example: { bad: WHOLE(SELECTOR), good: WHOLE(SELECTOR) },
  },
  {
    id: 'server-warning',
    severity: 'warning',
    summary: 'the API server accepts the object and warns',
    why: `\`kubectl\` prints these as \`Warning: ...\`: fields that do nothing any more, ports and variables that stand twice, values that will not do what they seem to. The words are the
server's.`,
    example: {
      bad: `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n  env:\n  - name: LEVEL\n    value: info\n  - name: LEVEL\n    value: debug\n`,
      good: `containers:\n- name: agent\n  image: registry.example.com/agent:1.4.2\n  env:\n  - name: LEVEL\n    value: debug\n`,
    },
  },
  {
    id: 'unused-ignore',
    severity: 'hint',
    summary: 'a comment daemonset-ignore that hides nothing',
    why: `\`# daemonset-ignore rule-id: reason\` hides a rule on its line or the next, \`# daemonset-ignore-file rule-id: reason\` in the whole document. When the problem is gone the comment
only hides what may come. What the API server refuses cannot be ignored.`,
    example: { bad: `nodeSelector:\n  # daemonset-ignore deprecated-node-label: old nodes\n  kubernetes.io/os: linux\n`, good: GOOD },
  },
]
