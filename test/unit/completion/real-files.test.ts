// Completion in real-looking manifests: every key of the examples is taken out, with what stands below it, and asked for where it stood.
// What the author wrote there has to be among the first five.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { splitDocuments } from '../../../server/src/core/syntax/split-documents.ts'
import { completeAt } from './manifest.ts'

const EXAMPLES = new URL('../../../examples/', import.meta.url)

interface Position {
  readonly where: string
  readonly wanted: string
  /** Of which the cursor stands behind `letters` of the key. */
  text(letters: number): string
}

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0

function positionsIn(name: string): Position[] {
  const file = readFileSync(new URL(name, EXAMPLES), 'utf8')
  return splitDocuments(file).flatMap(({ span }) => {
    const text = file.slice(span.start, span.end)
    return /^kind: DaemonSet$/m.test(text) ? positionsOf(name, text.split('\n')) : []
  })
}

function positionsOf(name: string, lines: readonly string[]): Position[] {
  return lines.flatMap((line, index) => {
    const [, lead, key] = /^( *(?:- )?)([A-Za-z]\w*):(?: |$)/.exec(line) ?? []
    // Without its kind it is nobody's DaemonSet.
    if (lead === undefined || key === undefined || key === 'kind' || isInMap(lines, index)) return []
    let end = index + 1
    while (end < lines.length && belongsTo(lines[end] ?? '', lead)) end++
    return [
      {
        where: `${name}:${index + 1}`,
        wanted: key,
        text: (letters: number) => [...lines.slice(0, index), `${lead}${key.slice(0, letters)}$0`, ...lines.slice(end)].join('\n'),
      },
    ]
  })
}

/** Names of one's own: labels, selectors, annotations. */
function isInMap(lines: readonly string[], index: number): boolean {
  const indent = indentOf(lines[index] ?? '')
  const above = lines.slice(0, index).findLast((line) => line.trim() !== '' && indentOf(line) < indent) ?? ''
  return /^ *(labels|matchLabels|annotations|nodeSelector):/.test(above)
}

function belongsTo(line: string, lead: string): boolean {
  if (line.trim() === '' || indentOf(line) > lead.length) return true
  return indentOf(line) === lead.length && !lead.includes('-') && /^ *- /.test(line)
}

test('the key that was written is among the first five, behind its first letter and mostly without any', () => {
  const positions = readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap(positionsIn)
  assert.ok(positions.length >= 100, `${positions.length} positions`)
  const misses = (letters: number): string[] =>
    positions.flatMap(({ where, wanted, text }) => {
      const first = completeAt(text(letters)).slice(0, 5)
      // A whole item brings its keys. One example has a key cut short by mistake.
      const fits = first.some(({ label, insertText }) => label.startsWith(wanted) || insertText.replace(/^ ?(- )?/, '').startsWith(`${wanted}:`))
      return fits ? [] : [`${where} ${wanted}: ${first.map(({ label }) => label)}`]
    })
  assert.deepEqual(misses(1), [])
  const without = misses(0)
  assert.ok(without.length <= 0.04 * positions.length, without.join('\n'))
})
