// Node selector and required node affinity: which labels and names they ask for. Knows one node's values at a time, no inventory.
import { isPlaceholder } from '../model/placeholder.ts'
import type { Path } from '../path.ts'
import { every, type Known, some } from './known.ts'
import { entriesOf, fieldOf, itemsOf, textOf } from './lenient.ts'
import { type Requirement, readExpression, readFieldRequirement } from './requirement.ts'

/** One entry of `nodeSelector`. */
export interface SelectorEntry {
  readonly key: string
  readonly value: string
  readonly field: Path
}

export interface LabelSelection {
  readonly entries: readonly SelectorEntry[]
  /** A placeholder may hide further entries. */
  readonly open: boolean
  readonly field: Path
}

/** One of the terms that are ORed. */
export interface Term {
  readonly index: number
  readonly requirements: readonly Requirement[]
  /** `{}`: matches nothing. */
  readonly empty: boolean
  readonly broken: boolean
  readonly open: boolean
  readonly field: Path
}

export interface RequiredTerms {
  readonly terms: readonly Term[]
  readonly open: boolean
  readonly field: Path
}

/** Looks up a label, or the node's name for a requirement of matchFields. */
export type ValueOf = (requirement: Requirement) => string | undefined

export function readNodeSelector(podSpec: unknown, field: Path): LabelSelection {
  const { entries, open } = entriesOf(fieldOf(podSpec, 'nodeSelector'))
  const at = field.child('nodeSelector')
  return { entries: entries.map(([key, value]) => ({ key, value: textOf(value), field: at.key(key) })), open, field: at }
}

export function testEntry(entry: SelectorEntry, value: string | undefined): Known {
  if (isPlaceholder(entry.value)) return value === undefined ? false : null
  return value === entry.value
}

/** The required terms of a pod's node affinity; undefined: none are required. */
export function readRequiredTerms(podSpec: unknown, podField: Path): RequiredTerms | undefined {
  const required = fieldOf(podSpec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
  const field = podField.child('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
  return required === undefined ? undefined : readTerms(required, field)
}

/** Reads a NodeSelector (of an affinity, or of a PersistentVolume). */
export function readTerms(selector: unknown, selectorField: Path): RequiredTerms {
  const field = selectorField.child('nodeSelectorTerms')
  const { items, open } = itemsOf(fieldOf(selector, 'nodeSelectorTerms'))
  return { terms: items.map(({ value, index }) => readTerm(value, index, field.index(index))), open: open || isPlaceholder(selector), field }
}

function readTerm(value: unknown, index: number, field: Path): Term {
  const expressions = itemsOf(fieldOf(value, 'matchExpressions'))
  const fields = itemsOf(fieldOf(value, 'matchFields'))
  const requirements = [
    ...expressions.items.map((item) => readExpression(item.value, field.child('matchExpressions').index(item.index))),
    ...fields.items.map((item) => readFieldRequirement(item.value, field.child('matchFields').index(item.index))),
  ]
  const open = expressions.open || fields.open
  return { index, requirements, empty: requirements.length === 0 && !open, broken: requirements.some((r) => r.broken), open, field }
}

export function testTerm(term: Term, lookUp: ValueOf): Known {
  if (term.empty || term.broken) return false
  const known = every(term.requirements, (requirement) => requirement.test(lookUp(requirement)))
  return term.open && known === true ? null : known
}

export function testTerms(required: RequiredTerms, lookUp: ValueOf): Known {
  const known = some(required.terms, (term) => testTerm(term, lookUp))
  return required.open && known === false ? null : known
}
