// The forms that Kubernetes asks of names, keys and values. Each function gives the server's complaints about one string, none if it is
// well formed. Knows no fields: which form a field must have is said by its check.

const DNS_1123_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const DNS_1123_SUBDOMAIN = `${DNS_1123_LABEL}(\\.${DNS_1123_LABEL})*`
const UNDERSCORE_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?'
const UNDERSCORE_SUBDOMAIN = `${UNDERSCORE_LABEL}(\\.${UNDERSCORE_LABEL})*`
const LABEL_KEY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const LABEL_VALUE = `(${LABEL_KEY})?`
const ENV_VAR_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*'
const CONFIG_MAP_KEY = '[-._a-zA-Z0-9]+'
const PERCENT = '[0-9]+%'
const HTTP_HEADER = '[-A-Za-z0-9]+'

interface Form {
  readonly regexp: RegExp
  readonly complaint: string
}

function form(source: string, complaint: string, ...examples: string[]): Form {
  const tail = `regex used for validation is '${source}')`
  const shown = examples.map((example) => `'${example}', `).join(' or ')
  return { regexp: new RegExp(`^${source}$`), complaint: `${complaint} (${shown ? `e.g. ${shown}` : ''}${tail}` }
}

const dns1123Label = form(
  DNS_1123_LABEL,
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  'my-name',
  '123-abc',
)
const dns1123Subdomain = form(
  DNS_1123_SUBDOMAIN,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  'example.com',
)
const underscoreSubdomain = form(
  UNDERSCORE_SUBDOMAIN,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
  'example.com',
)
const labelKey = form(
  LABEL_KEY,
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  'MyName',
  'my.name',
  '123-abc',
)
const labelValue = form(
  LABEL_VALUE,
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  'MyValue',
  'my_value',
  '12345',
)
const envVarName = form(
  ENV_VAR_NAME,
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  'my.env-name',
  'MY_ENV.NAME',
  'MyEnvName1',
)
const configMapKey = form(
  CONFIG_MAP_KEY,
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  'key.name',
  'KEY_NAME',
  'key-name',
)
const percent = form(PERCENT, "a valid percent string must be a numeric string followed by an ending '%'", '1%', '93%')
const httpHeaderName = form(HTTP_HEADER, "a valid HTTP header must consist of alphanumeric characters or '-'", 'X-Header-Name')

const matching = ({ regexp, complaint }: Form, value: string): string[] => (regexp.test(value) ? [] : [complaint])
const atMost = (length: number, value: string): string[] => (byteLength(value) > length ? [`must be no more than ${length} bytes`] : [])
const between = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`

/** Length in UTF-8, as Go counts it. */
export function byteLength(value: string): number {
  let length = 0
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
}

/** One word of a host name: names of containers, volumes, namespaces. */
export function isDns1123Label(value: string): string[] {
  const problems = atMost(63, value)
  if (dns1123Label.regexp.test(value)) return problems
  return [...problems, dns1123Subdomain.regexp.test(value) ? 'must not contain dots' : dns1123Label.complaint]
}

/** Words joined by dots: names of most objects. */
export function isDns1123Subdomain(value: string): string[] {
  return [...atMost(253, value), ...matching(dns1123Subdomain, value)]
}

/** As `isDns1123Subdomain`, underscores allowed: DNS search paths. */
export function isDns1123SubdomainWithUnderscore(value: string): string[] {
  return [...atMost(253, value), ...matching(underscoreSubdomain, value)]
}

/** `name` or `example.com/name`: label keys, taint keys, resource names, annotation keys. */
export function isQualifiedName(value: string): string[] {
  const parts = value.split('/')
  const name = parts.at(-1) ?? ''
  if (parts.length > 2) return [`a valid label key ${labelKey.complaint} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]
  const problems: string[] = []
  const prefix = parts.length === 2 ? parts[0] : undefined
  if (prefix === '') problems.push('prefix part must be non-empty')
  else if (prefix !== undefined) problems.push(...isDns1123Subdomain(prefix).map((problem) => `prefix part ${problem}`))
  if (name === '') problems.push('name part must be non-empty')
  else problems.push(...atMost(63, name).map((problem) => `name part ${problem}`))
  return [...problems, ...matching(labelKey, name).map((problem) => `name part ${problem}`)]
}

/** A qualified name whose prefix must be there. */
export function isDomainPrefixedKey(value: string): string[] {
  const problems = isQualifiedName(value)
  return problems.length || value.includes('/') ? problems : ['must be a domain-prefixed key (such as "acme.io/foo")']
}

export function isLabelValue(value: string): string[] {
  return [...atMost(63, value), ...matching(labelValue, value)]
}

/** The strict form of a variable's name: no digit at the start, no blanks. */
export function isEnvVarName(value: string): string[] {
  return [...matching(envVarName, value), ...climbing(value)]
}

/** The relaxed form (gate RelaxedEnvironmentVariableValidation): printable ASCII without `=`. */
export function isRelaxedEnvVarName(value: string): string[] {
  if (value === '') return ['environment variable name must be non-empty']
  return /^[\x20-\x3c\x3e-\x7e]+$/.test(value)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
}

/** A key of a ConfigMap or Secret. */
export function isConfigMapKey(value: string): string[] {
  return [...atMost(253, value), ...matching(configMapKey, value), ...climbing(value)]
}

function climbing(value: string): string[] {
  if (value === '.' || value === '..') return [`must not be '${value}'`]
  return value.startsWith('..') ? ["must not start with '..'"] : []
}

/** An IANA service name: names of ports. */
export function isPortName(value: string): string[] {
  const problems: string[] = byteLength(value) > 15 ? ['must be no more than 15 characters'] : []
  if (!/^[-a-z0-9]+$/.test(value)) problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  if (!/[a-z]/.test(value)) problems.push('must contain at least one letter (a-z)')
  if (value.includes('--')) problems.push('must not contain consecutive hyphens')
  if (value.startsWith('-') || value.endsWith('-')) problems.push('must not begin or end with a hyphen')
  return problems
}

export function isInRange(value: number, low: number, high: number): string[] {
  return value >= low && value <= high ? [] : [between(low, high)]
}

export function isPortNumber(value: number): string[] {
  return isInRange(value, 1, 65535)
}

/** A Unix user or group: 0 to 2^31 - 1. */
export function isUserOrGroupId(value: number): string[] {
  return isInRange(value, 0, 2147483647)
}

export function isPercent(value: string): string[] {
  return matching(percent, value)
}

export function isHttpHeaderName(value: string): string[] {
  return matching(httpHeaderName, value)
}

/** A path without `..`. */
export function isPathWithoutBacksteps(value: string): string[] {
  return value.split('/').includes('..') ? ["must not contain '..'"] : []
}

/** A path that stays below where it starts: relative, without `..`. */
export function isLocalDescendingPath(value: string): string[] {
  return [...(value.startsWith('/') ? ['must be a relative path'] : []), ...isPathWithoutBacksteps(value)]
}

/** A 64-bit integer in canonical form: no plus sign, no leading zeros. */
export function isDecimalInteger(value: string): string[] {
  if (value === '') return ['must be non-empty']
  if (!/^(0|-?[1-9][0-9]*)$/.test(value)) return ['must be a valid decimal integer in canonical form']
  const number = BigInt(value)
  return BigInt.asIntN(64, number) === number ? [] : [`strconv.ParseInt: parsing ${JSON.stringify(value)}: value out of range`]
}
