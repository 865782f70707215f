// The tree as plain values, as JSON has them. Knows nothing of text.
import type { Node } from './tree.ts'

/** How many nodes a value may have; aliases can multiply a small text beyond any memory. */
const MAX_NODES = 5_000_000

interface Open {
  readonly node: Node
  readonly value: unknown[] | Record<string, unknown>
  next: number
}

/**
 * The node as a plain value: objects, arrays, strings, numbers, bigint, booleans, null. A value that an alias repeats is the same object
 * each time: treat it as read-only. Throws nothing; takes time by the size of the text, not of what its aliases multiply to.
 */
export function toValue(root: Node | null): unknown {
  if (root === null) return null
  const done = new Map<Node, unknown>()
  const start = begin(root, done)
  if (start.open === undefined) return start.value
  const stack: Open[] = [start.open]
  for (let open = stack[0]; open !== undefined; open = stack[stack.length - 1]) {
    const { node } = open
    const child = node.kind === 'list' ? node.items[open.next]?.value : node.kind === 'map' ? node.entries[open.next]?.value : undefined
    if (child === undefined) {
      stack.pop()
      continue
    }
    const begun = begin(child, done)
    if (Array.isArray(open.value)) open.value.push(begun.value)
    else if (node.kind === 'map') setOwn(open.value, node.entries[open.next]?.key ?? '', begun.value)
    open.next++
    if (begun.open !== undefined) stack.push(begun.open)
  }
  return start.value
}

function begin(node: Node, done: Map<Node, unknown>): { value: unknown; open?: Open } {
  if (node.kind === 'scalar') return { value: node.value }
  const known = done.get(node)
  if (known !== undefined) return { value: known }
  const value: Open['value'] = node.kind === 'list' ? [] : {}
  if (node.anchor !== undefined) done.set(node, value)
  return { value, open: { node, value, next: 0 } }
}

/** Also for a key like `__proto__`. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  else object[key] = value
}

/**
 * The node as JSON text, integers in full. `indent`: spaces a level, 0 for one line. A value that grows beyond 5,000,000 nodes by its aliases
 * is cut short with null.
 */
export function toJson(root: Node | null, indent = 0): string {
  if (root === null) return 'null'
  const parts: string[] = []
  const newline = (depth: number) => (indent === 0 ? '' : `\n${' '.repeat(indent * depth)}`)
  const stack: { node: Node; next: number }[] = [{ node: root, next: 0 }]
  let count = 0
  for (let open = stack[0]; open !== undefined; open = stack[stack.length - 1]) {
    const { node } = open
    if (node.kind === 'scalar' || count > MAX_NODES) {
      parts.push(node.kind === 'scalar' ? scalarJson(node.value) : 'null')
      count++
      stack.pop()
      continue
    }
    const size = node.kind === 'list' ? node.items.length : node.entries.length
    if (open.next === 0) parts.push(node.kind === 'list' ? '[' : '{')
    if (open.next === size) {
      if (size > 0) parts.push(newline(stack.length - 1))
      parts.push(node.kind === 'list' ? ']' : '}')
      count++
      stack.pop()
      continue
    }
    parts.push(open.next > 0 ? ',' : '', newline(stack.length))
    if (node.kind === 'map') parts.push(JSON.stringify(node.entries[open.next]?.key ?? ''), indent === 0 ? ':' : ': ')
    const child = node.kind === 'list' ? node.items[open.next]?.value : node.entries[open.next]?.value
    open.next++
    if (child !== undefined) stack.push({ node: child, next: 0 })
  }
  return parts.join('')
}

function scalarJson(value: unknown): string {
  return typeof value === 'bigint' ? value.toString() : (JSON.stringify(value) ?? 'null')
}
