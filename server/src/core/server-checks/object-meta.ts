// ObjectMeta of the DaemonSet itself, on creation and on update. The template's metadata is judged by pod-template.ts: little of it is.
// What the server sets itself whatever is asked (generation, managedFields, creationTimestamp, status) is not judged.
import type { ObjectMeta } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, invalid, required, type ServerOptions } from './cause.ts'
import { validateAnnotations, validateLabels } from './labels.ts'
import { isDns1123Label, isDns1123Subdomain, isQualifiedName } from './names.ts'

type OwnerReference = NonNullable<ObjectMeta['ownerReferences']>[number]

/** Finalizers that need no domain, for history's sake. */
const PLAIN_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion']
const IMMUTABLE = 'field is immutable'
/** A generated name: so much of the prefix, and five random characters (here some of those that are used). */
const LONGEST_GENERATED = 58
const GENERATED = 'x7k2p'

/** The metadata of a new object. An absent namespace is the request's. */
export function validateObjectMeta(meta: ObjectMeta, path: Path, options: ServerOptions, causes: Cause[]): void {
  const { name = '', generateName = '', namespace = '' } = meta
  if (generateName !== '') {
    const checked = generateName.length > 1 && generateName.endsWith('-') ? `${generateName.slice(0, -2)}a` : generateName
    for (const problem of isDns1123Subdomain(checked)) causes.push(invalid(path.child('generateName'), generateName, problem))
  }
  if (name !== '') for (const problem of isDns1123Subdomain(name)) causes.push(invalid(path.child('name'), name, problem))
  else if (generateName === '') causes.push(required(path.child('name'), 'name or generateName is required'))
  else {
    // The server has made up the name by now, and judges that too.
    const generated = generateName.slice(0, LONGEST_GENERATED) + GENERATED
    for (const problem of isDns1123Subdomain(generated))
      causes.push({ ...invalid(path.child('name'), generated, problem), at: path.child('generateName') })
  }
  if (namespace !== '') for (const problem of isDns1123Label(namespace)) causes.push(invalid(path.child('namespace'), namespace, problem))
  validateCommon(meta, path, options, causes)
}

/**
 * The metadata of a PUT over `old`: what marks the object's deletion may not be set. Name and namespace are those of the request, or there
 * is no such request: with another name this is another object, and judged as new.
 */
export function validateObjectMetaUpdate(meta: ObjectMeta, old: ObjectMeta, path: Path, options: ServerOptions, causes: Cause[]): void {
  if (meta.name !== old.name) {
    validateObjectMeta(meta, path, options, causes)
    return
  }
  for (const field of ['deletionTimestamp', 'deletionGracePeriodSeconds'] as const)
    if (meta[field] !== undefined && meta[field] !== old[field]) causes.push(invalid(path.child(field), meta[field], IMMUTABLE))
  const { generateName = '' } = meta
  for (const character of ['/', '%'])
    if (generateName.includes(character)) causes.push(invalid(path.child('generateName'), generateName, `may not contain '${character}'`))
  validateCommon(meta, path, options, causes)
}

function validateCommon(meta: ObjectMeta, path: Path, options: ServerOptions, causes: Cause[]): void {
  validateLabels(meta.labels, path.child('labels'), causes)
  validateAnnotations(meta.annotations, path.child('annotations'), causes)
  validateFinalizers(meta.finalizers ?? [], path.child('finalizers'), causes)
  validateOwnerReferences(meta.ownerReferences ?? [], path.child('ownerReferences'), options, causes)
}

function validateFinalizers(finalizers: readonly string[], path: Path, causes: Cause[]): void {
  for (const [index, finalizer] of finalizers.entries()) {
    for (const problem of isQualifiedName(finalizer)) causes.push({ ...invalid(path, finalizer, problem), at: path.index(index) })
    validatePlainFinalizer(finalizer, path.index(index), causes)
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
    causes.push(invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'))
}

function validatePlainFinalizer(finalizer: string, path: Path, causes: Cause[]): void {
  if (!finalizer.includes('/') && !PLAIN_FINALIZERS.includes(finalizer))
    causes.push(invalid(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified'))
}

/** Since 1.37 the server says which reference is meant, and `Required` of what is empty. */
function validateOwnerReferences(references: readonly OwnerReference[], path: Path, options: ServerOptions, causes: Cause[]): void {
  const exact = options.minor >= 37
  for (const [index, reference] of references.entries()) {
    const at = path.index(index)
    const field = exact ? at : path
    const push = (name: string, cause: (field: Path) => Cause): number => causes.push({ ...cause(field.child(name)), at: at.child(name) })
    const { apiVersion = '' } = reference
    if (apiVersion === '' && exact) push('apiVersion', (where) => required(where, 'must not be empty'))
    else if (!hasVersion(apiVersion))
      push('apiVersion', (where) => invalid(where, apiVersion, exact ? 'must be <group>/<version> or <version>' : 'version must not be empty'))
    for (const name of ['kind', 'name', 'uid'] as const)
      if ((reference[name] ?? '') === '')
        push(name, (where) => (exact ? required(where, 'must not be empty') : invalid(where, '', `${name} must not be empty`)))
    if (apiVersion === 'v1' && reference.kind === 'Event')
      causes.push({ ...invalid(field, reference, '/v1, Kind=Event is disallowed from being an owner'), at })
  }
  const controllers = references.filter(({ controller }) => controller === true).map(({ kind = '', name = '' }) => `${kind}/${name}`)
  for (const other of controllers.slice(1))
    causes.push(
      invalid(path, references, `Only one reference can have Controller set to true. Found "true" in references for ${controllers[0]} and ${other}`),
    )
}

/** `version` or `group/version`; more slashes are an error, nothing is no version. */
function hasVersion(apiVersion: string): boolean {
  const parts = apiVersion.split('/')
  return parts.length <= 2 && (parts.at(-1) ?? '') !== ''
}
