// Writes l10n/bundle.l10n.json: every text of the client and of the panel's page that goes through l10n.t, for translators.
//   node --import tsx scripts/l10n.ts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const client = new URL('../client/src/', import.meta.url)
const BUNDLE = new URL('../l10n/bundle.l10n.json', import.meta.url)
const CALL = /\bl10n\.t\(/g
const CALL_WITH_TEXT = /\bl10n\.t\(\s*(?:'((?:[^'\\\n]|\\['"\\])*)'|"((?:[^"\\\n]|\\['"\\])*)")/g

/** The texts of a source file. Throws where one is not written out: nobody could translate it. */
export function textsOf(source: string, name: string): string[] {
  const texts = [...source.matchAll(CALL_WITH_TEXT)].map(([, single, double]) => (single ?? double ?? '').replace(/\\(.)/g, '$1'))
  const calls = source.match(CALL)?.length ?? 0
  if (texts.length !== calls) throw new Error(`${name}: ${calls} calls of l10n.t, but ${texts.length} with a plain text`)
  return texts
}

/** The bundle as it should be now. */
export function currentBundle(): string {
  const files = readdirSync(client, { recursive: true }).map((file) => String(file).replaceAll('\\', '/'))
  const texts = files.filter((file) => file.endsWith('.ts')).flatMap((file) => textsOf(readFileSync(new URL(file, client), 'utf8'), file))
  const sorted = [...new Set(texts)].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0))
  return `${JSON.stringify(Object.fromEntries(sorted.map((text) => [text, text])), undefined, 2)}\n`
}

/** The bundle as it is. */
export const storedBundle = (): string => readFileSync(BUNDLE, 'utf8')

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(BUNDLE, currentBundle())
