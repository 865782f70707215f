import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import { isMap } from '../scheduling/lenient.ts'
import { keySpanAt, SPEC } from './fields.ts'
import type { Rule } from './rule.ts'
import { isUnstableLabel } from './unstable-label.ts'

const LABELS = SPEC.child('selector', 'matchLabels')

/** The selector is immutable, and this label changes with every release. */
export const unstableSelectorLabel: Rule = {
  id: 'unstable-selector-label',
  severity: 'warning',
  summary: 'a version, chart or hash label in the selector',
  why: `A selector cannot be changed after the DaemonSet has been created. A label whose value changes with a release, such as \`app.kubernetes.io/version\` or \`helm.sh/chart\`, makes
the next upgrade fail with \`field is immutable\`. Such labels belong on the pods, not in the selector. Nothing is said where the name of the DaemonSet changes along with the label.`,
  example: {
    bad: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
      app.kubernetes.io/version: 1.4.2
#     ^^^^^^^^^^^^^^^^^^^^^^^^^
  template:
    metadata:
      labels:
        app: agent
        app.kubernetes.io/version: 1.4.2
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
    good: `nodeSelector:
  kubernetes.io/os: linux
`,
  },
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#pod-selector'],
  *check(daemonset) {
    const labels: unknown = daemonset.value.spec?.selector?.matchLabels
    if (!isMap(labels)) return
    for (const [key, value] of Object.entries(labels)) {
      if (!isUnstableLabel(key) || isInName(value, daemonset.value.metadata?.name)) continue
      const field = LABELS.key(key)
      const alone = Object.keys(labels).length === 1
      yield {
        span: keySpanAt(daemonset, field),
        field,
        message: `A selector cannot be changed, and ${key} changes with a release: that update will be refused. Keep ${key} on the pods only.`,
        ...(alone
          ? {}
          : { fixes: () => fixWith(daemonset, { title: `Drop ${key} from the selector`, safe: false }, remove(pathIn(daemonset, field))) }),
      }
    }
  },
}

/** A name like `agent-v1.4.2` makes every release a DaemonSet of its own: none is updated. */
function isInName(value: unknown, name: unknown): boolean {
  if (typeof value !== 'string' || typeof name !== 'string' || value.length < 2) return false
  return name.includes(value) || (isPlaceholder(value) && isPlaceholder(name))
}
