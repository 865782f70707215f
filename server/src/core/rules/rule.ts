// What a lint rule is: one value in one file. See docs/rules and ARCHITECTURE.md for how to add one.
import type { Inventory } from '../model/cluster-node.ts'
import type { DaemonSet } from '../model/kubernetes.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import type { Path } from '../path.ts'
import type { Fix, Problem, Related, Severity } from '../problem.ts'
import type { Placement } from '../scheduling/placement.ts'
import type { Span } from '../text.ts'
import type { WorkspaceFacts } from '../workspace-facts.ts'

/** What a rule finds. `span` is the smallest range that holds the mistake. */
export interface Finding {
  readonly span: Span
  readonly message: string
  /** The field as the server prints it, where the finding is about one. */
  readonly field?: Path
  /** Overrides the rule's own severity (for rules with two). */
  readonly severity?: Severity
  readonly related?: readonly Related[]
  readonly tags?: readonly ('unnecessary' | 'deprecated')[]
  /** Candidate fixes, made when they are asked for. */
  readonly fixes?: () => readonly Fix[]
}

/** What a rule may ask besides the DaemonSet itself. Expensive answers are computed once, on demand. */
export interface RuleContext {
  /** Kubernetes minor: 37 for 1.37. */
  readonly minor: number
  readonly inventory: Inventory
  /** Where the DaemonSet runs on the inventory. */
  placement(): Placement
  /** Where a changed value of it would run. */
  placementOf(changed: DaemonSet): Placement
  /** The version in git HEAD (or given with --against), if there is one. */
  readonly previous: DaemonSet | undefined
  /** The other objects of the workspace. */
  readonly workspace: WorkspaceFacts
}

/**
 * Complete manifests, or fragments under `spec.template.spec` (see example.ts). `bad` carries `# ^^^` marks under the text and runs as a
 * test; `good` has no finding of the rule. Where the rule looks at other things too, they are given as YAML.
 */
export interface Example {
  readonly bad: string
  readonly good: string
  readonly nodes?: string
  readonly previous?: string
  readonly workspace?: string
}

export interface Rule {
  /** Kebab-case; names the file, the setting, the page, the fixture. */
  readonly id: string
  readonly severity: Severity | 'off'
  /** One line: what it says. */
  readonly summary: string
  /** A paragraph of Markdown: why it matters and what happens in the cluster. */
  readonly why: string
  readonly example: Example
  /** What the rule looks at besides the DaemonSet; without it the rule is silent. */
  readonly needs?: 'nodes' | 'workspace' | 'previous'
  /** Links to the Kubernetes documentation. */
  readonly links?: readonly string[]
  check(daemonset: LocatedDaemonSet, context: RuleContext): Iterable<Finding>
  /**
   * Takes over a problem of the server's that is the mistake this rule is about (an unknown field that is a misspelt one, a warning of a
   * deprecated label): the problem gets this rule's id and what is returned here, and keeps the server's origin, field and reason.
   * Undefined: not this rule's. The first rule of the registry that answers has it. Findings of `check` at the same place are dropped.
   */
  refines?(problem: Problem, daemonset: LocatedDaemonSet, context: RuleContext): Refinement | undefined
}

/** What a rule puts in place of the server's words. `message` is not used for origin `warning`, whose message stays the server's. */
export interface Refinement {
  readonly message?: string
  readonly span?: Span
  readonly related?: readonly Related[]
  readonly tags?: readonly ('unnecessary' | 'deprecated')[]
  readonly fixes?: () => readonly Fix[]
}
