// The text of --help, laid out as a manual page. Loaded only when it is asked for.
import { COMMANDS, type CommandSpec, type OptionSpec } from './usage.ts'

const COLUMNS = 80
const SOURCES: readonly Item[] = [
  ['FILE or FOLDER', 'Node objects: manifests, or what kubectl get nodes -o json (or yaml) prints'],
  ['sample[:NAME]', 'built-in nodes: kubeadm (default), eks, aks, gke, kind, minikube'],
]
const PATHS = 'PATH is a file, a folder (its .yaml, .yml and .json files; .gitignore applies in a git work tree) or - for standard input.'

type Item = readonly [term: string, says: string]

/** The help of one command, or of the program. */
export function helpText(command: CommandSpec | undefined): string {
  const sections = command === undefined ? programHelp() : commandHelp(command)
  return `${sections.map(([title, lines]) => [title, ...lines.map((line) => (line === '' ? '' : `  ${line}`))].join('\n')).join('\n\n')}\n`
}

type Section = readonly [title: string, lines: readonly string[]]

function programHelp(): Section[] {
  return [
    ['NAME', ['daemonset - what the API server would say to a DaemonSet, and where it runs']],
    ['SYNOPSIS', ['daemonset COMMAND [OPTION]... [PATH]...', 'daemonset help [COMMAND]', 'daemonset --version']],
    [
      'DESCRIPTION',
      wrapped(
        'Checks manifests of DaemonSets as the Kubernetes API server would, and says on which nodes they run and why not on the others. ' +
          `Offline: no cluster is asked, nothing is sent anywhere. ${PATHS}`,
      ),
    ],
    ['COMMANDS', items(COMMANDS.map(({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const))],
    [
      'OPTIONS',
      items([
        ['-h, --help', 'this help; after a command, its options'],
        ['--version', 'the version'],
      ]),
    ],
    ['NODES', ['For --nodes, which may be repeated:', '', ...items(SOURCES)]],
    ['FILES', items([['.daemonset.yaml', 'versions, nodes, severities and ignores of a project, in the folder of the files or above it']])],
    ['ENVIRONMENT', items([['NO_COLOR', 'no colours, as with --no-color']])],
    ['EXIT STATUS', exitStatus('something was found')],
    ['EXAMPLES', examples(COMMANDS.flatMap((command) => command.examples.slice(0, 1)))],
    ['SEE ALSO', ['daemonset COMMAND --help, daemonset explain RULE']],
  ]
}

function commandHelp(command: CommandSpec): Section[] {
  const { name, operands, summary, details, options, exitOne } = command
  const takesPaths = operands.startsWith('PATH')
  const takesNodes = options.some((option) => option.name === 'nodes')
  const description = [...details, ...(takesPaths ? [PATHS] : [])].join(' ')
  return [
    ['NAME', wrapped(`daemonset ${name} - ${summary}`)],
    ['SYNOPSIS', [`daemonset ${name} ${operands} [OPTION]...`.replace('  ', ' ')]],
    ...(description === '' ? [] : [['DESCRIPTION', wrapped(description)] as const]),
    ['OPTIONS', items(options.map((option) => [optionTerm(option), option.summary] as const))],
    ...(takesNodes ? [['SOURCE', items(SOURCES)] as const] : []),
    ['EXIT STATUS', exitStatus(exitOne)],
    ['EXAMPLES', examples(command.examples)],
  ]
}

const optionTerm = ({ name, value }: OptionSpec): string => `${name === 'help' ? '-h, ' : ''}--${name}${value === undefined ? '' : ` ${value}`}`

function exitStatus(one: string | undefined): string[] {
  return items([
    ['0', one === undefined ? 'done' : 'clean'],
    ...(one === undefined ? [] : [['1', one] as const]),
    ['2', 'wrong usage, or a path, a nodes file or a minor that cannot be used'],
  ])
}

/** Terms beside what they mean, or above it where one is long; no line is longer than a terminal is wide. */
function items(list: readonly Item[]): string[] {
  const width = Math.max(...list.map(([term]) => term.length))
  if (width <= 20)
    return list.flatMap(([term, says]) => wrapped(says, COLUMNS - 4 - width).map((line, at) => `${(at === 0 ? term : '').padEnd(width)}  ${line}`))
  return list.flatMap(([term, says]) => [term, ...wrapped(says, COLUMNS - 8).map((line) => `      ${line}`)])
}

function examples(list: readonly Item[]): string[] {
  return list.flatMap(([command, says], at) => [...(at === 0 ? [] : ['']), `# ${says}`, command])
}

function wrapped(text: string, columns = COLUMNS - 2): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
