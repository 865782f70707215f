// A container's environment: `env` and `envFrom`.
// https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
import type { Container, PodSpec, Volume } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, invalid, notFound, required } from './cause.ts'
import { VARIABLE_FIELDS, validateFieldRef, validateResourceFieldRef } from './field-references.ts'
import { isOn } from './gates.ts'
import { isConfigMapKey, isDns1123Label, isDns1123Subdomain, isEnvVarName, isPathWithoutBacksteps, isRelaxedEnvVarName } from './names.ts'
import type { PodOptions } from './relaxations.ts'
import { containersOf } from './visit-containers.ts'

type EnvVar = NonNullable<Container['env']>[number]
type EnvVarSource = NonNullable<EnvVar['valueFrom']>
type EnvFromSource = NonNullable<Container['envFrom']>[number]
type KeyRef = NonNullable<EnvVarSource['configMapKeyRef']>
type FileKeyRef = NonNullable<EnvVarSource['fileKeyRef']>

/** How variables may be called here: see `allowsRelaxedEnvVarNames`. */
export type EnvVarNameForm = (name: string) => string[]
export const envVarNameForm = (relaxed: boolean): EnvVarNameForm => (relaxed ? isRelaxedEnvVarName : isEnvVarName)

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const

export function validateEnv(env: readonly EnvVar[], nameForm: EnvVarNameForm, path: Path, options: PodOptions, causes: Cause[]): void {
  for (const [index, variable] of env.entries()) {
    const at = path.index(index)
    const { name = '', valueFrom } = variable
    if (name === '') causes.push(required(at.child('name')))
    else for (const problem of nameForm(name)) causes.push(invalid(at.child('name'), name, problem))
    if (valueFrom !== undefined) validateValueFrom(valueFrom, variable.value ?? '', at.child('valueFrom'), options, causes)
  }
}

function validateValueFrom(source: EnvVarSource, value: string, path: Path, options: PodOptions, causes: Cause[]): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source
  if (fieldRef !== undefined) validateFieldRef(fieldRef, VARIABLE_FIELDS, path.child('fieldRef'), causes)
  if (resourceFieldRef !== undefined) validateResourceFieldRef(resourceFieldRef, false, path.child('resourceFieldRef'), causes)
  if (configMapKeyRef !== undefined) validateKeyRef(configMapKeyRef, path.child('configMapKeyRef'), causes)
  if (secretKeyRef !== undefined) validateKeyRef(secretKeyRef, path.child('secretKeyRef'), causes)
  if (fileKeyRef !== undefined) validateFileKeyRef(fileKeyRef, path.child('fileKeyRef'), causes)

  const count = SOURCES.filter((name) => source[name] !== undefined).length
  if (count === 0) causes.push(invalid(path, '', `must specify one of: ${oneOf(options)}`))
  else if (value !== '') causes.push(invalid(path, '', 'may not be specified when `value` is not empty'))
  else if (count > 1) causes.push(invalid(path, '', 'may not have more than one field specified at a time'))
}

function oneOf({ minor }: PodOptions): string {
  const names = SOURCES.filter((name) => name !== 'fileKeyRef' || isOn('EnvFiles', minor)).map((name) => `\`${name}\``)
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

function validateKeyRef({ name = '', key = '' }: KeyRef, path: Path, causes: Cause[]): void {
  for (const problem of isDns1123Subdomain(name)) causes.push(invalid(path.child('name'), name, problem))
  if (key === '') causes.push(required(path.child('key')))
  else for (const problem of isConfigMapKey(key)) causes.push(invalid(path.child('key'), key, problem))
}

function validateFileKeyRef(ref: FileKeyRef, path: Path, causes: Cause[]): void {
  const forms = { key: isRelaxedEnvVarName, volumeName: isDns1123Label, path: isPathWithoutBacksteps }
  for (const [field, form] of Object.entries(forms)) {
    const value = ref[field as keyof typeof forms] ?? ''
    if (value === '') causes.push(required(path.child(field)))
    else for (const problem of form(value)) causes.push(invalid(path.child(field), value, problem))
  }
}

export function validateEnvFrom(sources: readonly EnvFromSource[], nameForm: EnvVarNameForm, path: Path, causes: Cause[]): void {
  for (const [index, source] of sources.entries()) {
    const at = path.index(index)
    const { prefix = '' } = source
    if (prefix !== '') for (const problem of nameForm(prefix)) causes.push(invalid(at.child('prefix'), prefix, problem))
    for (const field of ['configMapRef', 'secretRef'] as const) {
      const name = source[field]?.name ?? ''
      if (source[field] === undefined) continue
      if (name === '') causes.push(required(at.child(field, 'name')))
      else for (const problem of isDns1123Subdomain(asPrefix(name))) causes.push(invalid(at.child(field, 'name'), name, problem))
    }
    const count = [source.configMapRef, source.secretRef].filter((ref) => ref !== undefined).length
    if (count === 0) causes.push({ ...invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'), at })
    if (count > 1) causes.push({ ...invalid(path, '', 'may not have more than one field specified at a time'), at })
  }
}

/** The server judges these names as the beginning of a generated one: they may end in a dash. */
function asPrefix(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name
}

/** Variables from files: their volume must be there and an emptyDir. */
export function validateFileKeyVolumes(pod: PodSpec, path: Path, causes: Cause[]): void {
  const volumes = new Map<string, Volume>((pod.volumes ?? []).map((volume) => [volume.name ?? '', volume]))
  for (const { container, path: at } of containersOf(pod, path))
    for (const [index, { valueFrom }] of (container.env ?? []).entries()) {
      if (valueFrom?.fileKeyRef === undefined) continue
      const { volumeName = '' } = valueFrom.fileKeyRef
      const field = at.child('env').index(index).child('valueFrom', 'fileKeyRef', 'volumeName')
      const volume = volumes.get(volumeName)
      if (volume === undefined) causes.push(notFound(field, volumeName))
      else if (volume.emptyDir === undefined) causes.push(invalid(field, volumeName, 'referenced volume must be of type emptyDir'))
    }
}
