// Markdown for hovers, made from values that nobody has checked: node names, labels and taints come from files. Knows no Kubernetes.

/** Text that Markdown shows as it is: nothing in it becomes a link, an image, HTML or emphasis. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]()#+\-.!|<>~$&]/g, (character) => (/[.\-()]/.test(character) ? character : `\\${character}`))
}

/** A name in code style, whatever it holds. */
export function codeSpan(text: string): string {
  const shown = oneLine(text)
  if (shown.trim() === '') return '""'
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return longest > 0 ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`
}

/** How a sentence is written down: as Markdown, or plainly for a terminal, a title or a test. */
export interface Pen {
  /** A name, label or taint. */
  name(text: string): string
  /** Prose that may hold unchecked values. */
  prose(text: string): string
  strong(text: string): string
}

export const MARKDOWN: Pen = { name: codeSpan, prose: escapeMarkdown, strong: (text) => `**${escapeMarkdown(text)}**` }
export const PLAIN: Pen = { name: oneLine, prose: oneLine, strong: oneLine }

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  return text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ')
}

/** The most names that a sentence lists. */
const NAMES = 8

/** `a, b, c and 12 more`. */
export function listNames(names: readonly string[], pen: Pen, most: number = NAMES): string {
  const shown = names.slice(0, most).map((name) => pen.name(name))
  return names.length > most ? `${shown.join(', ')} and ${names.length - most} more` : shown.join(', ')
}

/** `1 node`, `3 nodes`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
