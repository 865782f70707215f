// The one place through which the command line speaks: standard output, standard error, colours. Knows nothing of DaemonSets.

/** What the commands may use of the outside world; the tests pass one that collects. */
export interface Terminal {
  /** To standard output; the text ends its own lines. */
  write(text: string): void
  /** One line to standard error. */
  complain(message: string): void
  readStandardInput(): Uint8Array
  /** Colours are wanted and can be shown. */
  readonly colors: boolean
  /** Width of the terminal, for cutting very long lines. */
  readonly columns: number
  /** Folder that relative paths start from. */
  readonly cwd: string
}

type Stream = { write(text: string): unknown; readonly isTTY?: boolean; on(event: 'error', listener: (error: Error) => void): unknown }

/**
 * The terminal of a process. When the reader of our output goes away (`| head`), what remains is dropped in silence, and the
 * exit code is still that of the whole answer.
 */
export function processTerminal(
  stdout: Stream & { readonly columns?: number },
  stderr: Stream,
  readStandardInput: () => Uint8Array,
  environment: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Terminal {
  const closed = new Set<Stream>()
  for (const stream of [stdout, stderr])
    stream.on('error', (error) => {
      closed.add(stream)
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') process.exitCode = 2
    })
  const send = (stream: Stream, text: string): void => {
    if (!closed.has(stream) && text !== '') stream.write(text)
  }
  return {
    write: (text) => send(stdout, text),
    complain: (message) => send(stderr, `${message}\n`),
    readStandardInput,
    colors: wantsColors(stdout.isTTY === true, environment),
    columns: stdout.columns ?? 120,
    cwd,
  }
}

/** https://no-color.org: any value that is not empty switches colours off; FORCE_COLOR switches them on where there is no terminal. */
function wantsColors(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): boolean {
  if (environment.NO_COLOR) return false
  if (environment.FORCE_COLOR !== undefined) return environment.FORCE_COLOR !== '0'
  return isTerminal && environment.TERM !== 'dumb'
}

export type Paint = (style: Style, text: string) => string
export type Style = 'red' | 'yellow' | 'blue' | 'cyan' | 'green' | 'bold' | 'dim'

const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
  green: [32, 39],
  bold: [1, 22],
  dim: [2, 22],
}

/** Colours text, or leaves it alone. */
export const painter = (colors: boolean): Paint =>
  colors ? (style, text) => `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m` : (_style, text) => text
