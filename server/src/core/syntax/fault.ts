// Mistakes of reading in the server's words and in ours. Knows how the server counts lines; knows no YAML.
import type { Span } from '../text.ts'
import { isBreakOrEnd, lineNumber } from './characters.ts'
import type { SyntaxProblem } from './tree.ts'

/** Which of the server's stages stops; they run one after the other, so that the first stage's mistake hides the later ones. */
export type Stage = 'characters' | 'scan' | 'parse' | 'compose' | 'decode' | 'convert'

export interface Fault {
  readonly stage: Stage
  /** The server's words. */
  readonly problem: string
  /** Where the server stands when it gives up. */
  readonly at: number
  /** What the author should look at. */
  readonly span: Span
}

export type Report = (stage: Stage, problem: string, at: number, start?: number, end?: number) => void

/** The server reads ahead by so many bytes, and finds what is no character there before anything else. */
const READ_AHEAD = 512

/** The mistake that the server would name: the first that stops its reading, else the first of the stages that follow. */
export function firstFault(faults: readonly Fault[]): Fault | undefined {
  const earliest = (stage: Stage) =>
    faults.filter((fault) => fault.stage === stage).reduce<Fault | undefined>((a, b) => (a === undefined || b.at < a.at ? b : a), undefined)
  const characters = earliest('characters')
  const reading = faults.find((fault) => fault.stage === 'scan' || fault.stage === 'parse' || fault.stage === 'compose')
  if (characters !== undefined && (reading === undefined || characters.at < reading.at + READ_AHEAD)) return characters
  return reading ?? earliest('decode') ?? earliest('convert')
}

const PLAIN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^control characters/, 'A control character stands here, which YAML does not allow. Remove it.'],
  [/^found unexpected end of stream/, 'This quote is never closed. Add the closing quote.'],
  [/^found unexpected document indicator/, 'This quote is not closed before the end of its document. Add the closing quote.'],
  [
    /^found character that cannot start any token/,
    'No value can start with this character (a tab may not indent). Put the value in quotes, or indent with spaces.',
  ],
  [/^found unknown escape/, 'YAML does not know this escape. Double the backslash, or use single quotes.'],
  [/^did not find expected hexdecimal/, 'Hexadecimal digits must follow this escape. Double the backslash, or use single quotes.'],
  [/^found invalid Unicode/, 'This escape names no character: write the character itself, or \\U with eight digits.'],
  [/^could not find expected ':'/, 'A colon is missing after this key.'],
  [/^mapping values are not allowed/, 'A second `key:` cannot stand here. Put the value in quotes, or correct the indentation.'],
  [/^mapping keys are not allowed/, 'A key cannot start here. Put the value in quotes, or correct the indentation.'],
  [/^block sequence entries/, 'A list item cannot start here. Put the `-` on a line of its own.'],
  [/^did not find expected key/, 'This does not continue the map above. Correct its indentation.'],
  [/^did not find expected '-'/, 'This does not continue the list above. Correct its indentation, or start it with `- `.'],
  [/^did not find expected ',' or '\]'/, 'This list is not closed here. Add `,` or `]`.'],
  [/^did not find expected ',' or '\}'/, 'This map is not closed here. Add `,` or `}`.'],
  [/^did not find expected node content/, 'A value is missing here.'],
  [/^did not find expected comment or line break/, 'Nothing but a comment may follow here.'],
  [/^found a tab character/, 'A tab stands where only spaces may indent. Replace it by spaces.'],
  [
    /^did not find expected alphabetic/,
    'The name of an anchor or alias is made of letters, digits, `-` and `_`. Put the value in quotes if it is none.',
  ],
  [/^unknown anchor/, 'No anchor of this name stands above. Put the value in quotes if it is no alias.'],
  [/^anchor .* contains itself/, 'This alias stands inside the value that it repeats.'],
  [/^document contains excessive aliasing/, 'The aliases of this document multiply too often; the server refuses it.'],
  [/^exceeded max depth/, 'This is nested too deeply; the server refuses more than 10,000 levels.'],
  [/^map merge requires/, '`<<` takes a map, an alias of a map, or a list of those.'],
  [/^invalid map key/, 'A list or a map cannot be a key. If this is meant for a template engine, put it in quotes.'],
  [/^unsupported map key/, 'This key is no text to the server. Put it in quotes.'],
  [/^unsupported value/, 'The server has no such number. Put it in quotes if it is text.'],
  [/^cannot decode/, 'The value does not fit its tag.'],
  [/^!!binary/, 'This is no base64.'],
  [/^found incompatible YAML/, 'The server reads YAML 1.1 only. Remove the line.'],
  [/^found unknown directive/, 'The server does not know this directive. Remove the line.'],
]

/** The mistake as a problem of the document. */
export function faultProblem(text: string, fault: Fault): SyntaxProblem {
  const words = PLAIN_WORDS.find(([pattern]) => pattern.test(fault.problem))
  const message = words === undefined ? `The server cannot read this: ${fault.problem}.` : words[1]
  return { kind: 'unreadable', span: fault.span, message, serverMessage: serverMessage(text, fault) }
}

function serverMessage(text: string, fault: Fault): string {
  if (fault.stage === 'convert') return fault.problem.startsWith('unsupported value') ? `json: ${fault.problem}` : fault.problem
  if (fault.stage !== 'scan' && fault.stage !== 'parse') return `yaml: ${fault.problem}`
  // The server's scanner counts lines from one, its parser from zero, and neither names the first line.
  const line = serverLine(text, fault)
  const shown = fault.stage === 'scan' ? line + 1 : line
  return line === 0 ? `yaml: ${fault.problem}` : `yaml: line ${shown}: ${fault.problem}`
}

/** Lines before the fault. The end of the text stands on a line of its own for the parser, and where the fault says so. */
function serverLine(text: string, { at, stage }: Fault): number {
  const line = lineNumber(text, Math.min(at, text.length))
  if (at > text.length) return line + 1
  const unended = at === text.length && at > 0 && !isBreakOrEnd(text.charCodeAt(at - 1))
  return stage === 'parse' && unended ? line + 1 : line
}
