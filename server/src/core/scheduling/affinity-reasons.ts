// Why a node does not match a term of node affinity: one sentence, and the requirement that decides.
import type { Path } from '../path.ts'
import type { Term, ValueOf } from './node-affinity.ts'
import type { Requirement } from './requirement.ts'

/** Whether a group's nodes have different values of this label: then its value is not named in a reason. */
export type IsMixed = (key: string) => boolean

export const nothingMixed: IsMixed = () => false

export interface TermReason {
  readonly detail: string
  readonly field: Path
  readonly met?: string
}

/** Why one term does not match: the first requirement that is not met, else the first that is not known. */
export function termReason(term: Term, lookUp: ValueOf, isMixed: IsMixed = nothingMixed): TermReason {
  if (term.empty) return { detail: 'the node affinity term is empty and matches nothing', field: term.field }
  const broken = term.requirements.find((requirement) => requirement.broken)
  if (broken !== undefined)
    return { detail: `the node affinity term is invalid and matches nothing: ${requirementText(broken)}`, field: broken.field }
  const unmet =
    term.requirements.find((requirement) => requirement.test(lookUp(requirement)) === false) ??
    term.requirements.find((requirement) => requirement.test(lookUp(requirement)) === null)
  if (unmet === undefined) return { detail: 'the node affinity term', field: term.field }
  const { field, key, operator } = unmet
  if (unmet.ofField) {
    const detail = operator === 'NotIn' ? 'the node affinity leaves this node out by name' : `the node affinity names only ${unmet.values.join(', ')}`
    return { detail, field }
  }
  const value = lookUp(unmet)
  if (value === undefined)
    return { detail: operator === 'Exists' ? `label ${key} is missing` : `label ${key} is missing, required is ${wanted(unmet)}`, field }
  if (isMixed(key)) return { detail: `label ${key} is not as required: ${wanted(unmet)}`, field }
  return { detail: `label ${key} is ${shownValue(value)}, required is ${wanted(unmet)}`, field, met: `${key}=${value}` }
}

/** The most values that a sentence lists. */
const VALUES = 5

/** What a requirement asks of a label's value. */
function wanted({ operator, values }: Requirement): string {
  const listed = values.slice(0, VALUES).map(shownValue)
  const list =
    values.length > VALUES
      ? `${listed.join(', ')} or ${values.length - VALUES} more`
      : [listed.slice(0, -1).join(', '), ...listed.slice(-1)].filter((part) => part !== '').join(' or ')
  switch (operator) {
    case 'In':
      return list
    case 'NotIn':
      return `anything but ${list}`
    case 'Exists':
      return 'any value'
    case 'DoesNotExist':
      return 'no such label'
    case 'Gt':
      return `more than ${list}`
    case 'Lt':
      return `less than ${list}`
    default:
      return `${operator} ${list}`.trim()
  }
}

/** A requirement in the words of the manifest: `kubernetes.io/arch In [amd64]`. */
export function requirementText({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return `${key} ${operator} [${values.map(shownValue).join(', ')}]`
    case 'Gt':
    case 'Lt':
      return `${key} ${operator} ${values.join(', ')}`
    default:
      return `${key} ${operator}`.trim()
  }
}

export function shownValue(value: string): string {
  return value === '' ? '""' : value
}
