// Expands a snippet as the editor does when every placeholder keeps its default (the part of the TextMate grammar that our snippets use).

/** The text; a tab stop takes the default of its first placeholder, a choice its first item. Throws where the grammar is left. */
export function expandSnippet(body: readonly string[]): string {
  const source = body.join('\n')
  const defaults = new Map<string, string>()
  for (const { number, content } of placeholders(source)) if (!defaults.has(number)) defaults.set(number, content)
  const resolve = (text: string, depth: number): string => {
    if (depth > 5) throw new Error(`placeholders contain each other: ${text}`)
    return text.replace(
      TAB_STOP,
      (_all, escaped?: string, plain?: string, withDefault?: string, content?: string, choice?: string, items?: string) => {
        if (escaped !== undefined) return escaped
        if (choice !== undefined) return firstChoice(items ?? '')
        const number = plain ?? withDefault ?? ''
        const found = content ?? defaults.get(number) ?? ''
        return resolve(found, depth + 1)
      },
    )
  }
  return resolve(source, 0)
}

/** Numbers of the tab stops, in the order of the text. */
export function tabStops(body: readonly string[]): number[] {
  return [...body.join('\n').matchAll(TAB_STOP)].flatMap(([, escaped, plain, withDefault, , choice]) => {
    const number = plain ?? withDefault ?? choice
    return escaped !== undefined || number === undefined ? [] : [Number(number)]
  })
}

// \x, $1, ${1:default with $2 inside}, ${1|a,b|}
const TAB_STOP = /\\([$}\\])|\$(\d+)|\$\{(\d+)(?::((?:\\[$}\\]|\$\d+|[^$}\\])*))?\}|\$\{(\d+)\|((?:\\.|[^|\\])*)\|\}/g

function* placeholders(source: string): Iterable<{ number: string; content: string }> {
  for (const [, , , withDefault, content, choice, items] of source.matchAll(TAB_STOP)) {
    if (choice !== undefined) yield { number: choice, content: firstChoice(items ?? '') }
    else if (withDefault !== undefined && content !== undefined) yield { number: withDefault, content }
  }
}

const firstChoice = (items: string): string => (/^(?:\\.|[^,\\])*/.exec(items)?.[0] ?? '').replace(/\\([$}\\,|])/g, '$1')
