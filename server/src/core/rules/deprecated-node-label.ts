import { fixWith, pathIn } from '../edits/edit.ts'
import { renameKey } from '../edits/move-entry.ts'
import { remove } from '../edits/remove.ts'
import { setValue } from '../edits/set-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import type { Path } from '../path.ts'
import {
  expressionsOf,
  keySpanAt,
  listAt,
  NODE_SELECTOR,
  nodeSelectorOf,
  POD_SPEC,
  podSpecOf,
  preferredTermsOf,
  requiredTermsOf,
  spanAt,
} from './fields.ts'
import { safeOnKnownNodes } from './fixes-for-placement.ts'
import { findingAt } from './refine-by-finding.ts'
import type { Finding, Rule, RuleContext } from './rule.ts'

const MASTER = 'node-role.kubernetes.io/master'

/** Labels that nodes no longer have, or only for old manifests, with the current one. */
const CURRENT: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  [MASTER]: 'node-role.kubernetes.io/control-plane',
}

/** Selects nodes by a label that has been replaced. */
export const deprecatedNodeLabel: Rule = {
  id: 'deprecated-node-label',
  severity: 'warning',
  summary: 'a node label that has been replaced by another one',
  why: `\`beta.kubernetes.io/os\`, \`beta.kubernetes.io/arch\`, \`beta.kubernetes.io/instance-type\` and \`failure-domain.beta.kubernetes.io/*\` are kept for old manifests
only, and the API server warns of them. \`node-role.kubernetes.io/master\` is no longer set on control plane nodes since Kubernetes 1.24: what selects it runs nowhere.`,
  example: {
    bad: `nodeSelector:
  beta.kubernetes.io/os: linux
# ^^^^^^^^^^^^^^^^^^^^^
`,
    good: `nodeSelector:
  kubernetes.io/os: linux
`,
  },
  links: ['https://kubernetes.io/docs/reference/labels-annotations-taints/'],
  *check(daemonset, context) {
    for (const [key] of nodeSelectorOf(daemonset)) if (CURRENT[key] !== undefined) yield ofSelector(daemonset, context, key)
    for (const term of [...requiredTermsOf(daemonset), ...preferredTermsOf(daemonset)])
      for (const { value, path } of expressionsOf(term))
        if (CURRENT[value.key ?? ''] !== undefined) yield ofValue(daemonset, context, value.key ?? '', path.child('key'))
    for (const { value, path } of listAt(podSpecOf(daemonset).topologySpreadConstraints, POD_SPEC.child('topologySpreadConstraints')))
      if (CURRENT[value.topologyKey ?? ''] !== undefined) yield ofValue(daemonset, context, value.topologyKey ?? '', path.child('topologyKey'))
  },
  refines(problem, daemonset, context) {
    // the server names the requirement, its key, or the selector's key, depending on where the label stands
    const speaks = problem.rule === 'server-warning' && /deprecated since|use "node-role/.test(problem.serverMessage ?? '')
    return speaks ? findingAt(deprecatedNodeLabel.check(daemonset, context), problem) : undefined
  },
}

function messageFor(key: string): string {
  if (key === MASTER) return `Nodes have no label ${MASTER} since Kubernetes 1.24, so it selects none of them. Use ${CURRENT[key]}.`
  return `The node label ${key} is deprecated and may not be on new nodes. Use ${CURRENT[key]}, which has the same values.`
}

function ofSelector(daemonset: LocatedDaemonSet, context: RuleContext, key: string): Finding {
  const field = NODE_SELECTOR.key(key)
  const current = CURRENT[key] ?? key
  const entries = nodeSelectorOf(daemonset)
  const value = entries.find(([name]) => name === key)?.[1]
  const twin = entries.find(([name]) => name === current)
  const change = twin === undefined ? renameKey(pathIn(daemonset, field), current) : remove(pathIn(daemonset, field))
  const agrees = twin === undefined || twin[1] === value
  return {
    span: keySpanAt(daemonset, field),
    field,
    message: messageFor(key),
    tags: ['deprecated'],
    ...(agrees
      ? {
          fixes: () =>
            safeOnKnownNodes(
              daemonset,
              context,
              fixWith(daemonset, { title: twin ? `Remove ${key}` : `Use ${current}`, safe: key !== MASTER }, change),
            ),
        }
      : {}),
  }
}

function ofValue(daemonset: LocatedDaemonSet, context: RuleContext, key: string, field: Path): Finding {
  const current = CURRENT[key] ?? key
  return {
    span: spanAt(daemonset, field),
    field,
    message: messageFor(key),
    tags: ['deprecated'],
    fixes: () =>
      safeOnKnownNodes(
        daemonset,
        context,
        fixWith(daemonset, { title: `Use ${current}`, safe: key !== MASTER }, setValue(pathIn(daemonset, field), current)),
      ),
  }
}
