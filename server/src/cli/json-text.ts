// JSON of what the YAML reader gives: integers of any size (bigint), and values nested deeper than JSON.stringify can go.

type Frame = { readonly close: string; readonly entries: Iterator<readonly [key: string | undefined, value: unknown]>; first: boolean }

/** As JSON.stringify(value, null, indent), and integers as they are. */
export function jsonText(root: unknown, indent = 0): string {
  const parts: string[] = []
  const open: Frame[] = []
  const lineBreak = (depth: number): string => (indent > 0 ? `\n${' '.repeat(indent * depth)}` : '')
  const begin = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      parts.push(scalarText(value))
      return
    }
    const list = Array.isArray(value)
    parts.push(list ? '[' : '{')
    open.push({ close: list ? ']' : '}', entries: list ? itemsOf(value) : entriesOf(value), first: true })
  }
  begin(root)
  for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
    const next = frame.entries.next()
    if (next.done) {
      open.pop()
      parts.push(frame.first ? '' : lineBreak(open.length), frame.close)
      continue
    }
    const [key, value] = next.value
    parts.push(frame.first ? '' : ',', lineBreak(open.length))
    frame.first = false
    if (key !== undefined) parts.push(JSON.stringify(key), indent > 0 ? ': ' : ':')
    begin(value)
  }
  return parts.join('')
}

function* itemsOf(list: readonly unknown[]): Iterator<readonly [undefined, unknown]> {
  for (const item of list) yield [undefined, item]
}

function* entriesOf(map: object): Iterator<readonly [string, unknown]> {
  for (const [key, value] of Object.entries(map)) if (value !== undefined) yield [key, value]
}

const scalarText = (value: unknown): string => (typeof value === 'bigint' ? value.toString() : (JSON.stringify(value) ?? 'null'))
