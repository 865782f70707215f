// `daemonset completion SHELL`: a script that completes commands, options, their values and rule ids. Made from the table in usage.ts.

import { SAMPLE_NAMES } from '../../core/inventory/samples.ts'
import { allRuleIds } from '../../core/rule-ids.ts'
import { UsageError } from '../arguments.ts'
import type { Terminal } from '../terminal.ts'
import { COMMANDS, type CommandSpec, type OptionSpec, SHELLS } from '../usage.ts'

/** Prints the script; the shell's user loads it with `eval` or `source`. */
export function completion([shell = '']: readonly string[], terminal: Terminal): number {
  const script = { bash, zsh, fish }[shell]
  if (script === undefined) throw new UsageError(`completion ${shell}: must be one of ${SHELLS.join(', ')}`)
  terminal.write(`${script().join('\n')}\n`)
  return 0
}

/** What can stand after an option; undefined: a file or a free text. */
function valuesOf(option: OptionSpec): readonly string[] | undefined {
  if (option.choices !== undefined) return option.choices
  if (option.name === 'rule') return [...allRuleIds()].sort()
  if (option.name === 'nodes') return SAMPLE_NAMES.map((name) => `sample:${name}`)
  return undefined
}

/** What can stand after a command; undefined: files. */
function operandsOf(command: CommandSpec): readonly string[] | undefined {
  if (command.name === 'explain') return [...allRuleIds()].sort()
  if (command.name === 'completion') return SHELLS
  return command.maximumOperands === 0 ? [] : undefined
}

const takesFile = (option: OptionSpec): boolean => option.type === 'string' && (option.value === 'PATH' || option.value === 'SOURCE')
const commandNames = (): string => COMMANDS.map(({ name }) => name).join(' ')
/** Before or instead of a command. */
const PROGRAM_OPTIONS = [
  { name: 'help', summary: 'the help' },
  { name: 'version', summary: 'the version' },
]
const optionNames = (command: CommandSpec): string => command.options.map(({ name }) => `--${name}`).join(' ')

/** Bash splits words at a colon too: `sample:eks` is three of them, of which the last is completed. */
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the shell's own variables
function bash(): string[] {
  const offer = (words: string): string => `COMPREPLY=($(compgen ${words} -- "$word"))`
  const values = COMMANDS.flatMap((command) =>
    command.options
      .filter((option) => option.type === 'string')
      .map((option) => {
        const words = `${takesFile(option) ? '-f ' : ''}-W "${valuesOf(option)?.join(' ') ?? ''}"`
        return `    "${command.name} --${option.name}") ${offer(words)}; return ;;`
      }),
  )
  return [
    '# bash: eval "$(daemonset completion bash)"',
    '_daemonset() {',
    '  local word="${COMP_WORDS[COMP_CWORD]}" command="${COMP_WORDS[1]}" at=$((COMP_CWORD - 1))',
    '  case "$word" in [:=]) word=; at=$COMP_CWORD ;; esac',
    '  local before="${COMP_WORDS[at]}"',
    '  if [ "$before" = "=" ]; then before="${COMP_WORDS[at - 1]}"; fi',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    ${offer(`-W "${commandNames()} help ${PROGRAM_OPTIONS.map(({ name }) => `--${name}`).join(' ')}"`)}; return`,
    '  fi',
    '  case "$command $before" in',
    `    *" :") ${offer(`-W "${SAMPLE_NAMES.join(' ')}"`)}; return ;;`,
    ...values,
    '  esac',
    '  case "$command" in',
    `    help) ${offer(`-W "${commandNames()}"`)} ;;`,
    ...COMMANDS.flatMap((command) => [
      `    ${command.name})`,
      `      if [[ "$word" == -* ]]; then ${offer(`-W "${optionNames(command)}"`)}; return; fi`,
      `      ${offer(operandsOf(command) === undefined ? '-f' : `-W "${operandsOf(command)?.join(' ')}"`)} ;;`,
    ]),
    '  esac',
    '}',
    'complete -o filenames -F _daemonset daemonset',
  ]
}

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the shell's own variables

/** For a single-quoted text in which a colon and brackets mean something to `_arguments` and `_describe`. */
const forZsh = (text: string): string => text.replaceAll("'", "'\\''").replace(/[:[\]]/g, '\\$&')

function zshOption(option: OptionSpec): string {
  const head = `${option.repeats ? '*' : ''}--${option.name}[${forZsh(option.summary)}]`
  if (option.type === 'boolean') return `'${head}'`
  const values = valuesOf(option)
  const words = values?.map(forZsh).join(' ')
  const files = words === undefined ? '_files' : `{ compadd -- ${words}; _files }`
  return `'${head}:${option.value?.replace(/[[\]].*/, '')}:${takesFile(option) ? files : words === undefined ? '' : `(${words})`}'`
}

function zsh(): string[] {
  const operands = (command: CommandSpec): string => {
    const words = operandsOf(command)
    if (words === undefined) return `'*:path:_files'`
    return words.length === 0 ? '' : `'1:${command.operands}:(${words.join(' ')})'`
  }
  return [
    '#compdef daemonset',
    '# zsh: eval "$(daemonset completion zsh)" after compinit, or write this to a file _daemonset in a folder of $fpath',
    '_daemonset() {',
    '  local -a commands',
    '  commands=(',
    ...COMMANDS.map((command) => `    '${command.name}:${forZsh(command.summary)}'`),
    "    'help:the help of a command'",
    '  )',
    '  if (( CURRENT == 2 )); then',
    `    _arguments ${PROGRAM_OPTIONS.map(({ name, summary }) => `'--${name}[${summary}]'`).join(' ')}`,
    "    _describe 'command' commands; return",
    '  fi',
    '  local command=$words[2]',
    '  shift words; (( CURRENT-- ))',
    '  case $command in',
    `    help) compadd -- ${commandNames()} ;;`,
    ...COMMANDS.map(
      (command) => `    ${command.name}) _arguments ${[...command.options.map(zshOption), operands(command)].filter(Boolean).join(' ')} ;;`,
    ),
    '  esac',
    '}',
    'compdef _daemonset daemonset',
  ]
}

const forFish = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

function fish(): string[] {
  const first = `not __fish_seen_subcommand_from ${commandNames()} help`
  return [
    '# fish: daemonset completion fish | source',
    `complete -c daemonset -n ${forFish(first)} -f`,
    ...COMMANDS.map((command) => `complete -c daemonset -n ${forFish(first)} -a ${command.name} -d ${forFish(command.summary)}`),
    `complete -c daemonset -n ${forFish(first)} -a help -d 'the help of a command'`,
    ...PROGRAM_OPTIONS.map(({ name, summary }) => `complete -c daemonset -n ${forFish(first)} -l ${name} -d ${forFish(summary)}`),
    `complete -c daemonset -n '__fish_seen_subcommand_from help' -f -a ${forFish(commandNames())}`,
    ...COMMANDS.flatMap((command) => {
      const here = `complete -c daemonset -n ${forFish(`__fish_seen_subcommand_from ${command.name}`)}`
      const operands = operandsOf(command)
      return [
        ...(operands === undefined ? [] : [`${here} -f${operands.length === 0 ? '' : ` -a ${forFish(operands.join(' '))}`}`]),
        ...command.options.map((option) => `${here} -l ${option.name}${fishValue(option)} -d ${forFish(option.summary)}`),
      ]
    }),
  ]
}

function fishValue(option: OptionSpec): string {
  if (option.type === 'boolean') return ''
  const values = valuesOf(option)
  return `${takesFile(option) ? ' -r' : ' -x'}${values === undefined ? '' : ` -a ${forFish(values.join(' '))}`}`
}
