// Projected volumes: several sources in one directory, none of which may write another's file.
// https://kubernetes.io/docs/concepts/storage/projected-volumes/
import type { Volume } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, forbidden, invalid, notSupported, required, tooLong } from './cause.ts'
import { validateLabelSelector } from './labels.ts'
import { byteLength, isDomainPrefixedKey } from './names.ts'
import type { PodOptions } from './relaxations.ts'
import { keepsTokenPath } from './relaxations-containers.ts'
import { isClusterTrustBundleName, isKubernetesSigner, validateSignerName } from './signer-names.ts'
import { validateDefaults, validateDownwardApiFiles, validateFilePath, validateKeysToPaths, validateUser } from './volume-files.ts'

type Projected = NonNullable<Volume['projected']>
type Projection = NonNullable<Projected['sources']>[number]
/** `user` is alpha in 1.37. */
type Owned<T> = T & { readonly user?: number | undefined }
type ServiceAccountToken = Owned<NonNullable<Projection['serviceAccountToken']>>
type ClusterTrustBundle = Owned<NonNullable<Projection['clusterTrustBundle']>>
type PodCertificate = Owned<NonNullable<Projection['podCertificate']>>

const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519']
const SHORTEST_TOKEN_SECONDS = 10 * 60
const LONGEST_TOKEN_SECONDS = 2 ** 32
const SHORTEST_CERTIFICATE_SECONDS = 3600
const LONGEST_CERTIFICATE_SECONDS = 91 * 24 * 60 * 60
/** Kubernetes' own signers. */
const LONGEST_KUBERNETES_CERTIFICATE_SECONDS = 24 * 60 * 60
const ANNOTATIONS_SIZE = 256 * 1024

/** What the sources of one volume share. */
interface Context {
  /** The volume's source: what the server prints of mistakes between sources. */
  readonly volume: Path
  /** Files that earlier sources write. */
  readonly taken: Set<string>
  readonly options: PodOptions
  readonly causes: Cause[]
}

export function validateProjected(projected: Projected, path: Path, causes: Cause[], options: PodOptions): void {
  validateDefaults(projected, path, causes)
  const context = { volume: path, taken: new Set<string>(), options, causes }
  for (const [index, projection] of (projected.sources ?? []).entries()) validateProjection(projection, path.child('sources').index(index), context)
}

function validateProjection(projection: Projection, path: Path, context: Context): void {
  const { causes, options } = context
  for (const field of ['secret', 'configMap'] as const) {
    const source = projection[field]
    if (source === undefined) continue
    const { name = '', items = [] } = source
    const at = path.child(field)
    if (name === '') causes.push(required(at.child('name')))
    validateKeysToPaths(items, at.child('items'), causes)
    for (const [index, item] of items.entries()) takePath(item.path ?? '', name, at.child('items').index(index).child('path'), context)
  }
  const { downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate } = projection
  if (downwardAPI !== undefined) {
    const at = path.child('downwardAPI')
    validateDownwardApiFiles(downwardAPI.items ?? [], at, causes)
    for (const [index, { path: file = '' }] of (downwardAPI.items ?? []).entries())
      takePath(file, file, at.child('items').index(index).child('path'), context)
  }
  if (serviceAccountToken !== undefined) validateToken(serviceAccountToken, path.child('serviceAccountToken'), context)
  if (clusterTrustBundle !== undefined) validateTrustBundle(clusterTrustBundle, path.child('clusterTrustBundle'), context)
  if (podCertificate !== undefined) validateCertificate(podCertificate, path.child('podCertificate'), context)
  if (Object.values(projection).filter((source) => source !== undefined).length > 1)
    causes.push(forbidden(path, `may not specify more than 1 volume type${options.minor >= 31 ? ' per source' : ''}`))
}

/** A file that another source writes already is a mistake of the volume. */
function takePath(file: string, value: string, at: Path, { taken, volume, causes }: Context, evenEmpty = false): void {
  if (file === '' && !evenEmpty) return
  if (taken.has(file)) causes.push({ ...invalid(volume, value, 'conflicting duplicate paths'), at })
  taken.add(file)
}

function validateToken(token: ServiceAccountToken, path: Path, { volume, options, causes }: Context): void {
  const { expirationSeconds, path: file = '' } = token
  const expiration = path.child('expirationSeconds')
  if (expirationSeconds === undefined) causes.push(required(expiration))
  else if (expirationSeconds < SHORTEST_TOKEN_SECONDS)
    causes.push(invalid(expiration, expirationSeconds, 'may not specify a duration less than 10 minutes'))
  else if (expirationSeconds > LONGEST_TOKEN_SECONDS)
    causes.push(invalid(expiration, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'))
  // The server prints the path of the volume, not of the source.
  const found: Cause[] = []
  if (file === '') found.push(required(volume.child('path')))
  else if (!keepsTokenPath(options)) validateFilePath(file, volume.child('path'), found)
  for (const cause of found) causes.push({ ...cause, at: path.child('path') })
  validateUser(token.user, path.child('user'), causes)
}

function validateTrustBundle(bundle: ClusterTrustBundle, path: Path, context: Context): void {
  const { causes } = context
  const { name, signerName, labelSelector, path: file = '' } = bundle
  const nameAt = path.child('name')
  const signerAt = path.child('signerName')
  if (name !== undefined && signerName !== undefined) causes.push(invalid(path, bundle, 'only one of name and signerName may be used'))
  else if (name !== undefined) {
    if (name === '') causes.push(required(nameAt, 'must be a valid object name'))
    for (const problem of isClusterTrustBundleName(name)) causes.push(invalid(nameAt, name, `not a valid clustertrustbundlename: ${problem}`))
    if (labelSelector !== undefined)
      causes.push(invalid(path.child('labelSelector'), labelSelector, 'labelSelector must be unset if name is specified'))
  } else if (signerName !== undefined) {
    if (signerName === '') causes.push(required(signerAt, 'must be a valid signer name'))
    validateSignerName(signerName, signerAt, causes)
    validateLabelSelector(labelSelector, path.child('labelSelector'), causes)
  } else causes.push(required(path, 'either name or signerName must be specified'))
  if (file === '') causes.push(required(path.child('path')))
  validateUser(bundle.user, path.child('user'), causes)
  validateFilePath(file, path.child('path'), causes)
  takePath(file, file, path.child('path'), context, true)
}

function validateCertificate(certificate: PodCertificate, path: Path, context: Context): void {
  const { causes } = context
  const { signerName = '', keyType = '', maxExpirationSeconds } = certificate
  validateSignerName(signerName, path.child('signerName'), causes)
  validateUserAnnotations(certificate.userAnnotations ?? {}, path.child('userAnnotations'), causes)
  validateUser(certificate.user, path.child('user'), causes)
  if (!KEY_TYPES.includes(keyType)) causes.push(notSupported(path.child('keyType'), keyType, KEY_TYPES))
  const longest = isKubernetesSigner(signerName) ? LONGEST_KUBERNETES_CERTIFICATE_SECONDS : LONGEST_CERTIFICATE_SECONDS
  const expiration = path.child('maxExpirationSeconds')
  if (maxExpirationSeconds !== undefined && maxExpirationSeconds < SHORTEST_CERTIFICATE_SECONDS)
    causes.push(invalid(expiration, maxExpirationSeconds, `if provided, maxExpirationSeconds must be >= ${SHORTEST_CERTIFICATE_SECONDS}`))
  if (maxExpirationSeconds !== undefined && maxExpirationSeconds > longest)
    causes.push(invalid(expiration, maxExpirationSeconds, `if provided, maxExpirationSeconds must be <= ${longest}`))

  const files = (['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const).filter((field) => (certificate[field] ?? '') !== '')
  for (const field of files) {
    const file = certificate[field] ?? ''
    validateFilePath(file, path.child(field), causes)
    takePath(file, file, path.child(field), context)
  }
  if (files.length === 0) causes.push(required(path, 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath'))
}

/** Keys with a domain, in any case. */
function validateUserAnnotations(annotations: Readonly<Record<string, string | undefined>>, path: Path, causes: Cause[]): void {
  let size = 0
  for (const [key, value = ''] of Object.entries(annotations)) {
    const at = path.key(key)
    if (key === '') causes.push({ ...required(path), at })
    else for (const problem of isDomainPrefixedKey(key.toLowerCase())) causes.push({ ...invalid(path, key.toLowerCase(), problem), at })
    size += byteLength(key) + byteLength(value)
  }
  if (size > ANNOTATIONS_SIZE) causes.push(tooLong(path, ANNOTATIONS_SIZE))
}
