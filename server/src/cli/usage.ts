// The commands and options of the command line as one table: arguments.ts parses by it, help.ts prints it. Knows no behaviour.

/** Options whose value is text; `repeats`: may be given more than once. */
export interface OptionSpec {
  readonly name: string
  readonly type: 'string' | 'boolean'
  readonly repeats?: true
  /** Placeholder of the value in the help. */
  readonly value?: string
  readonly choices?: readonly string[]
  readonly summary: string
}

export interface CommandSpec {
  readonly name: CommandName
  /** What stands after the command's name. */
  readonly operands: string
  readonly minimumOperands: number
  readonly maximumOperands: number
  readonly summary: string
  readonly details: readonly string[]
  readonly options: readonly OptionSpec[]
  readonly examples: readonly (readonly [command: string, says: string])[]
  /** What 1 means for this command; 0 and 2 mean the same everywhere. */
  readonly exitOne?: string
}

export type CommandName = 'check' | 'nodes' | 'fix' | 'rollout' | 'read' | 'explain' | 'lsp' | 'completion'

/** Shells that `completion` knows. */
export const SHELLS: readonly string[] = ['bash', 'zsh', 'fish']
export const SEVERITIES = ['hint', 'information', 'warning', 'error'] as const

const kubernetes: OptionSpec = {
  name: 'kubernetes',
  type: 'string',
  value: 'MINOR[,MINOR]',
  summary: 'Kubernetes minors to judge by, such as 1.37 or 1.33,1.37 (default: the newest that is known)',
}
const nodes: OptionSpec = {
  name: 'nodes',
  type: 'string',
  repeats: true,
  value: 'SOURCE',
  summary: 'nodes to judge by: a file or folder of Node objects, or sample[:NAME] (default: Nodes under PATH, else sample)',
}
const format = (...choices: string[]): OptionSpec => ({
  name: 'format',
  type: 'string',
  value: 'FORMAT',
  choices,
  summary: `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)} (default: text)`,
})
const quiet: OptionSpec = { name: 'quiet', type: 'boolean', summary: 'print no summary and no notes' }
const noColor: OptionSpec = { name: 'no-color', type: 'boolean', summary: 'no colours (also: the environment variable NO_COLOR)' }
const help: OptionSpec = { name: 'help', type: 'boolean', summary: 'this help' }
const always = [quiet, noColor, help]

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'check',
    operands: 'PATH...',
    minimumOperands: 1,
    maximumOperands: Number.POSITIVE_INFINITY,
    summary: 'what is wrong with the DaemonSets in files and folders',
    details: ['Says what the API server would answer, what the linter advises, and where the mistake stands.'],
    options: [
      kubernetes,
      nodes,
      format('text', 'json', 'sarif', 'github', 'junit'),
      {
        name: 'fail-on',
        type: 'string',
        value: 'SEVERITY',
        choices: [...SEVERITIES, 'never'],
        summary: `the least severity that makes the exit code 1: ${SEVERITIES.join(', ')} or never (default: error)`,
      },
      {
        name: 'previous',
        type: 'string',
        value: 'PATH',
        summary: 'the older version: a document that it has too is judged as an update, not as a creation',
      },
      ...always,
    ],
    examples: [
      ['daemonset check deploy/', 'every .yaml, .yml and .json file in a folder'],
      ['daemonset check agent.yaml --nodes nodes.json', 'judged by your own nodes (kubectl get nodes -o json > nodes.json)'],
      ['kustomize build . | daemonset check -', 'from standard input'],
      ['daemonset check deploy/ --kubernetes 1.33,1.37 --fail-on warning', 'by two versions, strictly'],
      ['daemonset check deploy/ --format sarif > daemonset.sarif', 'for code scanning'],
    ],
    exitOne: 'a problem at or above --fail-on',
  },
  {
    name: 'nodes',
    operands: 'PATH...',
    minimumOperands: 1,
    maximumOperands: Number.POSITIVE_INFINITY,
    summary: 'on which nodes each DaemonSet runs, and why not on the others',
    details: ['Each DaemonSet is judged as if it were alone in the cluster.'],
    options: [
      kubernetes,
      nodes,
      format('text', 'json'),
      { name: 'min-nodes', type: 'string', value: 'N', summary: 'exit code 1 when a DaemonSet is eligible on fewer nodes' },
      { name: 'against', type: 'string', value: 'PATH', summary: 'an older version: which nodes are lost and gained, and by which change' },
      { name: 'together', type: 'boolean', summary: "count the other DaemonSets' requests and host ports as well" },
      ...always,
    ],
    examples: [
      ['daemonset nodes agent.yaml --nodes nodes.json', 'by your own nodes'],
      ['daemonset nodes agent.yaml --nodes sample:eks', 'by nodes as EKS makes them'],
      ['daemonset nodes agent.yaml --min-nodes 5', 'fails when it reaches fewer than five'],
    ],
    exitOne: 'fewer nodes than --min-nodes',
  },
  {
    name: 'fix',
    operands: 'PATH...',
    minimumOperands: 1,
    maximumOperands: Number.POSITIVE_INFINITY,
    summary: 'applies the safe fixes to the files themselves',
    details: [
      'Safe: the meaning and the placement stay as they are, or the new value is the only legal one. Other fixes are applied when their rule is named.',
      'With - the fixed text goes to standard output.',
    ],
    options: [
      kubernetes,
      nodes,
      { name: 'rule', type: 'string', repeats: true, value: 'ID', summary: 'only the fixes of this rule, the ones that are not safe too' },
      { name: 'dry-run', type: 'boolean', summary: 'print what would change, change nothing' },
      ...always,
    ],
    examples: [
      ['daemonset fix deploy/ --dry-run', 'what would change'],
      ['daemonset fix deploy/ --rule selector-mismatch', 'one rule'],
      ['daemonset fix - < old.yaml > new.yaml', 'as a filter'],
    ],
    exitOne: 'errors remain (with --dry-run: something would change)',
  },
  {
    name: 'rollout',
    operands: 'PATH...',
    minimumOperands: 1,
    maximumOperands: Number.POSITIVE_INFINITY,
    summary: 'what a change of the pod template will do on the known nodes',
    details: ['How many pods are replaced at once, how many are missing meanwhile, in how many waves, and whether it ends.'],
    options: [
      kubernetes,
      nodes,
      format('text', 'json'),
      { name: 'not-ready', type: 'string', value: 'N', summary: 'daemon pods that are not available before the change (default: 0)' },
      ...always,
    ],
    examples: [
      ['daemonset rollout agent.yaml --nodes nodes.json', 'on your own nodes'],
      ['daemonset rollout agent.yaml --nodes sample:gke --not-ready 2', 'when two pods are down already'],
    ],
    exitOne: 'a rollout never completes',
  },
  {
    name: 'read',
    operands: 'PATH...',
    minimumOperands: 1,
    maximumOperands: Number.POSITIVE_INFINITY,
    summary: 'each document as the API server reads it, as JSON',
    details: ['Shows what YAML makes of on, 0755, 1.10 and merge keys. A document with a repeated key is unreadable, as it is for the server.'],
    options: [format('text', 'json'), ...always],
    examples: [['daemonset read agent.yaml', 'what the server sees']],
    exitOne: 'a document is unreadable',
  },
  {
    name: 'explain',
    operands: 'RULE',
    minimumOperands: 1,
    maximumOperands: 1,
    summary: "a rule's documentation, with a bad and a good example",
    details: [],
    options: always,
    examples: [['daemonset explain selector-mismatch', 'why, and what to do']],
  },
  {
    name: 'lsp',
    operands: '',
    minimumOperands: 0,
    maximumOperands: 0,
    summary: 'the language server, for any editor',
    details: ['Speaks the Language Server Protocol over standard input and output.'],
    options: [{ name: 'stdio', type: 'boolean', summary: 'over standard input and output (the default)' }, help],
    examples: [['daemonset lsp --stdio', 'as the command of a language server in Neovim, Helix, Emacs ...']],
  },
  {
    name: 'completion',
    operands: 'SHELL',
    minimumOperands: 1,
    maximumOperands: 1,
    summary: `a script that completes this command line in ${SHELLS.slice(0, -1).join(', ')} or ${SHELLS.at(-1)}`,
    details: ['Completes commands, options, their values, rule ids and files.'],
    options: [help],
    examples: [
      ['eval "$(daemonset completion bash)"', 'in ~/.bashrc'],
      ['eval "$(daemonset completion zsh)"', 'in ~/.zshrc, after compinit'],
      ['daemonset completion fish | source', 'in ~/.config/fish/config.fish'],
    ],
  },
]

export const commandNamed = (name: string): CommandSpec | undefined => COMMANDS.find((command) => command.name === name)
