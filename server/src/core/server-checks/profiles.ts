// Security profiles that a pod and its containers share: seccomp, AppArmor, Windows options. Knows one profile at a time; that pod,
// containers and annotations agree is said elsewhere.
import type { PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, invalid, notSupported, required, tooLong } from './cause.ts'
import { byteLength, isDns1123Subdomain, isLocalDescendingPath } from './names.ts'

type PodSecurityContext = NonNullable<PodSpec['securityContext']>
export type SeccompProfile = NonNullable<PodSecurityContext['seccompProfile']>
export type AppArmorProfile = NonNullable<PodSecurityContext['appArmorProfile']>
export type WindowsOptions = NonNullable<PodSecurityContext['windowsOptions']>

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined']
/** A path in Linux is at most so long. */
const PATH_LENGTH = 4095

export function validateSeccompProfile(profile: SeccompProfile | undefined, path: Path, causes: Cause[]): void {
  if (profile === undefined) return
  const { type = '', localhostProfile } = profile
  if (type === '') causes.push(required(path.child('type'), 'type is required when seccompProfile is set'))
  else if (!PROFILE_TYPES.includes(type)) causes.push(notSupported(path.child('type'), type, PROFILE_TYPES))
  const at = path.child('localhostProfile')
  if (type !== 'Localhost') {
    if (localhostProfile !== undefined) causes.push(invalid(at, profile, 'can only be set when seccomp type is Localhost'))
  } else if (localhostProfile === undefined) causes.push(required(at, 'must be set when seccomp type is Localhost'))
  else for (const problem of isLocalDescendingPath(localhostProfile)) causes.push(invalid(at, localhostProfile, problem))
}

export function validateAppArmorProfile(profile: AppArmorProfile | undefined, path: Path, causes: Cause[]): void {
  if (profile === undefined) return
  const { type = '', localhostProfile } = profile
  const at = path.child('localhostProfile')
  if (type === '') causes.push(required(path.child('type'), 'type is required when appArmorProfile is set'))
  else if (!PROFILE_TYPES.includes(type)) causes.push(notSupported(path.child('type'), type, PROFILE_TYPES))
  else if (type !== 'Localhost') {
    if (localhostProfile !== undefined) causes.push(invalid(at, localhostProfile, 'can only be set when AppArmor type is Localhost'))
  } else if (localhostProfile === undefined || localhostProfile === '') causes.push(required(at, 'must be set when AppArmor type is Localhost'))
  else {
    if (localhostProfile.trim() !== localhostProfile) causes.push(invalid(at, localhostProfile, 'must not be padded with whitespace'))
    if (byteLength(localhostProfile) > PATH_LENGTH) causes.push(tooLong(at, PATH_LENGTH))
  }
}

const GMSA_SPEC_BYTES = 64 * 1024
const NETBIOS_DOMAIN = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/
const DNS_DOMAIN = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/

export function validateWindowsOptions(options: WindowsOptions | undefined, path: Path, causes: Cause[]): void {
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = options ?? {}
  if (gmsaCredentialSpecName !== undefined)
    for (const problem of isDns1123Subdomain(gmsaCredentialSpecName))
      causes.push(invalid(path.child('gmsaCredentialSpecName'), gmsaCredentialSpecName, problem))
  if (gmsaCredentialSpec === '') causes.push(invalid(path.child('gmsaCredentialSpec'), '', 'gmsaCredentialSpec cannot be an empty string'))
  else if (gmsaCredentialSpec !== undefined && byteLength(gmsaCredentialSpec) > GMSA_SPEC_BYTES)
    causes.push(invalid(path.child('gmsaCredentialSpec'), gmsaCredentialSpec, 'gmsaCredentialSpec size must be under 64 KiB'))
  if (runAsUserName !== undefined)
    for (const problem of windowsUserProblems(runAsUserName)) causes.push(invalid(path.child('runAsUserName'), runAsUserName, problem))
}

/** `USER` or `DOMAIN\USER`, as Windows wants them. */
function windowsUserProblems(name: string): string[] {
  if (name === '') return ['runAsUserName cannot be an empty string']
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\x00-\x1f\x7f]/.test(name)) return ['runAsUserName cannot contain control characters']
  const parts = name.split('\\')
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash']
  const user = parts.at(-1) ?? ''
  const domain = parts.length === 2 ? parts[0] : undefined
  const problems: string[] = []
  if (domain !== undefined) {
    if (byteLength(domain) >= 256) problems.push("runAsUserName's Domain length must be under 256 characters")
    if (!NETBIOS_DOMAIN.test(domain) && !DNS_DOMAIN.test(domain)) problems.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format")
  }
  if (user === '') problems.push("runAsUserName's User cannot be empty")
  else if (byteLength(user) > 104) problems.push("runAsUserName's User length must not be longer than 104 characters")
  if (/^[. ]+$/.test(user)) problems.push("runAsUserName's User cannot contain only periods or spaces")
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) problems.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]')
  return problems
}
