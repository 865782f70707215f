// How the blocks of a template nest: what is conditional, and which of several branches is read. Knows actions only.
import type { Span } from '../text.ts'
import type { Action } from './template-actions.ts'

type Branch = Span

interface OpenBlock {
  readonly action: Action | undefined
  readonly branches: Branch[]
  branchStart: number
}

export interface NestedActions {
  readonly conditional: readonly Span[]
  /** Branches that are not read, because another one of their block is. */
  readonly dropped: readonly Branch[]
}

/** Nests the actions. Blocks that are opened or closed in another `---` part reach to the end or the start of the text. */
export function nestActions(text: string, actions: readonly Action[]): NestedActions {
  const conditional: Span[] = []
  const dropped: Branch[] = []
  const open: OpenBlock[] = []
  const closeBlock = (block: OpenBlock, end: number) => {
    block.branches.push({ start: block.branchStart, end })
    if (block.action?.defines === true) {
      dropped.push(...block.branches)
      return
    }
    conditional.push(...block.branches)
    const kept = keptBranch(text, block.branches)
    dropped.push(...block.branches.filter((branch) => branch !== kept))
  }
  for (const action of actions) {
    const block = open[open.length - 1]
    if (action.role === 'open') open.push({ action, branches: [], branchStart: action.end })
    else if (action.role === 'middle' && block !== undefined) {
      block.branches.push({ start: block.branchStart, end: action.start })
      block.branchStart = action.end
    } else if (action.role === 'close') {
      open.pop()
      if (block !== undefined) closeBlock(block, action.start)
      else conditional.push({ start: 0, end: action.start })
    }
  }
  for (const block of open.reverse()) closeBlock(block, text.length)
  conditional.sort((a, b) => a.start - b.start || a.end - b.end)
  return { conditional, dropped }
}

/** The branch that makes a DaemonSet, else the first that says anything. */
function keptBranch(text: string, branches: readonly Branch[]): Branch | undefined {
  if (branches.length === 1) return branches[0]
  const content = (branch: Branch) => text.slice(branch.start, branch.end)
  return branches.find((branch) => /^\s*kind:\s*DaemonSet\b/m.test(content(branch))) ?? branches.find((branch) => content(branch).trim() !== '')
}
