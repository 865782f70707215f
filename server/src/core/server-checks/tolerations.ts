// Tolerations of a pod, in its spec and in the old annotation.
import type { PodSpec, Toleration } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, invalid, notSupported } from './cause.ts'
import { isOn } from './gates.ts'
import { validateLabelName } from './labels.ts'
import { isDecimalInteger, isLabelValue } from './names.ts'
import type { PodOptions } from './relaxations.ts'

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const MATCH_ALL = 'operator must be Exists when `key` is empty, which means "match all values and all keys"'

export function validateTolerations(tolerations: readonly Toleration[], path: Path, options: PodOptions, causes: Cause[]): void {
  const comparisons = isOn('TaintTolerationComparisonOperators', options.minor) || comparesTaints(options.oldPod)
  for (const [index, toleration] of tolerations.entries()) {
    const at = path.index(index)
    const { key = '', operator = '', effect = '' } = toleration
    if (key !== '') validateLabelName(key, at.child('key'), causes)
    else if (operator !== 'Exists') causes.push(invalid(at.child('operator'), operator, MATCH_ALL))
    if (toleration.tolerationSeconds !== undefined && effect !== 'NoExecute')
      causes.push(invalid(at.child('effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"))
    validateOperator(toleration, at, comparisons, options, causes)
    if (effect !== '' && !EFFECTS.includes(effect)) causes.push(notSupported(at.child('effect'), effect, EFFECTS))
  }
}

/** The server blames the operator for a bad value, too. */
function validateOperator(toleration: Toleration, path: Path, comparisons: boolean, options: PodOptions, causes: Cause[]): void {
  const { operator = '', value = '' } = toleration
  const field = path.child('operator')
  const at = path.child('value')
  if (operator === '' || operator === 'Equal') {
    const problems = isLabelValue(value)
    if (problems.length > 0) causes.push({ ...invalid(field, value, problems.join(';')), at })
  } else if (operator === 'Exists') {
    if (value !== '') causes.push({ ...invalid(field, value, "value must be empty when `operator` is 'Exists'"), at })
  } else if ((operator === 'Lt' || operator === 'Gt') && comparisons) {
    for (const problem of isDecimalInteger(value)) causes.push(invalid(at, value, problem))
  } else {
    // Since 1.35 the server names the comparisons as possible although their gate is off.
    const offersComparisons = (operator === 'Lt' || operator === 'Gt') && options.minor >= 35
    causes.push(notSupported(field, operator, offersComparisons ? ['Equal', 'Exists', 'Lt', 'Gt'] : ['Equal', 'Exists']))
  }
}

function comparesTaints(pod: PodSpec | undefined): boolean {
  return (pod?.tolerations ?? []).some(({ operator }) => operator === 'Lt' || operator === 'Gt')
}
