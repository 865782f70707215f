// The PersistentVolumeClaim that a generic ephemeral volume is made from.
// https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
import type { ObjectMeta, Volume } from '../model/kubernetes.ts'
import { formatQuantity } from '../model/quantity.ts'
import type { Path } from '../path.ts'
import { type Cause, forbidden, invalid, notSupported, required } from './cause.ts'
import { isOn } from './gates.ts'
import { validateAnnotations, validateLabelSelector, validateLabels } from './labels.ts'
import { isDns1123Label, isDns1123Subdomain } from './names.ts'
import type { PodOptions } from './relaxations.ts'
import { resourceQuantity } from './resource-names.ts'

type ClaimTemplate = NonNullable<NonNullable<Volume['ephemeral']>['volumeClaimTemplate']>
type ClaimSpec = NonNullable<ClaimTemplate['spec']>
interface DataSource {
  readonly apiGroup?: string | undefined
  readonly kind?: string | undefined
  readonly name?: string | undefined
  readonly namespace?: string | undefined
}

const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']
const VOLUME_MODES = ['Block', 'Filesystem']
/** A template may only carry labels and annotations. */
const FORBIDDEN_METADATA: readonly (keyof ObjectMeta)[] = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
  'managedFields',
]

export function validateClaimTemplate(template: ClaimTemplate, path: Path, options: PodOptions, causes: Cause[]): void {
  const metadata = template.metadata ?? {}
  const at = path.child('metadata')
  validateAnnotations(metadata.annotations, at.child('annotations'), causes)
  validateLabels(metadata.labels, at.child('labels'), causes)
  for (const field of FORBIDDEN_METADATA) {
    const value = metadata[field]
    // What Go cannot tell from absent; the grace period it can.
    if (value === undefined || value === '' || (value === 0 && field !== 'deletionGracePeriodSeconds')) continue
    // The server makes the field's name of Go's `UID`.
    causes.push({ ...forbidden(at.child(field === 'uid' ? 'uID' : field), 'cannot be set'), at: at.child(field) })
  }
  validateClaimSpec(template.spec ?? {}, path.child('spec'), options, causes)
}

function validateClaimSpec(spec: ClaimSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  validateAccessModes(spec.accessModes ?? [], path.child('accessModes'), causes)
  validateLabelSelector(spec.selector, path.child('selector'), causes)
  validateStorage(spec, path.child('resources'), causes)
  const { volumeMode } = spec
  if (volumeMode !== undefined && !VOLUME_MODES.includes(volumeMode)) causes.push(notSupported(path.child('volumeMode'), volumeMode, VOLUME_MODES))
  validateClassName(spec.storageClassName, path.child('storageClassName'), causes)
  if (isOn('VolumeAttributesClass', options.minor)) validateClassName(spec.volumeAttributesClassName, path.child('volumeAttributesClassName'), causes)
  validateDataSources(spec, path, causes)
}

function validateClassName(name: string | undefined, path: Path, causes: Cause[]): void {
  if (name !== undefined && name !== '') for (const problem of isDns1123Subdomain(name)) causes.push(invalid(path, name, problem))
}

function validateAccessModes(modes: readonly string[], path: Path, causes: Cause[]): void {
  if (modes.length === 0) causes.push(required(path, 'at least 1 access mode is required'))
  for (const [index, mode] of modes.entries())
    if (!ACCESS_MODES.includes(mode)) causes.push({ ...notSupported(path, mode, ACCESS_MODES), at: path.index(index) })
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode))
  if (modes.includes('ReadWriteOncePod') && others) causes.push(forbidden(path, 'may not use ReadWriteOncePod with other access modes'))
}

/** The server prints `resources[storage]` for `resources.requests[storage]`. */
function validateStorage({ resources }: ClaimSpec, path: Path, causes: Cause[]): void {
  const field = path.key('storage')
  const at = path.child('requests').key('storage')
  const requests = resources?.requests
  if (requests === undefined || !Object.hasOwn(requests, 'storage')) {
    causes.push({ ...required(field), at: path.child('requests') })
    return
  }
  const storage = resourceQuantity(requests, 'storage')
  if (storage !== undefined && storage.nano <= 0n) causes.push({ ...invalid(field, formatQuantity(storage), 'must be greater than zero'), at })
}

function validateDataSources(spec: ClaimSpec, path: Path, causes: Cause[]): void {
  const source: DataSource | undefined = spec.dataSource
  const ref: DataSource | undefined = spec.dataSourceRef
  if (source !== undefined) validateDataSource(source, path.child('dataSource'), causes)
  if (ref === undefined) return
  const at = path.child('dataSourceRef')
  validateDataSource(ref, at, causes)
  const { namespace = '' } = ref
  if (namespace !== '') for (const problem of isDns1123Label(namespace)) causes.push(invalid(at.child('namespace'), namespace, problem))
  if (source === undefined) return
  const equal = source.apiGroup === ref.apiGroup && (source.kind ?? '') === (ref.kind ?? '') && (source.name ?? '') === (ref.name ?? '')
  const problem = namespace !== '' ? 'may not be specified when dataSourceRef.namespace is specified' : equal ? '' : 'must match dataSourceRef'
  if (problem !== '') causes.push({ ...invalid(path, `${path.child('dataSource')}`, problem), at: path.child('dataSource') })
}

function validateDataSource({ apiGroup = '', kind = '', name = '' }: DataSource, path: Path, causes: Cause[]): void {
  if (name === '') causes.push(required(path.child('name')))
  if (kind === '') causes.push(required(path.child('kind')))
  if (apiGroup !== '') for (const problem of isDns1123Subdomain(apiGroup)) causes.push(invalid(path.child('apiGroup'), apiGroup, problem))
  else if (kind !== 'PersistentVolumeClaim') causes.push(invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"))
}
