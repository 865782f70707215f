// `spec.updateStrategy` of a DaemonSet, defaults applied.
import type { DaemonSetUpdateStrategy } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, invalid, notSupported, required } from './cause.ts'
import { isPercent } from './names.ts'

type IntOrString = string | number

export function validateUpdateStrategy(strategy: DaemonSetUpdateStrategy, path: Path, causes: Cause[]): void {
  const { type = '', rollingUpdate } = strategy
  if (type === 'OnDelete') return
  if (type !== 'RollingUpdate') {
    causes.push({ ...notSupported(path, strategy, ['RollingUpdate', 'OnDelete']), at: path.child('type') })
    return
  }
  const at = path.child('rollingUpdate')
  const maxUnavailable = rollingUpdate?.maxUnavailable ?? 1
  const maxSurge = rollingUpdate?.maxSurge ?? 0
  validateIntOrPercent(maxUnavailable, at.child('maxUnavailable'), causes)
  validateIntOrPercent(maxSurge, at.child('maxSurge'), causes)
  if (amount(maxUnavailable) !== 0 && amount(maxSurge) !== 0)
    causes.push(invalid(at.child('maxSurge'), maxSurge, 'may not be set when maxUnavailable is non-zero'))
  if (amount(maxUnavailable) === 0 && amount(maxSurge) === 0) causes.push(required(at.child('maxUnavailable'), 'cannot be 0 when maxSurge is 0'))
}

function validateIntOrPercent(value: IntOrString, path: Path, causes: Cause[]): void {
  if (typeof value === 'string') {
    for (const problem of isPercent(value)) causes.push(invalid(path, value, problem))
    if ((percentage(value) ?? 0) > 100) causes.push(invalid(path, value, 'must not be greater than 100%'))
  } else if (value < 0) causes.push(invalid(path, value, 'must be greater than or equal to 0'))
}

/** A percentage's number, any other number itself, even one in quotes; 0 for other text. */
function amount(value: IntOrString): number {
  if (typeof value === 'number') return value
  return percentage(value) ?? (/^[+-]?[0-9]+$/.test(value) ? Number(value) : 0)
}

function percentage(value: string): number | undefined {
  return isPercent(value).length === 0 ? Number.parseInt(value, 10) : undefined
}
