// When a single container is started again: `restartPolicy` and `restartPolicyRules`.
// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules
import type { Container } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, forbidden, notSupported, required, tooLong, tooMany } from './cause.ts'
import type { PodOptions } from './relaxations.ts'
import { allowsRestartAllContainers, allowsRestartRules } from './relaxations-containers.ts'

type RestartSettings = Pick<Container, 'restartPolicy' | 'restartPolicyRules'>
type RestartRule = NonNullable<Container['restartPolicyRules']>[number]

const POLICIES = ['Always', 'Never', 'OnFailure']
const OPERATORS = ['In', 'NotIn']
const MOST_RULES = 20
const MOST_EXIT_CODES = 255
const POLICY_NEEDED = 'must specify restartPolicy when restart rules are used'

/** Of a regular container. */
export function validateRestart(container: RestartSettings, path: Path, options: PodOptions, causes: Cause[]): void {
  if (allowsRestartRules(options)) validatePolicyAndRules(container, path, options, causes)
  else if (container.restartPolicy !== undefined) causes.push(forbidden(path.child('restartPolicy'), 'may not be set for non-init containers'))
}

/** Of an init container, where `Always` makes a sidecar. */
export function validateInitRestart(container: RestartSettings, path: Path, options: PodOptions, causes: Cause[]): void {
  const { restartPolicy, restartPolicyRules = [] } = container
  const at = path.child('restartPolicy')
  if (restartPolicy === undefined) {
    if (restartPolicyRules.length > 0 && options.minor >= 35) causes.push(required(at, POLICY_NEEDED))
  } else if (!allowsRestartRules(options)) {
    if (restartPolicy !== 'Always') causes.push(notSupported(at, restartPolicy, ['Always']))
  } else if (restartPolicy !== 'Always' || allowsRestartAllContainers(options)) validatePolicyAndRules(container, path, options, causes)
  else if (restartPolicyRules.length > 0)
    causes.push(forbidden(path.child('restartPolicyRules'), 'restartPolicyRules are not allowed for init containers with restart policy Always'))
}

function validatePolicyAndRules(container: RestartSettings, path: Path, options: PodOptions, causes: Cause[]): void {
  const { restartPolicy, restartPolicyRules: rules = [] } = container
  if (restartPolicy === undefined) {
    if (rules.length === 0) return
    causes.push(required(path.child('restartPolicy'), POLICY_NEEDED))
  } else if (!POLICIES.includes(restartPolicy)) causes.push(notSupported(path.child('restartPolicy'), restartPolicy, POLICIES))

  const list = path.child('restartPolicyRules')
  if (rules.length > MOST_RULES) causes.push(tooMuch(list, rules.length, MOST_RULES, options))
  for (const [index, rule] of rules.entries()) validateRule(rule, list.index(index), options, causes)
}

function validateRule({ action = '', exitCodes }: RestartRule, path: Path, options: PodOptions, causes: Cause[]): void {
  const actions = allowsRestartAllContainers(options) ? ['Restart', 'RestartAllContainers'] : ['Restart']
  if (!actions.includes(action)) causes.push(notSupported(path.child('action'), action, options.minor === 35 ? ['Restart'] : actions))
  const at = path.child('exitCodes')
  if (exitCodes === undefined) {
    causes.push(required(at, 'must be specified'))
    return
  }
  const { operator = '', values = [] } = exitCodes
  if (!OPERATORS.includes(operator)) causes.push(notSupported(at.child('operator'), operator, OPERATORS))
  if (values.length > MOST_EXIT_CODES) causes.push(tooMuch(at.child('values'), values.length, MOST_EXIT_CODES, options))
}

/** Before 1.36 the server called a list with too many items too long. */
function tooMuch(path: Path, count: number, most: number, { minor }: PodOptions): Cause {
  return minor < 36 ? tooLong(path, most) : tooMany(path, count, most)
}
