// The text of --help. Loaded only when it is asked for.
import { COMMANDS, type CommandSpec } from './usage.ts'

const SOURCES = [
  '  FILE or FOLDER       Node objects: manifests, or what kubectl get nodes -o json (or yaml) prints',
  '  sample[:NAME]        built-in nodes: kubeadm (default), eks, aks, gke, kind, minikube',
  '  cluster[:CONTEXT]    the nodes of a cluster, read-only',
]

/** The help of one command, or of the program. */
export function helpText(command: CommandSpec | undefined): string {
  return `${(command === undefined ? programHelp() : commandHelp(command)).join('\n')}\n`
}

function programHelp(): string[] {
  const width = Math.max(...COMMANDS.map((command) => `${command.name} ${command.operands}`.length))
  return [
    'daemonset: what the API server would say to a DaemonSet, and on which nodes it runs and why. Offline.',
    '',
    'Usage: daemonset COMMAND [OPTION]... [PATH]...',
    '',
    'Commands:',
    ...COMMANDS.map((command) => `  ${`${command.name} ${command.operands}`.padEnd(width)}  ${command.summary}`),
    '',
    'PATH is a file, a folder (its .yaml, .yml and .json files; .gitignore applies in a git work tree) or - for standard input.',
    '',
    'Nodes (--nodes, may be repeated):',
    ...SOURCES,
    '',
    'Settings of a project stand in .daemonset.yaml, in the folder of the files or above it.',
    '',
    'Examples:',
    ...examples(COMMANDS.flatMap((command) => command.examples.slice(0, 1))),
    '',
    'Exit code: 0 clean, 1 something was found, 2 the call is wrong or a path, a nodes file or a minor cannot be used.',
    'More: daemonset COMMAND --help, daemonset --version',
  ]
}

function commandHelp(command: CommandSpec): string[] {
  const names = command.options.map((option) => `--${option.name}${option.value === undefined ? '' : ` ${option.value}`}`)
  const width = Math.max(...names.map((name) => name.length))
  return [
    `daemonset ${command.name}: ${command.summary}`,
    '',
    `Usage: daemonset ${command.name} ${command.operands} [OPTION]...`.replace('  ', ' '),
    ...(command.details.length > 0 ? ['', ...command.details] : []),
    '',
    'Options:',
    ...command.options.map((option, index) => `  ${(names[index] ?? '').padEnd(width)}  ${option.summary}`),
    ...(command.options.some((option) => option.name === 'nodes') ? ['', 'SOURCE:', ...SOURCES] : []),
    '',
    'Examples:',
    ...examples(command.examples),
    ...(command.exitOne === undefined ? [] : ['', `Exit code: 0 clean, 1 ${command.exitOne}, 2 wrong usage, a missing PATH or unusable nodes.`]),
  ]
}

function examples(list: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...list.map(([command]) => command.length))
  return list.map(([command, says]) => `  ${command.padEnd(width)}  # ${says}`)
}
