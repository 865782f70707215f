// The object as the server holds it when it validates: a copy with defaults applied and without the fields of disabled feature gates.
import type { DaemonSet, ObjectMeta } from '../model/kubernetes.ts'
import type { ServerOptions } from './cause.ts'
import { applyDefaults } from './defaults.ts'
import { dropDisabledFields } from './disabled-fields.ts'
import { isSame } from './equality.ts'
import { INIT_CONTAINER_ANNOTATIONS } from './pod-annotations.ts'

type OwnerReference = NonNullable<ObjectMeta['ownerReferences']>[number]

/** A prepared copy. `old`: the stored object (prepared), on update: it may keep fields whose gate is off. */
export function prepareDaemonSet(ds: DaemonSet, old: DaemonSet | undefined, options: ServerOptions): DaemonSet {
  const copy = copyOf(ds)
  if (copy.metadata?.ownerReferences !== undefined) copy.metadata.ownerReferences = distinctReferences(copy.metadata.ownerReferences)
  applyDefaults(copy)
  const annotations = copy.spec?.template?.metadata?.annotations
  if (annotations !== undefined) for (const key of INIT_CONTAINER_ANNOTATIONS) delete annotations[key]
  dropDisabledFields(copy.spec?.template?.spec ?? {}, old?.spec?.template?.spec, options.minor)
  return copy
}

/** References that say the same are one; the server warns of the others (see `repeatedOwners`). */
function distinctReferences(references: readonly OwnerReference[]): OwnerReference[] {
  return references.filter((reference, index) => firstAlike(references, reference) === index)
}

/** The uids of references that repeat an earlier one in every field. */
export function repeatedOwners(references: readonly OwnerReference[]): string[] {
  return references.filter((reference, index) => firstAlike(references, reference) < index).map(({ uid = '' }) => uid)
}

function firstAlike(references: readonly OwnerReference[], reference: OwnerReference): number {
  return references.findIndex((other) => isSame(other, reference, 'metadata'))
}

/** A deep copy of plain data. Fields that are undefined stay out. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = {}
  // No `Object.entries`: this looks at every field of every object.
  for (const field in value) {
    const item: unknown = value[field]
    if (item === undefined) continue
    // a label may have any name; only this one would not become a field of its own
    if (field === '__proto__') Object.defineProperty(copy, field, { value: copyOf(item), writable: true, enumerable: true, configurable: true })
    else copy[field] = copyOf(item)
  }
  return copy as T
}
