// Volume sources that name storage somewhere: on the node, in the network, in a cloud, behind a driver. Removed plugins are still judged.
// https://kubernetes.io/docs/concepts/storage/volumes/#volume-types
import type { Volume } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, invalid, notSupported, required, tooLong } from './cause.ts'
import { PULL_POLICIES } from './image-pull.ts'
import { byteLength, isDns1123Label, isDns1123Subdomain, isInRange, isLocalDescendingPath, isPathWithoutBacksteps } from './names.ts'
import type { PodOptions } from './relaxations.ts'
import { allowsEmptyImageReference } from './relaxations-containers.ts'

type Source<Field extends keyof Volume> = NonNullable<Volume[Field]>

const HOST_PATH_TYPES = ['', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice']
const ISCSI_FORMS: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.[0-9]{4}-[0-9]{2}\.([0-9A-Za-z\-.]+)(:[^,;*&$|\t\n\f\r ]+)$/,
  eui: /^eui.[0-9A-Za-z]{16}$/,
  naa: /^naa.[0-9A-Za-z]{32}$/,
}
const CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite']
const DISK_KINDS = ['Shared', 'Dedicated', 'Managed']
const MANAGED_DISK_URI = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}'
const BLOB_DISK_URI = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'
const DRIVER_NAME_LENGTH = 63

/** Texts that may not be empty, lists that need an item. */
export function requireFields<T extends object>(value: T, fields: readonly (keyof T & string)[], path: Path, causes: Cause[]): void {
  for (const field of fields) {
    const held: unknown = value[field]
    if (held === undefined || held === '' || (Array.isArray(held) && held.length === 0)) causes.push(required(path.child(field)))
  }
}

export function validateHostPath({ path: hostPath = '', type = '' }: Source<'hostPath'>, path: Path, causes: Cause[]): void {
  if (hostPath === '') {
    causes.push(required(path.child('path')))
    return
  }
  for (const problem of isPathWithoutBacksteps(hostPath)) causes.push(invalid(path.child('path'), hostPath, problem))
  if (!HOST_PATH_TYPES.includes(type)) causes.push(notSupported(path.child('type'), type, HOST_PATH_TYPES))
}

export function validateGitRepo(value: Source<'gitRepo'>, path: Path, causes: Cause[]): void {
  requireFields(value, ['repository'], path, causes)
  const { directory = '' } = value
  for (const problem of isLocalDescendingPath(directory)) causes.push(invalid(path.child('directory'), directory, problem))
}

export function validateGcePersistentDisk(value: Source<'gcePersistentDisk'>, path: Path, causes: Cause[]): void {
  requireFields(value, ['pdName'], path, causes)
  validatePartition(value.partition, path.child('partition'), causes)
}

export function validateAwsElasticBlockStore(value: Source<'awsElasticBlockStore'>, path: Path, causes: Cause[]): void {
  requireFields(value, ['volumeID'], path, causes)
  validatePartition(value.partition, path.child('partition'), causes)
}

/** 0, or none, is the whole disk; the server's message leaves that out. */
function validatePartition(partition = 0, path: Path, causes: Cause[]): void {
  if (partition < 0 || partition > 255) causes.push(invalid(path, partition, 'must be between 1 and 255, inclusive'))
}

export function validateNfs(value: Source<'nfs'>, path: Path, causes: Cause[]): void {
  requireFields(value, ['server', 'path'], path, causes)
  const { path: exported = '' } = value
  if (!exported.startsWith('/')) causes.push(invalid(path.child('path'), exported, 'must be an absolute path'))
}

export function validateIscsi(value: Source<'iscsi'>, path: Path, causes: Cause[]): void {
  requireFields(value, ['targetPortal', 'iqn'], path, causes)
  const { iqn = '', initiatorName, lun = 0 } = value
  if (iqn !== '') for (const problem of isIscsiName(iqn)) causes.push(invalid(path.child('iqn'), iqn, problem))
  for (const problem of isInRange(lun, 0, 255)) causes.push(invalid(path.child('lun'), lun, problem))
  if ((value.chapAuthDiscovery === true || value.chapAuthSession === true) && value.secretRef === undefined)
    causes.push(required(path.child('secretRef')))
  if (initiatorName !== undefined)
    for (const problem of isIscsiName(initiatorName)) {
      const at = path.child('initiatorName')
      causes.push({ ...invalid(path.child('initiatorname'), initiatorName, problem), at })
    }
}

function isIscsiName(name: string): string[] {
  const form = ISCSI_FORMS[name.slice(0, 3)]
  if (form === undefined) return ['must be valid format starting with iqn, eui, or naa']
  return form.test(name) ? [] : ['must be valid format']
}

export function validateFlocker({ datasetName = '', datasetUUID = '' }: Source<'flocker'>, path: Path, causes: Cause[]): void {
  if (datasetName === '' && datasetUUID === '') causes.push(required(path, 'one of datasetName and datasetUUID is required'))
  if (datasetName !== '' && datasetUUID !== '')
    causes.push(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'))
  if (datasetName.includes('/')) causes.push(invalid(path.child('datasetName'), datasetName, "must not contain '/'"))
}

export function validateCinder(value: Source<'cinder'>, path: Path, causes: Cause[]): void {
  requireFields(value, ['volumeID'], path, causes)
  if (value.secretRef !== undefined) requireFields(value.secretRef, ['name'], path.child('secretRef'), causes)
}

const QUOBYTE_REGISTRY = 'must be a host:port pair or multiple pairs separated by commas'

export function validateQuobyte(value: Source<'quobyte'>, path: Path, causes: Cause[]): void {
  const { registry = '', tenant = '' } = value
  if (registry === '') causes.push(required(path.child('registry'), QUOBYTE_REGISTRY))
  else if (byteLength(tenant) >= 65) causes.push(required(path.child('tenant'), 'must be a UUID and may not exceed a length of 64 characters'))
  else for (const pair of registry.split(',')) if (!isHostAndPort(pair)) causes.push(invalid(path.child('registry'), registry, QUOBYTE_REGISTRY))
  requireFields(value, ['volume'], path, causes)
}

/** `host:port` or `[host]:port`, where a bare host holds no colon; either part may be empty. */
function isHostAndPort(text: string): boolean {
  return /^(?:\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(text)
}

export function validateFibreChannel(value: Source<'fc'>, path: Path, causes: Cause[]): void {
  const { targetWWNs = [], wwids = [], lun } = value
  const at = path.child('targetWWNs')
  if (targetWWNs.length === 0 && wwids.length === 0) causes.push(required(at, 'must specify either targetWWNs or wwids, but not both'))
  if (targetWWNs.length === 0) return
  if (wwids.length > 0) causes.push(invalid(at, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'))
  if (lun === undefined) causes.push(required(path.child('lun'), 'lun is required if targetWWNs is specified'))
  else for (const problem of isInRange(lun, 0, 255)) causes.push(invalid(path.child('lun'), lun, problem))
}

export function validateFlexVolume(value: Source<'flexVolume'>, path: Path, causes: Cause[]): void {
  requireFields(value, ['driver'], path, causes)
  for (const key of Object.keys(value.options ?? {})) {
    const namespace = `.${key.split('/')[0] ?? ''}`.toLowerCase()
    if (namespace.endsWith('.kubernetes.io') || namespace.endsWith('.k8s.io'))
      causes.push(invalid(path.child('options').key(key), key, 'kubernetes.io and k8s.io namespaces are reserved'))
  }
}

export function validateAzureDisk(value: Source<'azureDisk'>, path: Path, causes: Cause[]): void {
  requireFields(value, ['diskName', 'diskURI'], path, causes)
  const { cachingMode, kind, diskURI = '' } = value
  if (cachingMode !== undefined && !CACHING_MODES.includes(cachingMode))
    causes.push(notSupported(path.child('cachingMode'), cachingMode, CACHING_MODES))
  if (kind === undefined) return
  if (!DISK_KINDS.includes(kind)) causes.push(notSupported(path.child('kind'), kind, DISK_KINDS))
  const managed = kind === 'Managed'
  if (!diskURI.startsWith(managed ? '/subscriptions/' : 'https://'))
    causes.push(notSupported(path.child('diskURI'), diskURI, [managed ? MANAGED_DISK_URI : BLOB_DISK_URI]))
}

export function validateStorageOs(value: Source<'storageos'>, path: Path, causes: Cause[]): void {
  requireFields(value, ['volumeName'], path, causes)
  for (const field of ['volumeName', 'volumeNamespace'] as const) {
    const name = value[field] ?? ''
    if (name !== '') for (const problem of isDns1123Label(name)) causes.push(invalid(path.child(field), name, problem))
  }
  if (value.secretRef !== undefined) requireFields(value.secretRef, ['name'], path.child('secretRef'), causes)
}

export function validateCsi(value: Source<'csi'>, path: Path, causes: Cause[], { minor }: PodOptions): void {
  const { driver = '', nodePublishSecretRef } = value
  const at = path.child('driver')
  if (driver === '') causes.push(required(at))
  if (byteLength(driver) > DRIVER_NAME_LENGTH) causes.push(tooLong(at, DRIVER_NAME_LENGTH))
  // Before 1.35 the server complained of the empty name's form, too.
  if (driver !== '' || minor < 35) for (const problem of isDns1123Subdomain(driver.toLowerCase())) causes.push(invalid(at, driver, problem))
  if (nodePublishSecretRef === undefined) return
  const { name = '' } = nodePublishSecretRef
  const secretName = path.child('nodePublishSecretRef', 'name')
  if (name === '') causes.push(required(secretName))
  else for (const problem of isDns1123Subdomain(name)) causes.push({ ...invalid(path.child('name'), name, problem), at: secretName })
}

export function validateImage(value: Source<'image'>, path: Path, causes: Cause[], options: PodOptions): void {
  const { pullPolicy = '' } = value
  if (!allowsEmptyImageReference(options)) requireFields(value, ['reference'], path, causes)
  if (pullPolicy === '') causes.push(required(path.child('pullPolicy')))
  else if (!PULL_POLICIES.includes(pullPolicy)) causes.push(notSupported(path.child('pullPolicy'), pullPolicy, PULL_POLICIES))
}
