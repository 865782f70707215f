// The actions of a template in its text: where they start and end, and whether they print. Knows the languages' marks and words only.
import type { Span } from '../text.ts'

export interface Action extends Span {
  readonly text: string
  /** open, middle, close: of a block (`if`, `else`, `end`). none: neither prints nor steers (comments, assignments). */
  readonly role: 'open' | 'middle' | 'close' | 'none' | 'output'
  /** What stands inside is only defined here and printed elsewhere. */
  readonly defines: boolean
}

const START = /\{\{|\{%|\{#|<%/g
const CLOSERS: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' }

/** All actions in the order of the text. One that is never closed ends with its line. */
export function findActions(text: string): Action[] {
  const actions: Action[] = []
  START.lastIndex = 0
  for (let match = START.exec(text); match !== null; match = START.exec(text)) {
    const opener = match[0]
    const end = endOfAction(text, match.index, opener)
    const content = text.slice(match.index, end)
    actions.push({ start: match.index, end, text: content, ...roleOf(content, opener) })
    START.lastIndex = end
  }
  return actions
}

function endOfAction(text: string, start: number, opener: string): number {
  const closer = CLOSERS[opener] ?? '}}'
  const comment = opener === '{{' && /^\{\{-?\s*\/\*/.test(text.slice(start, start + 100))
  if (comment) {
    const close = text.indexOf('*/', start)
    const end = close < 0 ? -1 : text.indexOf('}}', close)
    if (end >= 0) return end + 2
  }
  let quote = ''
  let lineEnd = -1
  for (let i = start + 2; i < text.length; i++) {
    const character = text.charAt(i)
    if (character === '\n' && lineEnd < 0) lineEnd = i
    if (quote !== '') {
      if (character === '\\' && quote === '"') i++
      else if (character === quote || (character === '\n' && quote !== '`')) quote = ''
    } else if (text.startsWith(closer, i)) return i + 2 + (opener === '{{' ? extraBraces(text, start, i) : 0)
    else if (text.startsWith(opener, i)) return lineEnd < 0 ? i : lineEnd
    else if (opener === '{{' && (character === '"' || character === '`')) quote = character
  }
  return lineEnd < 0 ? text.length : lineEnd
}

/** `{{{ x }}}` closes with three braces. */
function extraBraces(text: string, start: number, close: number): number {
  return text.charAt(start + 2) === '{' && text.charAt(close + 2) === '}' ? 1 : 0
}

function roleOf(content: string, opener: string): { role: Action['role']; defines: boolean } {
  const inner = content
    .slice(2, -2)
    .replace(/^[-~+]/, '')
    .replace(/[-~]$/, '')
    .trim()
  const role = (role: Action['role'], defines = false) => ({ role, defines })
  if (opener === '{#') return role('none')
  if (opener === '{%') return role(jinjaRole(inner))
  if (opener === '<%') return role(erbRole(inner))
  if (inner.startsWith('/*') || inner.startsWith('!')) return role('none')
  if (/^(if|range|with|block)\b/.test(inner)) return role('open')
  if (/^define\b/.test(inner)) return role('open', true)
  if (/^else\b/.test(inner)) return role('middle')
  if (/^end\b/.test(inner)) return role('close')
  if (/^(break|continue|fail)\b/.test(inner) || /^\$\w*\s*(,\s*\$\w+\s*)?:?=/.test(inner)) return role('none')
  // Handlebars and mustache.
  if (/^[#^]/.test(inner)) return role('open')
  if (inner.startsWith('/')) return role('close')
  return role('output')
}

function jinjaRole(inner: string): Action['role'] {
  if (/^(if|for|with|block|macro|call|filter|raw)\b/.test(inner)) return 'open'
  if (/^(else|elif)\b/.test(inner)) return 'middle'
  if (/^end\w+/.test(inner)) return 'close'
  return /^include\b/.test(inner) ? 'output' : 'none'
}

function erbRole(inner: string): Action['role'] {
  if (inner.startsWith('=')) return 'output'
  if (/^(if|unless|case|while|for)\b/.test(inner) || /\bdo(\s*\|[^|]*\|)?$/.test(inner)) return 'open'
  if (/^(else|elsif|when)\b/.test(inner)) return 'middle'
  return /^end\b/.test(inner) ? 'close' : 'none'
}
