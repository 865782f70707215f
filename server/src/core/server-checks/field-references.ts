// References to a pod's own fields and to a container's resources, as variables and downward API volumes hold them.
// https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
import type { Container } from '../model/kubernetes.ts'
import { formatQuantity, quantityOf } from '../model/quantity.ts'
import type { Path } from '../path.ts'
import { type Cause, invalid, notSupported, required } from './cause.ts'
import { isQualifiedName } from './names.ts'

type EnvVarSource = NonNullable<NonNullable<Container['env']>[number]['valueFrom']>
export type FieldRef = NonNullable<EnvVarSource['fieldRef']>
export type ResourceFieldRef = NonNullable<EnvVarSource['resourceFieldRef']>

export const VARIABLE_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]
export const VOLUME_FIELDS = ['metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.annotations', 'metadata.uid']
/** Fields with a name in the API that can nevertheless stand nowhere in a manifest. */
const OTHER_FIELDS = ['spec.restartPolicy', 'spec.schedulerName', 'status.phase']
const MAP_FIELDS = ['metadata.annotations', 'metadata.labels']

const RESOURCES = ['limits', 'requests'].flatMap((kind) => ['cpu', 'memory', 'ephemeral-storage'].map((name) => `${kind}.${name}`))
const CPU_DIVISORS = ['1m', '1']
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei']

/** `metadata.labels['app']` taken apart; undefined without a subscript. */
function splitSubscript(fieldPath: string): { map: string; key: string } | undefined {
  if (!fieldPath.endsWith("']")) return undefined
  const bracket = fieldPath.indexOf("['")
  // The text between the bracket and the final quote may be empty, but not overlap with either.
  if (bracket <= 0 || bracket + 2 > fieldPath.length - 2) return undefined
  return { map: fieldPath.slice(0, bracket), key: fieldPath.slice(bracket + 2, -2) }
}

/** `fieldRef`; `fields`: what may be named here, beside entries of labels and annotations. */
export function validateFieldRef(ref: FieldRef, fields: readonly string[], path: Path, causes: Cause[]): void {
  const { apiVersion = '', fieldPath = '' } = ref
  const at = path.child('fieldPath')
  const unknown = (problem: string): number => causes.push(invalid(at, fieldPath, `error converting fieldPath: ${problem}`))
  if (apiVersion === '') causes.push(required(path.child('apiVersion')))
  else if (fieldPath === '') causes.push(required(at))
  else if (apiVersion !== 'v1')
    causes.push({ ...invalid(at, fieldPath, `error converting fieldPath: unsupported pod version: ${apiVersion}`), at: path.child('apiVersion') })
  else {
    const subscript = splitSubscript(fieldPath)
    if (subscript !== undefined) {
      const { map, key } = subscript
      if (!MAP_FIELDS.includes(map)) unknown(`field label does not support subscript: ${fieldPath}`)
      else
        for (const problem of isQualifiedName(map === 'metadata.annotations' ? key.toLowerCase() : key))
          causes.push({ ...invalid(path, key, problem), at })
      return
    }
    const field = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath
    if (![...VARIABLE_FIELDS, ...VOLUME_FIELDS, ...OTHER_FIELDS].includes(field)) unknown(`field label not supported: ${fieldPath}`)
    else if (!fields.includes(field)) causes.push(notSupported(at, field, fields))
  }
}

/** `resourceFieldRef`; a volume must name the container, a variable means its own. */
export function validateResourceFieldRef(ref: ResourceFieldRef, inVolume: boolean, path: Path, causes: Cause[]): void {
  const { containerName = '', resource = '' } = ref
  if (inVolume && containerName === '') causes.push(required(path.child('containerName')))
  else if (resource === '') causes.push(required(path.child('resource')))
  else if (!RESOURCES.includes(resource) && !isHugePagesField(resource)) causes.push(notSupported(path.child('resource'), resource, RESOURCES))

  const divisor = quantityOf(ref.divisor)
  if (divisor === undefined || divisor.nano === 0n) return
  const divisors = divisorsOf(resource)
  if (divisors !== undefined && !divisors.values.includes(formatQuantity(divisor)))
    causes.push(
      invalid(path.child('divisor'), resource, `only divisor's values ${divisors.shown} are supported with the ${divisors.resource} resource`),
    )
}

function isHugePagesField(resource: string): boolean {
  return resource.startsWith('limits.hugepages-') || resource.startsWith('requests.hugepages-')
}

function divisorsOf(resource: string): { values: readonly string[]; shown: string; resource: string } | undefined {
  const bytes = { values: BYTE_DIVISORS, shown: BYTE_DIVISORS.join(', ') }
  if (isHugePagesField(resource)) return { ...bytes, resource: 'hugepages' }
  if (!RESOURCES.includes(resource)) return undefined
  if (resource.endsWith('.cpu')) return { values: CPU_DIVISORS, shown: '1m and 1', resource: 'cpu' }
  return { ...bytes, resource: resource.endsWith('.memory') ? 'memory' : 'local ephemeral storage' }
}
