// Our own requests beside standard LSP: their names and shapes, shared by server and client. Types and names only.
import type { Range, WorkspaceEdit } from 'vscode-languageserver-types'
import type { NodeChange } from '../core/inventory/what-if.ts'

/** Client to server: where the DaemonSets of some documents run. Answer: PlacementResult. */
export const PLACEMENT_REQUEST = 'daemonset/placement'
/** Client to server: changes of the manifest that make a node eligible. Answer: PlacementFixesResult. */
export const PLACEMENT_FIXES_REQUEST = 'daemonset/placementFixes'
/** Client to server: which node lists there are, and which are in use. Answer: NodeSourcesResult. */
export const NODE_SOURCES_REQUEST = 'daemonset/nodeSources'
/** Client to server: a rule's page as Markdown, or null. */
export const RULE_PAGE_REQUEST = 'daemonset/rulePage'
/** Server to client: URIs of the files that match. Params: FindFilesParams. Answer: string[]. */
export const FIND_FILES_REQUEST = 'daemonset/findFiles'
/** Server to client: the text of a file, or null. Params: { uri }. */
export const READ_FILE_REQUEST = 'daemonset/readFile'
/** Server to client: the text of a file in git HEAD, or null. Params: { uri }. */
export const PREVIOUS_VERSION_REQUEST = 'daemonset/previousVersion'
/** Server to client, only if initializationOptions.statusUpdates: node lists, settings or problems have changed. */
export const STATUS_NOTIFICATION = 'daemonset/statusChanged'

/** What a client may say in `initializationOptions`. All of it is optional. */
export interface InitializationOptions {
  /** Base of rule pages; a diagnostic's `codeDescription.href` is this base, a slash and the rule id. */
  readonly rulePages?: string
  /** Settings for clients that do not answer `workspace/configuration`; the keys below `daemonset`. */
  readonly settings?: unknown
  /** The client's answers to `daemonset/findFiles` and `daemonset/readFile` are to be preferred over the server's own file access. */
  readonly clientFiles?: boolean
  /** The client answers `daemonset/previousVersion`. */
  readonly previousVersion?: boolean
  /** The client wants `daemonset/statusChanged`. */
  readonly statusUpdates?: boolean
  /** The client has a panel: code lenses may carry the command `daemonset.showPlacement`. */
  readonly panel?: boolean
  /** A command of the client that asks for completion again, after a key was completed whose values are known. */
  readonly suggestCommand?: string
  /** The workspace is not trusted: files that its settings name are not read. */
  readonly untrusted?: boolean
}

export interface FindFilesParams {
  /** Glob, relative to the folders. */
  readonly include: string
  /** URIs of the folders to look in; without it those of the workspace. */
  readonly folders?: readonly string[]
  readonly maxResults?: number
}

export interface FileParams {
  readonly uri: string
}

export interface PlacementParams {
  /** Documents whose DaemonSets are asked for; without it all open ones. */
  readonly uris?: readonly string[]
  /** Changes to the nodes that are only supposed: each inventory comes as it is and, beside it, as it would be. */
  readonly whatIf?: readonly NodeChange[]
  /** Inventories whose nodes the client has already, by id: they come without them. */
  readonly known?: readonly number[]
  /** What the documents are compared with: `disk`, `head` (git) or the URI of a file. */
  readonly against?: string
}

export interface PlacementFixesParams {
  readonly uri: string
  /** Of the document in its file, and of the item in a List. */
  readonly index: number
  readonly item?: number
  /** Name of the node that is to be included; without it all that are left out. */
  readonly node?: string
  /** The inventory that the node is in, and what is supposed of it; without it the first. */
  readonly source?: string
  readonly whatIf?: readonly NodeChange[]
}

export interface PlacementFixesResult {
  readonly fixes: readonly { readonly title: string; readonly edit: WorkspaceEdit }[]
}

/** Why a group of nodes has its verdict, with the place that decides. */
export interface PlacementReasonView {
  readonly check: string
  readonly detail: string
  readonly field: string
  /** The node's label or taint that was met. */
  readonly met?: string
  /** The line that decides, or the nearest one that is written. */
  readonly range?: Range
}

export interface PlacementGroupView {
  /** Indexes into the inventory's `nodes`. */
  readonly nodes: readonly number[]
  readonly shouldRun: boolean | null
  readonly shouldContinueRunning: boolean | null
  readonly verdict: string
  readonly reasons: readonly PlacementReasonView[]
}

/** What the text does to the nodes, compared with another version of it. */
export interface PlacementChangeView {
  /** `9 → 7 eligible nodes`, `loses 2 nodes: gpu-1, gpu-2 (...)`; none: nothing moves. */
  readonly texts: readonly string[]
  /** Indexes into the inventory's `nodes`. */
  readonly lost: readonly number[]
  readonly gained: readonly number[]
  /** The changed lines that are to blame. */
  readonly changes: readonly { readonly text: string; readonly range?: Range }[]
}

export interface DaemonSetPlacementView {
  readonly uri: string
  readonly version: number
  readonly index: number
  readonly item?: number
  readonly namespace: string | null
  readonly name: string | null
  readonly range: Range
  readonly desired: number
  readonly unknown: number
  readonly total: number
  readonly groups: readonly PlacementGroupView[]
  /** Requests of one pod, in cores and bytes; null: not known. */
  readonly requests: { readonly cpu: number; readonly memory: number } | null
  /** What a change of the pod template would do, in sentences. */
  readonly rollout?: readonly string[]
  /** If another version was asked for; null: that version has no such DaemonSet. */
  readonly change?: PlacementChangeView | null
}

export interface NodeView {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** `key=value:Effect` */
  readonly taints: readonly string[]
  readonly ready: boolean | null
  readonly unschedulable: boolean
  /** Cores and bytes; null: not known. */
  readonly allocatable: { readonly cpu: number; readonly memory: number } | null
}

export interface InventoryView {
  readonly source: string
  /** Another id: other nodes. */
  readonly id: number
  /** Left out if the client knows them. */
  readonly nodes?: readonly NodeView[]
  readonly daemonsets: readonly DaemonSetPlacementView[]
}

export interface PlacementResult {
  readonly inventories: readonly InventoryView[]
}

export interface NodeSourceView {
  /** As the setting and the command line name it. */
  readonly source: string
  readonly label: string
  /** What stands in the list, for people who choose one. */
  readonly detail?: string
  readonly count: number
  readonly active: boolean
  /** What is wrong with it; the last good list stays in use. */
  readonly error?: string
}

export interface NodeSourcesResult {
  readonly sources: readonly NodeSourceView[]
  /** Minor in use: `1.37`. */
  readonly kubernetes: string
  /** Minors that the schema knows, newest first. */
  readonly kubernetesVersions: readonly string[]
}
