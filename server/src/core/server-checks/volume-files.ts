// Volumes whose files are made from objects: modes and paths of files, ConfigMaps and Secrets, the downward API.
// https://kubernetes.io/docs/concepts/storage/projected-volumes/
import type { Volume } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, invalid, required } from './cause.ts'
import { VOLUME_FIELDS, validateFieldRef, validateResourceFieldRef } from './field-references.ts'
import { isUserOrGroupId } from './names.ts'
import { isLocalNonReservedPath } from './paths.ts'
import { printedUnder } from './printed-paths.ts'

/** Alpha in 1.37: the user who owns a file, and all files of a volume. */
interface OwnedFile {
  readonly user?: number | undefined
}
interface OwnedFiles {
  readonly defaultUser?: number | undefined
}
type KeyToPath = NonNullable<NonNullable<Volume['configMap']>['items']>[number] & OwnedFile
type DownwardApi = NonNullable<Volume['downwardAPI']>
type DownwardApiFile = NonNullable<DownwardApi['items']>[number] & OwnedFile

/** `defaultMode`, `mode`. */
export function validateMode(mode: number | undefined, path: Path, causes: Cause[]): void {
  if (mode !== undefined && (mode < 0 || mode > 0o777))
    causes.push(invalid(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive'))
}

export function validateUser(user: number | undefined, path: Path, causes: Cause[]): void {
  if (user !== undefined) for (const problem of isUserOrGroupId(user)) causes.push(invalid(path, user, problem))
}

/** `defaultMode` and `defaultUser` of a volume. */
export function validateDefaults({ defaultMode, defaultUser }: OwnedFiles & { defaultMode?: number | undefined }, path: Path, causes: Cause[]): void {
  validateMode(defaultMode, path.child('defaultMode'), causes)
  validateUser(defaultUser, path.child('defaultUser'), causes)
}

export function validateFilePath(value: string, path: Path, causes: Cause[]): void {
  for (const problem of isLocalNonReservedPath(value)) causes.push(invalid(path, value, problem))
}

export function validateKeysToPaths(items: readonly KeyToPath[], path: Path, causes: Cause[]): void {
  for (const [index, item] of items.entries()) {
    const at = path.index(index)
    for (const field of ['key', 'path'] as const) if ((item[field] ?? '') === '') causes.push(required(at.child(field)))
    validateFilePath(item.path ?? '', at.child('path'), causes)
    validateMode(item.mode, at.child('mode'), causes)
    validateUser(item.user, at.child('user'), causes)
  }
}

interface FileSource extends OwnedFiles {
  readonly name?: string | undefined
  readonly secretName?: string | undefined
  readonly defaultMode?: number | undefined
  readonly items?: readonly KeyToPath[] | undefined
}

/** A ConfigMap or a Secret; `nameField`: the field that names it. */
export function validateFileSource(source: FileSource, nameField: 'name' | 'secretName', path: Path, causes: Cause[]): void {
  if ((source[nameField] ?? '') === '') causes.push(required(path.child(nameField)))
  validateDefaults(source, path, causes)
  validateKeysToPaths(source.items ?? [], path.child('items'), causes)
}

export function validateDownwardApi(source: DownwardApi, path: Path, causes: Cause[]): void {
  validateDefaults(source, path, causes)
  validateDownwardApiFiles(source.items ?? [], path, causes)
}

/** The server prints the volume's path for all its files; `path`: the source's, which holds the `items`. */
export function validateDownwardApiFiles(items: readonly DownwardApiFile[], path: Path, causes: Cause[]): void {
  for (const [index, file] of items.entries()) {
    const at = path.child('items').index(index)
    const found: Cause[] = []
    validateDownwardApiFile(file, at, found)
    causes.push(...found.map((cause) => printedUnder(cause, at, path)))
  }
}

function validateDownwardApiFile(file: DownwardApiFile, path: Path, causes: Cause[]): void {
  const { fieldRef, resourceFieldRef } = file
  if ((file.path ?? '') === '') causes.push(required(path.child('path')))
  validateFilePath(file.path ?? '', path.child('path'), causes)
  if (fieldRef !== undefined) {
    validateFieldRef(fieldRef, VOLUME_FIELDS, path.child('fieldRef'), causes)
    if (resourceFieldRef !== undefined) causes.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'))
  } else if (resourceFieldRef !== undefined) validateResourceFieldRef(resourceFieldRef, true, path.child('resourceFieldRef'), causes)
  else causes.push(required(path, 'one of fieldRef and resourceFieldRef is required'))
  validateMode(file.mode, path.child('mode'), causes)
  validateUser(file.user, path.child('user'), causes)
}
