// What the panel's page and the extension say to each other. Types only.
import type { Range } from 'vscode-languageserver-types'
import type { NodeChange } from '../../../server/src/core/inventory/what-if.ts'
import type { InventoryView, NodeView } from '../../../server/src/lsp/protocol.ts'

/** An inventory with its nodes, as the page gets it. */
export type ShownInventory = InventoryView & { readonly nodes: readonly NodeView[] }

export type ToPage =
  | {
      readonly type: 'placement'
      readonly inventories: readonly ShownInventory[]
      readonly supposed: readonly NodeChange[]
      readonly against?: string
    }
  /** This DaemonSet was asked for. */
  | { readonly type: 'choose'; readonly uri: string; readonly index: number; readonly item?: number }
  /** The cursor is on this line. */
  | { readonly type: 'focus'; readonly uri: string; readonly line: number }

export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly uri: string; readonly range: Range }
  | { readonly type: 'fix'; readonly uri: string; readonly index: number; readonly item?: number; readonly node: string; readonly source: string }
  | { readonly type: 'suppose'; readonly change: NodeChange }
  /** All that is supposed, or one change of it. */
  | { readonly type: 'discard'; readonly at?: number }
  /** `disk`, `head`, `file` (which is asked for), or empty: no comparison. */
  | { readonly type: 'compare'; readonly against: string }
