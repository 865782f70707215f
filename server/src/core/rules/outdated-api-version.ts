import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { setValue } from '../edits/set-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { Path } from '../path.ts'
import type { Fix } from '../problem.ts'
import { nodeAt, SPEC, spanAt } from './fields.ts'
import { asRefinement } from './refine-by-finding.ts'
import type { Finding, Rule } from './rule.ts'
import { selectorFromLabels } from './selector-from-labels.ts'

const API_VERSION = Path.root('apiVersion')

/** An API group version that no supported server has any more. */
export const outdatedApiVersion: Rule = {
  id: 'outdated-api-version',
  severity: 'error',
  summary: 'extensions/v1beta1 and apps/v1beta2 are gone since Kubernetes 1.16',
  why: `DaemonSets live in \`apps/v1\` since Kubernetes 1.9; the older \`extensions/v1beta1\` and \`apps/v1beta2\` were removed in 1.16 (\`apps/v1beta1\` never had DaemonSets).
The API server answers \`no matches for kind "DaemonSet"\` and creates nothing. Coming from \`extensions/v1beta1\`, \`spec.selector\` has become required, the default of
\`updateStrategy\` has changed from OnDelete to RollingUpdate, and \`templateGeneration\` no longer exists.`,
  example: {
    bad: `apiVersion: extensions/v1beta1
#           ^^^^^^^^^^^^^^^^^^
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1.4.2
`,
    good: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  updateStrategy:
    type: OnDelete
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:1.4.2
`,
  },
  links: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/#daemonset-v116'],
  *check(daemonset) {
    if (/^(extensions\/v1beta1|apps\/v1beta[12])$/.test(daemonset.apiVersion)) yield findingFor(daemonset)
  },
  refines(problem, daemonset) {
    return problem.rule === 'outdated-api-version' ? asRefinement(findingFor(daemonset)) : undefined
  },
}

function findingFor(daemonset: LocatedDaemonSet): Finding {
  const { apiVersion } = daemonset
  const gone = apiVersion === 'apps/v1beta1' ? 'never had DaemonSets' : 'is gone since Kubernetes 1.16'
  return {
    span: spanAt(daemonset, API_VERSION),
    field: API_VERSION,
    message: `${apiVersion} ${gone}: the API server finds no such kind and creates nothing. Use apps/v1.`,
    tags: ['deprecated'],
    fixes: () => fixesFor(daemonset),
  }
}

function fixesFor(daemonset: LocatedDaemonSet): readonly Fix[] {
  const version = setValue(pathIn(daemonset, API_VERSION), 'apps/v1')
  if (daemonset.apiVersion !== 'extensions/v1beta1') return fixWith(daemonset, { title: 'Use apps/v1', safe: true }, version)
  // the selector used to default to the template's labels; an object that was made then has all of them
  const selector = daemonset.value.spec?.selector === undefined ? selectorFromLabels(daemonset) : undefined
  const safe = selector === undefined || selector.whole
  const generation = SPEC.child('templateGeneration')
  const changes = [
    version,
    ...(nodeAt(daemonset, generation) ? [remove(pathIn(daemonset, generation))] : []),
    ...(selector === undefined ? [] : [selector.change]),
  ]
  if (daemonset.value.spec?.updateStrategy !== undefined) return fixWith(daemonset, { title: 'Use apps/v1', safe }, ...changes)
  const onDelete = setValue(pathIn(daemonset, SPEC.child('updateStrategy')), { type: 'OnDelete' }, { before: ['template'] })
  return [
    ...fixWith(daemonset, { title: 'Use apps/v1 and keep the old updateStrategy OnDelete', safe }, ...changes, onDelete),
    ...fixWith(daemonset, { title: 'Use apps/v1 with its updateStrategy RollingUpdate', preferred: false, safe: false }, ...changes),
  ]
}
