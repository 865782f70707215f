// The tree as plain values, as JSON has them. Knows nothing of text.
import type { Node } from './tree.ts'

interface Open {
  readonly node: Node
  readonly value: unknown[] | Record<string, unknown>
  next: number
}

/**
 * The node as a plain value: objects, arrays, strings, numbers, bigint, booleans, null. A value that an alias repeats is the same object
 * each time: treat it as read-only. Throws nothing; takes time by the size of the text, not of what its aliases multiply to.
 * @param textOf what to keep of each text: as it is, or `ownText`
 */
export function toValue(root: Node | null, textOf: (text: string) => string = asItIs): unknown {
  if (root === null) return null
  const done = new Map<Node, unknown>()
  const start = begin(root, done, textOf)
  if (start.open === undefined) return start.value
  const stack: Open[] = [start.open]
  for (let open = stack[0]; open !== undefined; open = stack[stack.length - 1]) {
    const { node } = open
    const child = node.kind === 'list' ? node.items[open.next]?.value : node.kind === 'map' ? node.entries[open.next]?.value : undefined
    if (child === undefined) {
      stack.pop()
      continue
    }
    const begun = begin(child, done, textOf)
    if (Array.isArray(open.value)) open.value.push(begun.value)
    else if (node.kind === 'map') setOwn(open.value, node.entries[open.next]?.key ?? '', begun.value)
    open.next++
    if (begun.open !== undefined) stack.push(begun.open)
  }
  return start.value
}

const asItIs = (text: string): string => text

function begin(node: Node, done: Map<Node, unknown>, textOf: (text: string) => string): { value: unknown; open?: Open } {
  if (node.kind === 'scalar') return { value: typeof node.value === 'string' ? textOf(node.value) : node.value }
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
