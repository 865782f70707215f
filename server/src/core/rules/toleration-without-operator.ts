import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import { isSample } from '../model/cluster-node.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import { podSpecOf, spanAt, tolerationsOf } from './fields.ts'
import type { Rule, RuleContext } from './rule.ts'

/** Taints whose value is known to be empty where Kubernetes or a common product sets them. */
const EMPTY_VALUED = /^(node-role\.kubernetes\.io\/|node\.kubernetes\.io\/(?!out-of-service$)|node\.alpha\.kubernetes\.io\/ismaster$|karpenter\.sh\/)/

/** No operator is Equal, and no value is the empty one: a taint with a value is not tolerated. */
export const tolerationWithoutOperator: Rule = {
  id: 'toleration-without-operator',
  severity: 'information',
  summary: 'a toleration without operator and value matches only a taint whose value is empty',
  why: `A toleration without \`operator\` compares values (\`Equal\`), and a missing \`value\` is the empty string. So \`key: nvidia.com/gpu\` alone tolerates
\`nvidia.com/gpu:NoSchedule\`, but not \`nvidia.com/gpu=present:NoSchedule\`, and the pods silently stay away from those nodes. \`operator: Exists\` tolerates the taint
whatever its value. Keys whose taint is known to have no value, such as \`node-role.kubernetes.io/control-plane\`, are right as they are.`,
  example: {
    bad: `tolerations:
- key: nvidia.com/gpu
#      ^^^^^^^^^^^^^^
  effect: NoSchedule
`,
    good: `tolerations:
- key: nvidia.com/gpu
  operator: Exists
  effect: NoSchedule
- key: node-role.kubernetes.io/control-plane
  effect: NoSchedule
`,
  },
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
  *check(daemonset, context) {
    const others = podSpecOf(daemonset).tolerations ?? []
    for (const { value: toleration, path } of tolerationsOf(daemonset)) {
      const { key, operator, value, effect } = toleration
      if (key === undefined || key === '' || operator !== undefined || value !== undefined || isPlaceholder(key)) continue
      if (EMPTY_VALUED.test(key) || hasEmptyValue(key, context)) continue
      const wider = (other: (typeof others)[number]): boolean =>
        other.operator === 'Exists' && (other.key === undefined || other.key === key) && (other.effect === undefined || other.effect === effect)
      if (Array.isArray(others) && others.some(wider)) continue
      yield {
        span: spanAt(daemonset, path.child('key')),
        field: path,
        message: `Without operator and value this tolerates ${key} only where the taint's value is empty. Write operator: Exists to tolerate it whatever its value.`,
        fixes: () =>
          fixWith(
            daemonset,
            { title: `Tolerate ${key} whatever its value (operator: Exists)`, safe: false },
            setValue(pathIn(daemonset, path.child('operator')), 'Exists', { after: ['key'] }),
          ),
      }
    }
  },
}

/** True if the nodes that are known to be the author's own have this taint, and always without a value. */
function hasEmptyValue(key: string, context: RuleContext): boolean {
  if (isSample(context.inventory)) return false
  const taints = context.inventory.nodes.flatMap((node) => node.taints.filter((taint) => taint.key === key))
  return taints.length > 0 && taints.every((taint) => (taint.value ?? '') === '')
}
