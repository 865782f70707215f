// Volumes inside a container: `volumeMounts` and `volumeDevices`.
// https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath and #mount-propagation
import type { Container, Volume, VolumeMount } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, duplicate, forbidden, invalid, notFound, notSupported, required } from './cause.ts'
import { isLocalDescendingPath, isPathWithoutBacksteps } from './names.ts'
import type { PodOptions } from './relaxations.ts'

type WithVolumes = Pick<Container, 'volumeMounts' | 'volumeDevices' | 'securityContext'>
type Volumes = ReadonlyMap<string, Volume>
/** `bindMountOptions` is alpha in 1.37. */
type Mount = VolumeMount & { bindMountOptions?: string[] | undefined }

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None']
const RECURSIVE_READ_ONLY = ['Disabled', 'Enabled', 'IfPossible']
const BIND_OPTIONS = ['nodev', 'noexec', 'nosuid']

export function validateVolumeMounts(container: WithVolumes, volumes: Volumes, path: Path, options: PodOptions, causes: Cause[]): void {
  // The server knows one path per device name: of two devices with one name it remembers the last.
  const devices = new Map((container.volumeDevices ?? []).map(({ name = '', devicePath = '' }) => [name, devicePath]))
  const devicePaths = new Set(devices.values())
  const mountPaths = new Set<string>()
  const privileged = container.securityContext?.privileged === true
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    const at = path.index(index)
    const { name = '', mountPath = '' } = mount
    if (name === '') causes.push(required(at.child('name')))
    if (!volumes.has(name)) causes.push(notFound(at.child('name'), name))
    if (mountPath === '') causes.push(required(at.child('mountPath')))
    if (mountPaths.has(mountPath)) causes.push(invalid(at.child('mountPath'), mountPath, 'must be unique'))
    mountPaths.add(mountPath)
    if (devices.has(name)) causes.push(invalid(at.child('name'), name, 'must not already exist in volumeDevices'))
    if (devicePaths.has(mountPath)) causes.push(invalid(at.child('mountPath'), mountPath, 'must not already exist as a path in volumeDevices'))
    validateSubPaths(mount, path, at, causes)
    // In 1.31 and 1.32 image volumes were mounted whole or not at all.
    if (volumes.get(name)?.image !== undefined && (options.minor === 31 || options.minor === 32))
      for (const field of ['subPath', 'subPathExpr'] as const)
        if ((mount[field] ?? '') !== '') causes.push(invalid(at.child(field), mount[field], 'not allowed in image volume sources'))
    validatePropagation(mount, privileged, path, at, causes)
    validateRecursiveReadOnly(mount, path, at, causes)
    validateBindMountOptions(mount, volumes, at.child('bindMountOptions'), causes)
  }
}

/** For these fields the server names the list (`volumeMounts.subPath`), `at` the mount. */
function validateSubPaths({ subPath = '', subPathExpr = '' }: Mount, list: Path, at: Path, causes: Cause[]): void {
  for (const problem of isLocalDescendingPath(subPath)) causes.push({ ...invalid(list.child('subPath'), subPath, problem), at: at.child('subPath') })
  if (subPathExpr === '') return
  if (subPath !== '') causes.push(invalid(at.child('subPathExpr'), subPathExpr, 'subPathExpr and subPath are mutually exclusive'))
  for (const problem of isLocalDescendingPath(subPathExpr))
    causes.push({ ...invalid(list.child('subPathExpr'), subPathExpr, problem), at: at.child('subPathExpr') })
}

function validatePropagation({ mountPropagation }: Mount, privileged: boolean, list: Path, mount: Path, causes: Cause[]): void {
  if (mountPropagation === undefined) return
  const field = list.child('mountPropagation')
  const at = mount.child('mountPropagation')
  if (!PROPAGATIONS.includes(mountPropagation)) causes.push({ ...notSupported(field, mountPropagation, PROPAGATIONS), at })
  if (mountPropagation === 'Bidirectional' && !privileged)
    causes.push({ ...forbidden(field, 'Bidirectional mount propagation is available only to privileged containers'), at })
}

function validateRecursiveReadOnly({ recursiveReadOnly: value, ...mount }: Mount, list: Path, mountPath: Path, causes: Cause[]): void {
  if (value === undefined || value === 'Disabled') return
  const field = list.child('recursiveReadOnly')
  const at = mountPath.child('recursiveReadOnly')
  if (!RECURSIVE_READ_ONLY.includes(value)) {
    causes.push({ ...notSupported(field, value, RECURSIVE_READ_ONLY), at })
    return
  }
  if (mount.readOnly !== true) causes.push({ ...forbidden(field, 'may only be specified when readOnly is true'), at })
  if (mount.mountPropagation !== undefined && mount.mountPropagation !== 'None')
    causes.push({ ...forbidden(field, 'may only be specified when mountPropagation is None or not specified'), at })
}

function validateBindMountOptions({ name = '', bindMountOptions = [] }: Mount, volumes: Volumes, path: Path, causes: Cause[]): void {
  for (const [index, option] of bindMountOptions.entries()) {
    if (!BIND_OPTIONS.includes(option)) causes.push(notSupported(path.index(index), option, BIND_OPTIONS))
    if (bindMountOptions.indexOf(option) < index) causes.push(duplicate(path.index(index), option))
  }
  if (bindMountOptions.length > 0 && volumes.get(name)?.image !== undefined)
    causes.push(invalid(path, bindMountOptions, 'bindMountOptions may not be used with image volumes'))
}

export function validateVolumeDevices(container: WithVolumes, volumes: Volumes, path: Path, causes: Cause[]): void {
  const mounts = new Map((container.volumeMounts ?? []).map(({ name = '', mountPath = '' }) => [name, mountPath]))
  const mountPaths = new Set(mounts.values())
  const names = new Set<string>()
  const paths = new Set<string>()
  for (const [index, { name = '', devicePath = '' }] of (container.volumeDevices ?? []).entries()) {
    const nameAt = path.index(index).child('name')
    const pathAt = path.index(index).child('devicePath')
    const volume = volumes.get(name)
    if (name === '') causes.push(required(nameAt))
    if (names.has(name)) causes.push(invalid(nameAt, name, 'must be unique'))
    if (name !== '') names.add(name)
    if (volume === undefined) causes.push(notFound(nameAt, name))
    else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined)
      causes.push(invalid(nameAt, name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'))
    if (devicePath === '') causes.push(required(pathAt))
    if (paths.has(devicePath)) causes.push(invalid(pathAt, devicePath, 'must be unique'))
    if (isPathWithoutBacksteps(devicePath).length > 0) causes.push(invalid(pathAt, devicePath, "can not contain backsteps ('..')"))
    else paths.add(devicePath)
    if (mounts.has(name)) causes.push(invalid(nameAt, name, 'must not already exist in volumeMounts'))
    if (mountPaths.has(devicePath)) causes.push(invalid(pathAt, devicePath, 'must not already exist as a path in volumeMounts'))
  }
}
