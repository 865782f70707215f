// Volumes of a pod: their names, and that each has exactly one source. The sources are a table in the server's order: of several it takes
// the first and refuses the others. Judges a prepared pod (see prepare.ts): a volume that named no source has an emptyDir.
// https://kubernetes.io/docs/concepts/storage/volumes/
import type { Volume } from '../model/kubernetes.ts'
import { quantityOf } from '../model/quantity.ts'
import type { Path } from '../path.ts'
import { type Cause, duplicate, forbidden, invalid, required } from './cause.ts'
import { byteLength, isDns1123Label } from './names.ts'
import { printedUnder } from './printed-paths.ts'
import type { PodOptions } from './relaxations.ts'
import { validateClaimTemplate } from './volume-claim-template.ts'
import { validateDownwardApi, validateFileSource } from './volume-files.ts'
import * as other from './volume-plugins.ts'
import { validateProjected } from './volume-projected.ts'

interface SourceCheck {
  readonly field: keyof Volume
  /** The name the server prints when it refuses a second source, if it is not the field's. */
  readonly refusedAs?: string
  /** The name it prints for what is wrong inside the source, if it is not the field's. */
  readonly printedAs?: string
  readonly check: (volume: Volume, path: Path, options: PodOptions, causes: Cause[]) => void
}

/** A row of the table: the check gets the source, which is there. */
function source<Field extends keyof Volume>(
  field: Field,
  check: (value: NonNullable<Volume[Field]>, path: Path, causes: Cause[], options: PodOptions) => void,
  printed: Pick<SourceCheck, 'refusedAs' | 'printedAs'> = {},
): SourceCheck {
  return {
    field,
    ...printed,
    check: (volume, path, options, causes) => {
      const value = volume[field]
      if (value !== undefined && value !== null) check(value, path, causes, options)
    },
  }
}

const SOURCES: readonly SourceCheck[] = [
  source('emptyDir', validateEmptyDir),
  source('hostPath', other.validateHostPath),
  source('gitRepo', other.validateGitRepo),
  source('gcePersistentDisk', other.validateGcePersistentDisk, { printedAs: 'persistentDisk' }),
  source('awsElasticBlockStore', other.validateAwsElasticBlockStore),
  source('secret', (secret, path, causes) => validateFileSource(secret, 'secretName', path, causes)),
  source('nfs', other.validateNfs),
  source('iscsi', other.validateIscsi),
  source('glusterfs', (value, path, causes) => other.requireFields(value, ['endpoints', 'path'], path, causes)),
  source('flocker', other.validateFlocker),
  source('persistentVolumeClaim', (value, path, causes) => other.requireFields(value, ['claimName'], path, causes)),
  source('rbd', (value, path, causes) => other.requireFields(value, ['monitors', 'image'], path, causes)),
  source('cinder', other.validateCinder),
  source('cephfs', (value, path, causes) => other.requireFields(value, ['monitors'], path, causes), { refusedAs: 'cephFS' }),
  source('quobyte', other.validateQuobyte),
  source('downwardAPI', validateDownwardApi, { refusedAs: 'downwarAPI' }),
  source('fc', other.validateFibreChannel),
  source('flexVolume', other.validateFlexVolume),
  source('configMap', (configMap, path, causes) => validateFileSource(configMap, 'name', path, causes)),
  source('azureFile', (value, path, causes) => other.requireFields(value, ['secretName', 'shareName'], path, causes)),
  source('vsphereVolume', (value, path, causes) => other.requireFields(value, ['volumePath'], path, causes)),
  source('photonPersistentDisk', (value, path, causes) => other.requireFields(value, ['pdID'], path, causes)),
  source('portworxVolume', (value, path, causes) => other.requireFields(value, ['volumeID'], path, causes)),
  source('azureDisk', other.validateAzureDisk),
  source('storageos', other.validateStorageOs),
  source('projected', validateProjected),
  source('scaleIO', (value, path, causes) => other.requireFields(value, ['gateway', 'system', 'volumeName'], path, causes)),
  source('csi', other.validateCsi),
  source('ephemeral', validateEphemeral),
  source('image', other.validateImage),
]

/** Appends what the server says of a pod's volumes, at `path`; gives the well-formed ones by name: only those may be mounted. */
export function validateVolumes(volumes: readonly Volume[], path: Path, options: PodOptions, causes: Cause[]): ReadonlyMap<string, Volume> {
  const wellFormed = new Map<string, Volume>()
  for (const [index, volume] of volumes.entries()) {
    const at = path.index(index)
    const { name = '' } = volume
    const found: Cause[] = []
    validateSource(volume, at, options, found)
    if (name === '') found.push(required(at.child('name')))
    else for (const problem of isDns1123Label(name)) found.push(invalid(at.child('name'), name, problem))
    if (wellFormed.has(name)) found.push(duplicate(at.child('name'), name))
    if (found.length === 0) wellFormed.set(name, volume)
    causes.push(...found)
  }
  return wellFormed
}

function validateSource(volume: Volume, path: Path, options: PodOptions, causes: Cause[]): void {
  let count = 0
  for (const { field, refusedAs = field, printedAs = field, check } of SOURCES) {
    if (volume[field] === undefined) continue
    const at = path.child(field)
    if (count > 0) causes.push({ ...forbidden(path.child(refusedAs), 'may not specify more than 1 volume type'), at })
    else {
      const found: Cause[] = []
      check(volume, at, options, found)
      causes.push(...found.map((cause) => printedUnder(cause, at, path.child(printedAs))))
    }
    count++
  }
  if (count === 0) causes.push(required(path, 'must specify a volume type'))
  const { name = '', iscsi } = volume
  if (iscsi?.initiatorName !== undefined && byteLength(`${name}:${iscsi.targetPortal ?? ''}`) > 64) {
    const problem = 'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.'
    causes.push(invalid(path.child('name'), name, problem))
  }
}

function validateEmptyDir(emptyDir: NonNullable<Volume['emptyDir']> & { mode?: number }, path: Path, causes: Cause[]): void {
  const limit = quantityOf(emptyDir.sizeLimit)
  if (limit !== undefined && limit.nano < 0n) causes.push(forbidden(path.child('sizeLimit'), 'SizeLimit field must be a valid resource quantity'))
  const { mode = 0 } = emptyDir
  if (mode < 0 || mode > 0o1777) causes.push(invalid(path.child('mode'), mode, 'must be a number between 0 and 01777 (octal), both inclusive'))
}

function validateEphemeral({ volumeClaimTemplate }: NonNullable<Volume['ephemeral']>, path: Path, causes: Cause[], options: PodOptions): void {
  const at = path.child('volumeClaimTemplate')
  if (volumeClaimTemplate === undefined) causes.push(required(at))
  else validateClaimTemplate(volumeClaimTemplate, at, options, causes)
}
