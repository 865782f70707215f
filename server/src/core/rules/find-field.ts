// From a field as the server prints it (spec.template.spec.containers[0].resources.limits[cpu]) back to the place in the manifest.
import type { LocatedDaemonSet } from '../model/located.ts'
import { Path } from '../path.ts'
import type { Node } from '../syntax/tree.ts'

export interface FoundField {
  readonly path: Path
  /** The node at the path; undefined: the path goes on where the manifest ends. */
  readonly node: Node | undefined
}

/** The path of a printed field, read along the manifest: keys may hold dots and brackets. */
export function findField(daemonset: LocatedDaemonSet, field: string): FoundField {
  let node: Node | undefined = daemonset.root
  let path = Path.root()
  let rest = field
  while (rest !== '') {
    const step = nextStep(node, rest)
    path = typeof step.segment === 'number' ? path.index(step.segment) : step.isKey ? path.key(step.segment) : path.child(step.segment)
    node = childOf(node, step.segment)
    rest = rest.slice(step.length)
  }
  return { path, node }
}

interface PrintedStep {
  readonly segment: string | number
  readonly isKey: boolean
  readonly length: number
}

function nextStep(node: Node | undefined, rest: string): PrintedStep {
  const index = /^\[(\d+)\]/.exec(rest)
  if (index && node?.kind !== 'map') return { segment: Number(index[1]), isKey: false, length: index[0].length }
  const dot = rest.startsWith('.') ? 1 : 0
  const bracket = rest.startsWith('[')
  const text = rest.slice(bracket ? 1 : dot)
  const known = node?.kind === 'map' ? node.entries.map((entry) => entry.key).filter((key) => fits(text, key, bracket)) : []
  const longest = known.sort((a, b) => b.length - a.length)[0]
  const name = longest ?? (bracket ? text.slice(0, text.indexOf(']') < 0 ? text.length : text.indexOf(']')) : (/^[^.[]+/.exec(text)?.[0] ?? text))
  return { segment: name, isKey: bracket, length: Math.max(1, (bracket ? 2 : dot) + name.length) }
}

function fits(text: string, key: string, bracket: boolean): boolean {
  if (!text.startsWith(key)) return false
  const after = text[key.length]
  return bracket ? after === ']' : after === undefined || after === '.' || after === '['
}

function childOf(node: Node | undefined, segment: string | number): Node | undefined {
  if (node?.kind === 'map') return node.entries.find((entry) => entry.key === String(segment))?.value
  return node?.kind === 'list' && typeof segment === 'number' ? node.items[segment]?.value : undefined
}
