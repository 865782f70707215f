// What a field is, in Markdown: its type, default, versions and gates, upstream's words cut short, where to read on. Knows no manifest.
import { fieldDocumentation, referenceLink, typeDocumentation, valueDocumentation } from '../../schema/documentation.ts'
import { type Field, isStruct, NEWEST_MINOR, OLDEST_MINOR } from '../../schema/schema.ts'
import { isGate, isOn } from '../../server-checks/gates.ts'
import { codeSpan, escapeMarkdown } from '../markdown.ts'

/** Upstream's prose: its `code` stays, nothing else becomes Markdown. */
function prose(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith('`') && part.length > 2 ? part : escapeMarkdown(part)))
    .join('')
}

/** Upstream's texts run to pages; an author wants the beginning. */
const LONGEST = 480

/** The whole hover of a field. */
export function fieldMarkdown(field: Field, minor: number): string {
  const text = fieldDocumentation(field) ?? (isStruct(field.type) ? typeDocumentation(field.type) : undefined) ?? ''
  const { short, links } = shorten(text)
  const parts = [
    `**${escapeMarkdown(field.name)}** · ${facts(field).join(' · ')}`,
    [versions(field), gates(field, minor)].filter((part) => part !== '').join(' · '),
    prose(short),
    valueList(field),
  ]
  const reference = `[${escapeMarkdown(lastPart(field.owner))}](${referenceLink(field.owner, minor)})`
  const more = links.map((link, index) => `[more${index === 0 ? '' : ` ${index + 1}`}](${link})`)
  return [...parts.filter((part) => part !== ''), [reference, ...more].join(' · ')].join('\n\n')
}

/** What one enum value does; empty if upstream does not say. */
export function enumValueMarkdown(field: Field, value: string): string {
  const text = valueDocumentation(field, value)
  return text === undefined ? '' : described(value, text, LONGEST)
}

/** What a struct is, for a list's new item. */
export function typeMarkdown(type: string, minor: number): string {
  const { short } = shorten(typeDocumentation(type) ?? '')
  const reference = `[${escapeMarkdown(lastPart(type))}](${referenceLink(type, minor)})`
  return short === '' ? reference : `${prose(short)}\n\n${reference}`
}

function facts(field: Field): string[] {
  const type = isStruct(field.type) ? lastPart(field.type) : (TYPE_WORDS[field.type] ?? field.type)
  const shape = field.kind === 'list' ? `list of ${type}` : field.kind === 'map' ? `map of ${type}` : type
  const fallback = field.default === undefined || field.default === '' ? [] : [`default ${codeSpan(defaultText(field))}`]
  const keys = field.mergeKeys.length === 0 ? [] : [`one item per ${field.mergeKeys.map(codeSpan).join(' and ')}`]
  return [escapeMarkdown(shape), ...(field.required ? ['required'] : []), ...fallback, ...keys, ...(field.set ? ['no repetitions'] : [])]
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  int32: 'whole number',
  int64: 'whole number',
  bool: 'true or false',
  'int-or-string': 'number or text',
  'micro-time': 'time',
}

function defaultText(field: Field): string {
  return typeof field.default === 'number' && /mode$/i.test(field.name) ? `0${field.default.toString(8)}` : String(field.default)
}

function versions(field: Field): string {
  const since = field.since !== undefined && field.since > OLDEST_MINOR ? `since Kubernetes 1.${field.since}` : ''
  const until = field.until !== undefined && field.until < NEWEST_MINOR ? `until Kubernetes 1.${field.until}` : ''
  return [since, until].filter((part) => part !== '').join(', ')
}

function gates(field: Field, minor: number): string {
  const texts = field.gates.map((gate) => {
    const state = isGate(gate)
      ? isOn(gate, minor)
        ? ` (on by default in 1.${minor})`
        : ` (off by default in 1.${minor}: the server drops the field)`
      : ''
    return `feature gate ${codeSpan(gate)}${state}`
  })
  return texts.join(', ')
}

function valueList(field: Field): string {
  if (field.enum === undefined) return ''
  const values = field.enum.filter((value) => value !== '')
  return values
    .map((value) => {
      const text = valueDocumentation(field, value)
      return `- ${text === undefined ? codeSpan(value) : described(value, text, 160)}`
    })
    .join('\n')
}

function described(value: string, text: string, longest: number): string {
  const { short } = shorten(text, longest)
  // Upstream goes on after the name: `Always` means that ...
  return `${codeSpan(value)}${/^(means|is|will|indicates)\b/.test(short) ? '' : ':'} ${prose(short)}`
}

/** Links are taken out, and what says nothing to authors of a template. */
function shorten(text: string, longest = LONGEST): { short: string; links: readonly string[] } {
  const links = [...text.matchAll(/https?:\/\/[^\s)"'<>]+/g)].map((match) => match[0].replace(/[.,;]+$/, ''))
  const plain = text
    .replace(/(?:More info|For more information(?:,)? [sS]ee|See):? ?https?:\/\/\S+/g, '')
    .replace(/\bCannot be updated\.?/g, '')
    .replace(/\n\s*/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  return { short: cut(plain, longest), links: [...new Set(links)].slice(0, 2) }
}

/** Whole sentences, as many as fit. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  // An abbreviation ends no sentence.
  const ends = [...text.slice(0, longest + 2).matchAll(/(?<!\b(?:i\.e|e\.g|vs|approx))[.?!] /g)].map(({ index }) => index)
  const end = ends.at(-1) ?? -1
  return end > longest / 3 ? text.slice(0, end + 1) : `${text.slice(0, text.lastIndexOf(' ', longest))} …`
}

function lastPart(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1)
}
