// From the words of the command line to a command with checked options. Reads no file, prints nothing.
import { parseArgs } from 'node:util'
import type { Severity } from '../core/problem.ts'
import { COMMANDS, type CommandName, type CommandSpec, commandNamed, type OptionSpec } from './usage.ts'

/** A mistake in calling the program: exit code 2. The message says what was expected. */
export class UsageError extends Error {}

export interface Options {
  /** As written: `1.33,1.37`; undefined: by the project file, else the newest. */
  readonly kubernetes: string | undefined
  /** As written, one per `--nodes`. */
  readonly nodes: readonly string[]
  readonly format: 'text' | 'json' | 'sarif' | 'github' | 'junit'
  readonly quiet: boolean
  readonly noColor: boolean
  readonly failOn: Severity | 'never'
  readonly previous: string | undefined
  readonly minNodes: number | undefined
  readonly against: string | undefined
  readonly together: boolean
  readonly rules: readonly string[]
  readonly dryRun: boolean
  readonly notReady: number
}

export type Invocation =
  | { readonly kind: 'run'; readonly command: CommandName; readonly operands: readonly string[]; readonly options: Options }
  | { readonly kind: 'help'; readonly command: CommandName | undefined }
  | { readonly kind: 'version' }

type Values = Map<string, (string | true)[]>

/** Throws UsageError for whatever the table in usage.ts does not allow. */
export function parseArguments(words: readonly string[]): Invocation {
  const first = words[0]
  if (first === undefined) throw new UsageError(`a command is missing: ${listCommands()}`)
  if (first === '--version') return { kind: 'version' }
  if (first === '--help' || first === '-h' || first === 'help') return helpFor(words[1])
  const command = commandNamed(first)
  if (command === undefined) throw new UsageError(unknownCommand(first))
  const { values, operands } = scan(command, words.slice(1))
  if (values.has('help')) return { kind: 'help', command: command.name }
  if (operands.length < command.minimumOperands)
    throw new UsageError(`${command.name}: ${command.operands.replace('...', '')} is missing: daemonset ${command.name} ${command.operands}`)
  if (operands.length > command.maximumOperands)
    throw new UsageError(`${command.name}: unexpected ${JSON.stringify(operands[command.maximumOperands])}`)
  return { kind: 'run', command: command.name, operands, options: toOptions(values) }
}

function scan(command: CommandSpec, words: readonly string[]): { values: Values; operands: string[] } {
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      ...Object.fromEntries(command.options.map((option) => [option.name, { type: option.type }])),
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const values: Values = new Map()
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const option = command.options.find((known) => known.name === token.name)
    if (option === undefined) throw new UsageError(unknownOption(command, token.rawName))
    const before = values.get(option.name)
    if (before !== undefined && option.type === 'string' && !option.repeats) throw new UsageError(`--${option.name} is given twice`)
    values.set(option.name, [...(before ?? []), optionValue(option, token.value)])
  }
  return { values, operands }
}

function optionValue(option: OptionSpec, value: string | undefined): string | true {
  if (option.type === 'boolean') {
    if (value !== undefined) throw new UsageError(`--${option.name} takes no value`)
    return true
  }
  if (value === undefined || value === '') throw new UsageError(`--${option.name} needs a value: --${option.name} ${option.value}`)
  if (option.choices !== undefined && !option.choices.includes(value))
    throw new UsageError(`--${option.name} ${value}: must be one of ${option.choices.join(', ')}`)
  return value
}

function toOptions(values: Values): Options {
  const texts = (name: string): string[] => (values.get(name) ?? []).filter((value) => value !== true)
  const text = (name: string): string | undefined => texts(name)[0]
  return {
    kubernetes: text('kubernetes'),
    nodes: texts('nodes'),
    format: (text('format') ?? 'text') as Options['format'],
    quiet: values.has('quiet'),
    noColor: values.has('no-color'),
    failOn: (text('fail-on') ?? 'error') as Options['failOn'],
    previous: text('previous'),
    minNodes: count('min-nodes', text('min-nodes')),
    against: text('against'),
    together: values.has('together'),
    rules: texts('rule'),
    dryRun: values.has('dry-run'),
    notReady: count('not-ready', text('not-ready')) ?? 0,
  }
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} ${text}: must be a whole number, 0 or more`)
  return Number(text)
}

function helpFor(name: string | undefined): Invocation {
  if (name === undefined) return { kind: 'help', command: undefined }
  const command = commandNamed(name)
  if (command === undefined) throw new UsageError(unknownCommand(name))
  return { kind: 'help', command: command.name }
}

const listCommands = (): string => COMMANDS.map((command) => command.name).join(', ')

function unknownCommand(word: string): string {
  if (word.startsWith('-') && word !== '-') return `unknown option ${word} before the command; commands are ${listCommands()}`
  const looksLikePath = word === '-' || /[./\\]/.test(word)
  return looksLikePath
    ? `${JSON.stringify(word)} is no command; to check a file: daemonset check ${word}`
    : `unknown command ${JSON.stringify(word)}; commands are ${listCommands()}`
}

function unknownOption(command: CommandSpec, rawName: string): string {
  const elsewhere = COMMANDS.filter((other) => other.options.some((option) => `--${option.name}` === rawName)).map((other) => other.name)
  const where = elsewhere.length > 0 ? `; it belongs to ${elsewhere.join(', ')}` : `; see daemonset ${command.name} --help`
  return `${command.name}: unknown option ${rawName}${where}`
}
