// Comments that hide a rule: `# daemonset-ignore rule-id[, rule-id]: reason` on the line or the line above, and
// `# daemonset-ignore-file rule-id: reason` for the whole document. What the server refuses cannot be hidden.
import { indentOf, lineEnd, lineStart, nextLine } from '../edits/layout.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import type { Fix, Problem, Severity } from '../problem.ts'
import type { SyntaxDocument } from '../syntax/tree.ts'
import type { Span, TextEdit } from '../text.ts'
import { RULES } from './index.ts'

interface Ignore {
  readonly rule: string
  /** The rule's name in the comment. */
  readonly span: Span
  readonly comment: Span
  readonly alone: boolean
  readonly file: boolean
  /** Start of the line that it speaks of. */
  readonly line: number
}

const PATTERN = /^#\s*daemonset-ignore(-file)?\s+([a-z\d][\w.-]*(?:\s*,\s*[a-z\d][\w.-]*)*)\s*(?::|$)/

/**
 * Leaves out the problems that a comment hides, and adds a hint for each comment that hides nothing.
 * @param severities severity by rule id where it differs from the rule's own
 */
export function suppress(
  problems: readonly Problem[],
  daemonset: LocatedDaemonSet,
  severities: Readonly<Record<string, Severity | 'off'>> = {},
): Problem[] {
  const ignores = ignoresOf(daemonset)
  if (ignores.length === 0) return [...problems]
  const used = new Set<Ignore>()
  const shown = problems.filter((problem) => {
    if (problem.origin === 'decode' || problem.origin === 'server') return true
    const line = lineStart(daemonset.document.text, problem.span.start)
    const hiding = ignores.filter((ignore) => ignore.rule === problem.rule && (ignore.file || ignore.line === line))
    for (const ignore of hiding) used.add(ignore)
    return hiding.length === 0
  })
  if (severities['unused-ignore'] === 'off') return shown
  const hint = severities['unused-ignore'] ?? 'hint'
  const unused = ignores.filter((ignore) => !used.has(ignore) && isTellable(ignore, daemonset, severities))
  return [...shown, ...unused.map((ignore) => unusedIgnore(ignore, daemonset.document, problems, hint))]
}

function ignoresOf(daemonset: LocatedDaemonSet): readonly Ignore[] {
  const { document, root, item } = daemonset
  return document.comments.flatMap(({ span }) => {
    if (item !== undefined && (span.end < lineStart(document.text, root.span.start) || span.start > root.span.end)) return []
    return ignoresIn(document.text, span)
  })
}

function ignoresIn(text: string, comment: Span): readonly Ignore[] {
  const match = PATTERN.exec(text.slice(comment.start, comment.end).trimEnd())
  const names = match?.[2]
  if (match === null || names === undefined) return []
  const alone = text.slice(lineStart(text, comment.start), comment.start).trim() === ''
  const line = alone ? nextContentLine(text, comment.start) : lineStart(text, comment.start)
  const from = comment.start + match[0].indexOf(names, match[0].indexOf('ignore') + 6)
  return [...names.matchAll(/[^\s,]+/g)].map((name) => {
    const start = from + name.index
    return { rule: name[0], span: { start, end: start + name[0].length }, comment, alone, file: match[1] !== undefined, line }
  })
}

/** The next line that holds more than a comment. */
function nextContentLine(text: string, offset: number): number {
  let line = nextLine(text, offset)
  while (line < text.length && /^\s*#/.test(text.slice(line, lineEnd(text, line)))) line = nextLine(text, line)
  return line
}

/** Only of rules that could have spoken: not of those that are off, or that look at nodes, files or versions that may be unknown here. */
function isTellable(ignore: Ignore, daemonset: LocatedDaemonSet, severities: Readonly<Record<string, Severity | 'off'>>): boolean {
  if (severities[ignore.rule] === 'off' || daemonset.template) return false
  const rule = RULES.find(({ id }) => id === ignore.rule)
  if (rule?.severity === 'off' && severities[ignore.rule] === undefined) return false
  return rule?.needs === undefined && !(ignore.file && daemonset.item !== undefined)
}

function unusedIgnore(ignore: Ignore, document: SyntaxDocument, problems: readonly Problem[], severity: Severity): Problem {
  const refused = problems.some(({ rule, origin }) => rule === ignore.rule && (origin === 'decode' || origin === 'server'))
  const known = refused || RULES.some(({ id }) => id === ignore.rule)
  return {
    rule: 'unused-ignore',
    origin: 'lint',
    severity,
    message: refused
      ? `What the API server refuses cannot be ignored, so this comment does not hide ${ignore.rule}. Mend the problem instead.`
      : known
        ? `Nothing here is reported by ${ignore.rule}, so this comment hides nothing. Remove it.`
        : `There is no rule ${ignore.rule}, so this comment hides nothing. Remove it, or name the rule that is meant.`,
    field: null,
    reason: null,
    span: ignore.span,
    tags: ['unnecessary'],
    fixes: () => [{ title: 'Remove the comment', preferred: true, safe: true, edits: [removal(ignore, document.text)] }],
  }
}

function removal(ignore: Ignore, text: string): TextEdit {
  const { comment, span, alone } = ignore
  const written = text.slice(comment.start, comment.end)
  const others = PATTERN.exec(written.trimEnd())?.[2]?.includes(',')
  if (others) {
    const after = /^\s*,\s*/.exec(text.slice(span.end, comment.end))
    if (after) return { span: { start: span.start, end: span.end + after[0].length }, newText: '' }
    const before = /\s*,\s*$/.exec(text.slice(comment.start, span.start))
    return { span: { start: span.start - (before?.[0].length ?? 0), end: span.end }, newText: '' }
  }
  if (alone) return { span: { start: lineStart(text, comment.start), end: nextLine(text, comment.end) }, newText: '' }
  let start = comment.start
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start -= 1
  return { span: { start, end: comment.end }, newText: '' }
}

/** The quick fix that hides a problem with a comment on the line above; undefined where none can stand (JSON) or hides nothing. */
export function suppressionFix(problem: Problem, document: SyntaxDocument): Fix | undefined {
  if (problem.origin === 'decode' || problem.origin === 'server' || problem.rule === 'unused-ignore') return undefined
  const { text, root } = document
  if (root === null || (root.kind !== 'scalar' && root.flow)) return undefined
  const at = lineStart(text, problem.span.start)
  const indent = /^\s*/.exec(text.slice(at, lineEnd(text, at)))?.[0] ?? indentOf(text, problem.span.start)
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const newText = `${indent}# daemonset-ignore ${problem.rule}: reason${newline}`
  return { title: `Ignore ${problem.rule} here`, preferred: false, safe: false, edits: [{ span: { start: at, end: at }, newText }] }
}
