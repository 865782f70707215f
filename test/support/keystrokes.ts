// How many keys an author presses to write a manifest with completion, found by the cheapest way through it; the language server is asked at
// every position. The author: sees suggestions behind a letter and behind `key: ` or `- `, else asks for them (one key); walks down the list
// with the arrow; takes an item with Enter; walks through its tab stops with Tab. Enter keeps the indentation, two more behind a colon; two
// spaces are one key. Items that do not give the wanted text, word by word, are of no use to this author.

export interface Suggested {
  readonly label: string
  /** Where the replaced text begins, as an offset. */
  readonly start: number
  /** Snippet syntax, indented as it will stand. */
  readonly newText: string
  /** Suggestions open again when it has been taken. */
  readonly reopens: boolean
}

/** What the server offers in a text at an offset, in its order. */
export type Suggest = (text: string, offset: number) => Promise<readonly Suggested[]>

/** Items that an author looks at. */
const SEEN = 8

type Part = string | { readonly stop: number; readonly given: string; readonly choices: readonly string[] }

/** The keys for the whole text typed by hand. */
export function keysByHand(text: string): number {
  let keys = 0
  for (let at = 0; at < text.length; ) {
    const { cost, next } = typed(text, at)
    keys += cost
    at = next
  }
  return keys
}

/** One key, or Enter with the indentation of the next line. */
function typed(text: string, at: number): { cost: number; next: number } {
  if (text[at] !== '\n') return { cost: 1, next: at + 1 }
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  const given = indentOf(line) + (line.endsWith(':') ? 2 : 0)
  const wanted = indentOf(text.slice(at + 1))
  const cost = 1 + Math.ceil(Math.abs(given - wanted) / 2)
  return { cost, next: at + 1 + wanted }
}

const indentOf = (text: string): number => /^ */.exec(text)?.[0].length ?? 0

/** The fewest keys that turn `before + after` into `before + wanted + after`, the cursor standing between them; and how. */
export async function keysWithCompletion(
  before: string,
  wanted: string,
  after: string,
  suggest: Suggest,
): Promise<{ readonly keys: number; readonly steps: readonly string[] }> {
  const text = before + wanted
  const best = new Map<number, { keys: number; from: number; step: string }>([[before.length, { keys: 0, from: -1, step: '' }]])
  const offer = (to: number, from: number, keys: number, step: string): void => {
    const known = best.get(to)
    if (known === undefined || keys < known.keys) best.set(to, { keys, from, step })
  }
  for (let at = before.length; at < text.length; at++) {
    const here = best.get(at)
    if (here === undefined) continue
    const { cost, next } = typed(text, at)
    offer(Math.min(next, text.length), at, here.keys + cost, text.slice(at, next))
    const items = await suggest(text.slice(0, at) + after, at)
    for (const [index, item] of items.slice(0, SEEN).entries()) {
      if (item.start < before.length) continue
      const taken = await take(text, item, after, suggest)
      if (taken === undefined || taken.end <= at) continue
      offer(taken.end, at, here.keys + asking(text, item.start, at) + index + 1 + taken.keys, `[${item.label}]`)
    }
  }
  const steps: string[] = []
  for (let at = text.length; at > before.length; ) {
    const reached = best.get(at)
    if (reached === undefined) break
    steps.unshift(reached.step)
    at = reached.from
  }
  return { keys: best.get(text.length)?.keys ?? keysByHand(wanted), steps }
}

/** Nothing, or the key that asks for suggestions. */
function asking(text: string, start: number, at: number): number {
  return at > start || /[:-] $/.test(text.slice(0, at)) ? 0 : 1
}

/** What it costs to fill in a taken item so that the wanted text comes out; undefined if it cannot. */
async function take(text: string, item: Suggested, after: string, suggest: Suggest): Promise<{ end: number; keys: number } | undefined> {
  const parts = partsOf(item.newText)
  const values = new Map<number, string>()
  let at = item.start
  let keys = 0
  let stops = 0
  for (const [index, part] of parts.entries()) {
    if (typeof part === 'string') {
      if (!text.startsWith(part, at)) return undefined
      at += part.length
      continue
    }
    const known = values.get(part.stop)
    const rest = literalAfter(parts, index, values)
    if (known === undefined) stops++
    // The last stop at the end: the author goes on from there.
    if (rest === '' && index === parts.length - 1 && known === undefined && part.given === '') break
    const end = known === undefined ? endOfValue(text, at, rest) : at + known.length
    const value = text.slice(at, end)
    if (end < 0 || value.includes('\n') || (known !== undefined && value !== known)) return undefined
    if (known === undefined) keys += await keysForStop(text, at, value, part, { rest: rest + after, suggest, reopens: item.reopens && stops === 1 })
    values.set(part.stop, value)
    at = end
  }
  const last = parts.at(-1)
  const leaves = stops > 0 && (typeof last === 'string' || (last !== undefined && values.has(last.stop))) ? 1 : 0
  return { end: at, keys: keys + Math.max(0, stops - 1) + leaves }
}

/** The literal text between a stop and the next one. */
function literalAfter(parts: readonly Part[], index: number, values: ReadonlyMap<number, string>): string {
  const next = parts[index + 1]
  if (next === undefined) return ''
  return typeof next === 'string' ? next : (values.get(next.stop) ?? '')
}

function endOfValue(text: string, at: number, rest: string): number {
  const line = text.indexOf('\n', at)
  if (rest === '') return line < 0 ? text.length : line
  return text.indexOf(rest, at)
}

interface Around {
  readonly rest: string
  readonly suggest: Suggest
  readonly reopens: boolean
}

async function keysForStop(
  text: string,
  at: number,
  value: string,
  { given, choices }: Exclude<Part, string>,
  { rest, suggest, reopens }: Around,
): Promise<number> {
  if (value === given) return 0
  const choice = choices.indexOf(value)
  if (choice >= 0) return choice + 1
  let fewest = value.length
  for (let letters = 0; letters < Math.min(value.length, 6); letters++) {
    const cursor = at + letters
    const items = await suggest(text.slice(0, cursor) + rest, cursor)
    const index = items.slice(0, SEEN).findIndex((item) => item.start === at && item.newText === value)
    if (index >= 0) fewest = Math.min(fewest, letters + (letters === 0 && !reopens ? 1 : 0) + index + 1)
  }
  return fewest
}

/** A snippet as literal texts and tab stops. */
export function partsOf(snippet: string): Part[] {
  const parts: Part[] = []
  const literal = (text: string): void => {
    const last = parts.at(-1)
    if (typeof last === 'string') parts[parts.length - 1] = last + text
    else parts.push(text)
  }
  for (const [whole, escaped, choiceStop, list, givenStop, given, plain] of snippet.matchAll(
    /\\([\\$}|,])|\$\{(\d+)\|((?:\\.|[^|])*)\|\}|\$\{(\d+):((?:\\.|[^}\\])*)\}|\$\{?(\d+)\}?|[^\\$]+|[\\$]/g,
  )) {
    if (escaped !== undefined) literal(escaped)
    else if (choiceStop !== undefined) {
      const choices = (list ?? '').split(',')
      parts.push({ stop: Number(choiceStop), given: choices[0] ?? '', choices })
    } else if (givenStop !== undefined) parts.push({ stop: Number(givenStop), given: (given ?? '').replace(/\\(.)/g, '$1'), choices: [] })
    else if (plain !== undefined) parts.push({ stop: Number(plain), given: '', choices: [] })
    else literal(whole)
  }
  return parts
}
