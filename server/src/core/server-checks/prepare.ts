// The object as the server holds it when it validates: a copy with defaults applied and without the fields of disabled feature gates.
import type { DaemonSet } from '../model/kubernetes.ts'
import type { ServerOptions } from './cause.ts'
import { applyDefaults } from './defaults.ts'
import { dropDisabledFields } from './disabled-fields.ts'
import { INIT_CONTAINER_ANNOTATIONS } from './pod-annotations.ts'

/** A prepared copy. `old`: the stored object (prepared), on update: it may keep fields whose gate is off. */
export function prepareDaemonSet(ds: DaemonSet, old: DaemonSet | undefined, options: ServerOptions): DaemonSet {
  const copy = copyOf(ds)
  applyDefaults(copy)
  const annotations = copy.spec?.template?.metadata?.annotations
  if (annotations !== undefined) for (const key of INIT_CONTAINER_ANNOTATIONS) delete annotations[key]
  dropDisabledFields(copy.spec?.template?.spec ?? {}, old?.spec?.template?.spec, options.minor)
  return copy
}

/** A deep copy of plain data. Fields that are undefined stay out. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = {}
  for (const [field, item] of Object.entries(value))
    if (item !== undefined) Object.defineProperty(copy, field, { value: copyOf(item), writable: true, enumerable: true, configurable: true })
  return copy as T
}
