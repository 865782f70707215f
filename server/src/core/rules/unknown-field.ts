// What an unknown field may have been meant as: another name here, or the same name elsewhere. Shared by misspelt-field and misplaced-field.
import type { LocatedDaemonSet } from '../model/located.ts'
import { Path } from '../path.ts'
import type { Problem } from '../problem.ts'
import { nearestFields, placesOf } from '../schema/nearby-fields.ts'
import { type Field, isStruct, type Position, schemaFor } from '../schema/schema.ts'
import type { Node } from '../syntax/tree.ts'
import { nodeAt } from './fields.ts'
import { findField } from './find-field.ts'

export interface UnknownField {
  readonly path: Path
  readonly parent: Path
  readonly name: string
  readonly node: Node | undefined
  /** The struct that does not have the field. */
  readonly owner: Position & { readonly kind: 'one' }
  readonly minor: number
}

/** The unknown field that a problem of the decoder is about; undefined for other problems, and for fields of another minor. */
export function unknownFieldOf(problem: Problem, daemonset: LocatedDaemonSet, minor: number): UnknownField | undefined {
  if (problem.rule !== 'unknown-field' || problem.field === null) return undefined
  const { path, node } = findField(daemonset, problem.field)
  const parent = path.parent ?? Path.root()
  const schema = schemaFor(minor)
  const owner = schema.positionOf(path.parent === undefined ? [] : parent.segments())
  if (owner === undefined || owner.kind !== 'one') return undefined
  const name = String(path.name)
  if (schema.fieldOfAnyMinor(owner.type, name) !== undefined) return undefined
  return { path, parent, name, node, owner: { ...owner, kind: 'one' }, minor }
}

/** Legal names that the field's may be a slip of, the likeliest first. `sure`: only case, dashes or a plural differ. */
export function spellingsOf(unknown: UnknownField): { readonly names: readonly string[]; readonly sure: boolean } {
  const schema = schemaFor(unknown.minor)
  const names = nearestFields(unknown.owner.type, unknown.name, unknown.minor).filter((name) => {
    const field = schema.field(unknown.owner.type, name)
    return field !== undefined && holds(field, unknown.node)
  })
  const wanted = plain(unknown.name)
  const [first, second] = names.map(plain)
  const same = (other: string | undefined): boolean => other === wanted || other === `${wanted}s` || `${other}s` === wanted
  return { names, sure: same(first) && !same(second) }
}

const plain = (name: string): string => name.replace(/[-_ .]/g, '').toLowerCase()

/** True if a value of this kind can stand in the field. */
function holds(field: Field, node: Node | undefined): boolean {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return true
  if (field.kind === 'list') return node.kind === 'list'
  if (field.kind === 'map' || isStruct(field.type)) return node.kind === 'map'
  return node.kind === 'scalar'
}

/** Where a field of this name is legal and near: above, one level below, or the only place in a DaemonSet. The nearest first. */
export function placesFor(unknown: UnknownField, daemonset: LocatedDaemonSet): readonly Path[] {
  const near = [...above(unknown), ...below(unknown, daemonset)]
  return near.length > 0 ? near : onlyPlace(unknown, daemonset)
}

function above({ parent, name, node, minor }: UnknownField): Path[] {
  const schema = schemaFor(minor)
  const found: Path[] = []
  for (let path = parent.parent; path !== undefined; path = path.parent) {
    const position = schema.positionOf(path.segments())
    const field = position?.kind === 'one' ? schema.field(position.type, name) : undefined
    if (field !== undefined && holds(field, node)) found.push(path.child(name))
  }
  const atRoot = schema.positionOf([])
  const field = parent.segments().length > 1 && atRoot ? schema.field(atRoot.type, name) : undefined
  return field !== undefined && holds(field, node) ? [...found, Path.root(name)] : found
}

function below({ parent, name, node, owner, minor }: UnknownField, daemonset: LocatedDaemonSet): Path[] {
  const schema = schemaFor(minor)
  const found: Path[] = []
  for (const child of schema.fieldsOf(owner.type)?.values() ?? []) {
    if (child.name === 'status' || child.kind === 'map') continue
    const field = schema.field(child.type, name)
    if (field === undefined || !holds(field, node)) continue
    const path = parent.segments().length === 0 ? Path.root(child.name) : parent.child(child.name)
    if (child.kind === 'one') found.push(path.child(name))
    else if (itemCount(daemonset, path) === 1) found.push(path.index(0).child(name))
  }
  // where several would do, one that is there already is the likelier
  const present = found.filter((path) => path.parent !== undefined && nodeAt(daemonset, path.parent) !== undefined)
  return present.length > 0 ? present : found
}

function itemCount(daemonset: LocatedDaemonSet, path: Path): number {
  const node = nodeAt(daemonset, path)
  return node?.kind === 'list' ? node.items.length : 0
}

/** The one place in this manifest where the name is legal: ways through lists count if they have a single item. */
function onlyPlace({ name, node, minor }: UnknownField, daemonset: LocatedDaemonSet): Path[] {
  const schema = schemaFor(minor)
  const found = placesOf(name, minor).flatMap((place) => {
    const field = schema.field(place.owner, name)
    const path = field !== undefined && holds(field, node) ? resolve(place.path, daemonset) : undefined
    return path === undefined ? [] : [path]
  })
  const [only, ...others] = found.length > 20 ? [] : found
  return only === undefined || others.length > 0 ? [] : [only]
}

function resolve(place: readonly string[], daemonset: LocatedDaemonSet): Path | undefined {
  let path: Path | undefined
  for (const segment of place) {
    if (segment === '{}') return undefined
    if (segment === '[]') {
      if (path === undefined || itemCount(daemonset, path) !== 1) return undefined
      path = path.index(0)
    } else path = path === undefined ? Path.root(segment) : path.child(segment)
  }
  return path
}
