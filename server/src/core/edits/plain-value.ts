// A node as a plain value that can be written again.
import type { Node } from '../syntax/tree.ts'
import type { Plain } from './write-value.ts'

/** The node as a plain value, aliases and merges followed. Undefined: it holds an integer beyond 2^53. */
export function plainValue(node: Node): Plain | undefined {
  if (node.kind === 'scalar') return typeof node.value === 'bigint' ? undefined : node.value
  if (node.kind === 'list') {
    const items = node.items.map((item) => plainValue(item.value))
    return items.every((item) => item !== undefined) ? items : undefined
  }
  const entries = node.entries.map((entry) => [entry.key, plainValue(entry.value)] as const)
  if (entries.some(([, value]) => value === undefined)) return undefined
  return Object.fromEntries(entries.filter((entry): entry is [string, Plain] => entry[1] !== undefined))
}
