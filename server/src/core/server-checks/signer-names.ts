// Names of certificate signers and of ClusterTrustBundles. Complaints in the server's words.
// https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/
import type { Path } from '../path.ts'
import { type Cause, invalid, required, tooLong } from './cause.ts'
import { byteLength, isDns1123Label, isDns1123Subdomain } from './names.ts'

const DOMAIN_LENGTH = 253
/** A domain, a slash, and a namespace with a name. */
const SIGNER_LENGTH = DOMAIN_LENGTH + 1 + (253 + 63 + 1)

/** `example.com/signer-name`: one domain of at least two words, one slash, one path. */
export function validateSignerName(name: string, path: Path, causes: Cause[]): void {
  if (name === '') {
    causes.push(required(path))
    return
  }
  const [domain = '', rest, more] = name.split('/')
  if (rest === undefined || more !== undefined) {
    causes.push(invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'"))
    return
  }
  if (byteLength(domain) > DOMAIN_LENGTH) causes.push(tooLong(path, DOMAIN_LENGTH))
  const words = domain.split('.')
  validateWords(words, isDns1123Label, domain, path, causes)
  if (words.length < 2) causes.push(invalid(path, domain, 'should be a domain with at least two segments separated by dots'))
  validateWords(rest.split('.'), isDns1123Subdomain, rest, path, causes)
  if (byteLength(name) > SIGNER_LENGTH) causes.push(tooLong(path, SIGNER_LENGTH))
}

/** The server speaks of the first bad word only. */
function validateWords(words: readonly string[], form: (word: string) => string[], value: string, path: Path, causes: Cause[]): void {
  const bad = words.find((word) => form(word).length > 0)
  if (bad === undefined) return
  for (const problem of form(bad)) causes.push(invalid(path, value, `validating label ${JSON.stringify(bad)}: ${problem}`))
}

export function isKubernetesSigner(name: string): boolean {
  const host = name.split('/')[0] ?? ''
  return host === 'kubernetes.io' || host.endsWith('.kubernetes.io')
}

/** `name`, or `example.com:signer:name` for the bundle of a signer. */
export function isClusterTrustBundleName(name: string): string[] {
  const colon = name.lastIndexOf(':')
  const signer = colon < 0 ? '' : name.slice(0, colon).replaceAll(':', '/')
  if (signer === '') {
    if (name.includes(':')) return ['ClusterTrustBundle without signer name must not have ":" in its name']
    return isDns1123Subdomain(name)
  }
  const prefix = `${signer.replaceAll('/', ':')}:`
  if (!name.startsWith(prefix)) return [`ClusterTrustBundle for signerName ${signer} must be named with prefix ${prefix}`]
  return isDns1123Subdomain(name.slice(prefix.length))
}
