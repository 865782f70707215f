// Names of compute resources, and the quantities that stand beside them. Knows no containers.
// https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
import { parseQuantity, type Quantity, quantityOf, roundUpToMilli, toInteger, toMilli } from '../model/quantity.ts'
import type { Path } from '../path.ts'
import { type Cause, invalid, notSupported } from './cause.ts'
import { isQualifiedName } from './names.ts'

export type ResourceList = Readonly<Record<string, string | number | undefined>>
/** Appends what is wrong with a resource's name; `path` is the entry's. */
export type ResourceNameCheck = (name: string, path: Path, causes: Cause[]) => void

const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage']
/** Counted in quotas only, yet names the server knows. */
const COUNTED_RESOURCES = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]
const STANDARD_RESOURCES = [
  ...CONTAINER_RESOURCES,
  ...['requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
  ...COUNTED_RESOURCES,
  ...['storage', 'requests.storage'],
]
/** What a pod as a whole can ask for, beside huge pages. */
export const POD_RESOURCES = ['cpu', 'memory']
const HUGE_PAGES = 'hugepages-'
const REQUESTS = 'requests.'

export function isHugePages(name: string): boolean {
  return name.startsWith(HUGE_PAGES)
}

/** In the namespace `kubernetes.io/`, to which names without a slash belong. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/')
}

/** A device plugin's or DRA's resource: `example.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return !isNative(name) && !name.startsWith(REQUESTS) && isQualifiedName(REQUESTS + name).length === 0
}

/** A request may be smaller than the limit, or stand without one. */
export function isOvercommitAllowed(name: string): boolean {
  return isNative(name) && !isHugePages(name)
}

/** A value in `limits` or `requests`, rounded as the server stores it; undefined if it is no quantity. */
export function resourceQuantity(list: ResourceList | undefined, name: string): Quantity | undefined {
  const quantity = list !== undefined && Object.hasOwn(list, name) ? quantityOf(list[name]) : undefined
  return quantity === undefined ? undefined : roundUpToMilli(quantity)
}

/** True when the value is a whole number of pages of the size that the name tells. */
export function isWholeHugePages(name: string, quantity: Quantity): boolean {
  const page = parseQuantity(name.slice(HUGE_PAGES.length))
  if (page === undefined || page.nano <= 0n || toMilli(page) % 1000n !== 0n) return false
  return toInteger(quantity) % toInteger(page) === 0n
}

/** Measured in whole units. */
export function isCountedResource(name: string): boolean {
  return COUNTED_RESOURCES.includes(name) || isExtendedResource(name)
}

function checkResourceName(name: string, path: Path, causes: Cause[]): boolean {
  const problems = isQualifiedName(name)
  for (const problem of problems) causes.push(invalid(path, name, problem))
  if (problems.length > 0 || name.includes('/') || STANDARD_RESOURCES.includes(name)) return problems.length === 0
  if (isHugePages(name) || name.startsWith(REQUESTS + HUGE_PAGES)) return true
  causes.push(invalid(path, name, 'must be a standard resource type or fully qualified'))
  return false
}

/** What a container may ask for: CPU, memory, ephemeral storage, huge pages, and extended resources. */
export const containerResourceName: ResourceNameCheck = (name, path, causes) => {
  checkResourceName(name, path, causes)
  if (!name.includes('/')) {
    if (!CONTAINER_RESOURCES.includes(name) && !isHugePages(name)) causes.push(invalid(path, name, 'must be a standard resource for containers'))
  } else if (!isNative(name) && !isExtendedResource(name)) causes.push(invalid(path, name, "doesn't follow extended resource name standard"))
}

/** What a pod as a whole may ask for: CPU, memory, huge pages. */
export const podResourceName: ResourceNameCheck = (name, path, causes) => {
  if (!checkResourceName(name, path, causes)) return
  if (!POD_RESOURCES.includes(name) && !isHugePages(name)) causes.push(notSupported(path, name, [...POD_RESOURCES, HUGE_PAGES]))
}
