// What the API server says, in the author's words: rule id and message for each cause. Knows no text and no spans.
import type { Path } from '../path.ts'
import type { Cause } from '../server-checks/cause.ts'

const REFUSED = 'The API server refuses the DaemonSet.'

/** The rule id under which a cause is shown (interfaces.md: ids of what only the server says). */
export function ruleOfCause(cause: Cause): string {
  const field = cause.field.toString()
  if (isSelectorMismatch(cause)) return 'selector-mismatch'
  if (/immutable|may not (be )?(changed|updated)/i.test(cause.message)) return 'immutable-field'
  if (field === 'spec.selector' || field.startsWith('spec.selector.')) return 'selector-invalid'
  switch (cause.reason) {
    case 'FieldValueRequired':
      return 'required-value'
    case 'FieldValueNotSupported':
      return 'unsupported-value'
    case 'FieldValueForbidden':
      return 'forbidden-field'
    case 'FieldValueDuplicate':
      return 'duplicate-value'
    case 'FieldValueNotFound':
      return 'not-found-reference'
    default:
      return 'invalid-value'
  }
}

/** True for the one cause that speaks of selector and template labels together. */
export function isSelectorMismatch(cause: Cause): boolean {
  return cause.field.toString() === 'spec.template.metadata.labels' && cause.message.includes('does not match template')
}

/** One or two sentences: what is wrong, what happens, what to do. */
export function messageOfCause(cause: Cause): string {
  const name = nameOf(cause.at ?? cause.field)
  const value = cause.value === undefined ? undefined : shown(cause.value)
  const detail = detailOf(cause)
  switch (cause.reason) {
    case 'FieldValueRequired':
      return detail === '' ? `${name} is required here. ${REFUSED}` : `${name} is required: ${detail}. ${REFUSED}`
    case 'FieldValueNotSupported': {
      const choices = (cause.supported ?? []).map((choice) => JSON.stringify(choice))
      return `${value ?? 'This value'} is no legal ${name}${choices.length > 0 ? `: use ${listed(choices)}` : ''}. ${REFUSED}`
    }
    case 'FieldValueForbidden':
      return `${name} is not allowed here${detail === '' ? '' : `: ${detail}`}. ${REFUSED}`
    case 'FieldValueDuplicate':
      return `${value ?? name} stands here twice${value === undefined ? '' : ` (${name})`}. ${REFUSED}`
    case 'FieldValueNotFound':
      return `${value ?? name} does not exist${detail === '' ? '' : `: ${detail}`}. ${REFUSED}`
    default:
      return `${value === undefined || value.length > 60 ? name : `${name} ${value}`} is not valid${detail === '' ? '' : `: ${detail}`}. ${REFUSED}`
  }
}

/** The field as people say it: its last name, with the key or the list it belongs to. */
function nameOf(path: Path): string {
  if (path.kind === 'field') return `\`${path.name}\``
  const list = path.parent === undefined ? '' : String(path.parent.name)
  return path.kind === 'key' ? `\`${path.name}\` in \`${list}\`` : `\`${list}[${path.name}]\``
}

/** The server's own detail without the type of mistake, the value and its regular expression. */
function detailOf(cause: Cause): string {
  let detail = cause.message.replace(
    /^(Invalid value|Required value|Forbidden|Duplicate value|Not found|Unsupported value|Too long|Too many)(: |$)/,
    '',
  )
  if (cause.value !== undefined) {
    const value = jsonOf(cause.value)
    if (detail.startsWith(value)) detail = detail.slice(value.length).replace(/^: /, '')
  }
  return detail
    .replace(/\s*\((?:e\.g\. ([^()]*?), )?(?:or '[^']*', )?regex used for validation is '.*'\)/, (_, example?: string) =>
      example ? ` (for example ${example})` : '',
    )
    .replace(/\.$/, '')
}

function shown(value: unknown): string {
  const text = jsonOf(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
