// How a pod resolves names and what it is called: DNS policy and configuration, host aliases, hostname and subdomain.
import type { PodSpec } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import { type Cause, forbidden, invalid, notSupported, required, tooLong } from './cause.ts'
import { isOn } from './gates.ts'
import { isIpAddress } from './ip-addresses.ts'
import { byteLength, isDns1123Label, isDns1123Subdomain, isDns1123SubdomainWithUnderscore } from './names.ts'
import type { PodOptions } from './relaxations.ts'

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
const MOST_NAMESERVERS = 3
const MOST_SEARCHES = 32
const SEARCHES_LENGTH = 2048
const HOSTNAME_LENGTH = 64

export function validateDns(pod: PodSpec, path: Path, options: PodOptions, causes: Cause[]): void {
  const { dnsPolicy = 'ClusterFirst', dnsConfig } = pod
  if (!POLICIES.includes(dnsPolicy)) causes.push(notSupported(path.child('dnsPolicy'), dnsPolicy, POLICIES))
  validateDnsConfig(dnsPolicy, dnsConfig, path.child('dnsConfig'), options, causes)
  const strict = isOn('StrictIPCIDRValidation', options.minor)
  for (const [index, { ip = '', hostnames = [] }] of (pod.hostAliases ?? []).entries()) {
    const at = path.child('hostAliases').index(index)
    for (const problem of isIpAddress(ip, strict)) causes.push(invalid(at.child('ip'), ip, problem))
    for (const [nameIndex, name] of hostnames.entries())
      for (const problem of isDns1123Subdomain(name)) causes.push(invalid(at.child('hostnames').index(nameIndex), name, problem))
  }
}

function validateDnsConfig(policy: string, config: PodSpec['dnsConfig'], path: Path, options: PodOptions, causes: Cause[]): void {
  const { nameservers = [], searches = [], options: resolver = [] } = config ?? {}
  if (policy === 'None' && config === undefined) {
    causes.push(required(path, 'must provide `dnsConfig` when `dnsPolicy` is None'))
    return
  }
  if (policy === 'None' && nameservers.length === 0) {
    causes.push(required(path.child('nameservers'), 'must provide at least one DNS nameserver when `dnsPolicy` is None'))
    return
  }
  const servers = path.child('nameservers')
  if (nameservers.length > MOST_NAMESERVERS) causes.push(invalid(servers, nameservers, `must not have more than ${MOST_NAMESERVERS} nameservers`))
  for (const [index, server] of nameservers.entries())
    for (const problem of isIpAddress(server, isOn('StrictIPCIDRValidation', options.minor)))
      causes.push(invalid(servers.index(index), server, problem))
  validateSearches(searches, path.child('searches'), options, causes)
  for (const [index, { name = '' }] of resolver.entries())
    if (name === '') causes.push({ ...required(path.child('options').index(index), 'must not be empty') })
}

function validateSearches(searches: readonly string[], path: Path, options: PodOptions, causes: Cause[]): void {
  if (searches.length > MOST_SEARCHES) causes.push(invalid(path, searches, `must not have more than ${MOST_SEARCHES} search paths`))
  if (byteLength(searches.join(' ')) > SEARCHES_LENGTH)
    causes.push(invalid(path, searches, `must not have more than ${SEARCHES_LENGTH} characters (including spaces) in the search list`))
  // A single dot and underscores are allowed since 1.33, on update earlier where the old object has them.
  const relaxed = isOn('RelaxedDNSSearchValidation', options.minor) || hasRelaxedSearch(options.oldPod)
  for (const [index, search] of searches.entries()) {
    if (relaxed && search === '.') continue
    const name = search.endsWith('.') ? search.slice(0, -1) : search
    const problems = relaxed ? isDns1123SubdomainWithUnderscore(name) : isDns1123Subdomain(name)
    for (const problem of problems) causes.push(invalid(path.index(index), name, problem))
  }
}

function hasRelaxedSearch(pod: PodSpec | undefined): boolean {
  return (pod?.dnsConfig?.searches ?? []).some((search) => search === '.' || search.includes('_'))
}

/** `hostname`, `subdomain`, `hostnameOverride`. */
export function validateHostnames(pod: PodSpec, path: Path, causes: Cause[]): void {
  for (const field of ['hostname', 'subdomain'] as const) {
    const name = pod[field] ?? ''
    if (name !== '') for (const problem of isDns1123Label(name)) causes.push(invalid(path.child(field), name, problem))
  }
  const { hostnameOverride } = pod
  if (hostnameOverride === undefined) return
  const at = path.child('hostnameOverride')
  if (pod.setHostnameAsFQDN === true) causes.push(forbidden(at, 'may not be specified when setHostnameAsFQDN is true'))
  if (pod.hostNetwork === true) causes.push(forbidden(at, 'may not be specified when hostNetwork is true'))
  if (byteLength(hostnameOverride) > HOSTNAME_LENGTH) causes.push(tooLong(at, HOSTNAME_LENGTH))
  for (const problem of isDns1123Subdomain(hostnameOverride)) causes.push(invalid(at, hostnameOverride, problem))
}
