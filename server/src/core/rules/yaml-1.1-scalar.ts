import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import { quoted } from '../edits/write-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { Path } from '../path.ts'
import { type Position, schemaFor } from '../schema/schema.ts'
import type { MapEntry, Node, ScalarNode } from '../syntax/tree.ts'
import { findField } from './find-field.ts'
import type { Finding, Rule } from './rule.ts'

const WORD = /^(y|n|yes|no|on|off)$/i
const OCTAL = /^[-+]?0[0-7]+$/

/** Scalars that Kubernetes reads, as YAML 1.1 has it, otherwise than they are written; and merges that overwrite what stands before them. */
export const yaml11Scalar: Rule = {
  id: 'yaml-1.1-scalar',
  severity: 'warning',
  summary: 'a value that is read otherwise than it is written: on, yes, 010, 1.10',
  why: `Kubernetes reads YAML 1.1. Without quotes \`on\`, \`yes\`, \`y\` and their opposites are booleans, a number with a leading zero is octal, and \`1.10\` is the number 1.1. Where a text
belongs the API server refuses them; elsewhere the value silently changes. A merge (\`<<\`) overwrites a key that stands before it in the same map.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  ports:
  - containerPort: 0110
#                  ^^^^
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  ports:
  - containerPort: 110
volumes:
- name: config
  configMap:
    name: agent
    defaultMode: 0644
`,
  },
  *check(daemonset, context) {
    if (!isWorthALook(daemonset.root, daemonset.document.text, 0)) return
    const start = schemaFor(context.minor).positionOf([])
    if (start !== undefined) yield* visit(daemonset, daemonset.root, Path.root(), start, context.minor, 0)
  },
  refines(problem, daemonset) {
    if (problem.rule !== 'wrong-type' || problem.field === null) return undefined
    const { path, node } = findField(daemonset, problem.field)
    if (node?.kind !== 'scalar' || !isSurprising(node) || !/of type string|Go value of type string/.test(problem.serverMessage ?? ''))
      return undefined
    return {
      message: `Kubernetes reads ${node.source} as ${readAs(node)}, not as a text, and the API server refuses it here. Put it in quotes.`,
      span: node.span,
      fixes: () => {
        const written = quoted(node.source, '"')
        const isOwn = findField(daemonset, path.toString()).node === node
        return isOwn ? [{ title: `Write ${written}`, preferred: true, safe: true, edits: [{ span: node.span, newText: written }] }] : []
      },
    }
  },
}

function isSurprising(node: ScalarNode): boolean {
  if (node.style !== 'plain' || typeof node.value === 'string' || node.value === null) return false
  if (typeof node.value === 'boolean') return WORD.test(node.source)
  return String(node.value) !== node.source
}

function readAs(node: ScalarNode): string {
  return typeof node.value === 'boolean' ? String(node.value) : `the number ${node.value}`
}

const DEEPEST = 40

/** False for nearly every manifest: nothing is an octal number, a key that is read otherwise than written, or lost to a merge. */
function isWorthALook(node: Node, text: string, depth: number): boolean {
  if (depth > DEEPEST) return false
  if (node.kind === 'scalar') return isOctal(node)
  if (node.kind === 'list')
    return node.items.some(({ value, valueSpan }) => value.span.start === valueSpan.start && isWorthALook(value, text, depth + 1))
  return node.entries.some(
    ({ key, keySpan, value, valueSpan, overwrites }) =>
      overwrites !== undefined ||
      keySpan.end - keySpan.start !== key.length ||
      !text.startsWith(key, keySpan.start) ||
      (value.span.start === valueSpan.start && isWorthALook(value, text, depth + 1)),
  )
}

function isOctal(node: ScalarNode): node is ScalarNode & { readonly value: number } {
  return node.style === 'plain' && typeof node.value === 'number' && OCTAL.test(node.source)
}

/** Walks what is written in the manifest; what was merged in or repeated stands elsewhere. */
function* visit(daemonset: LocatedDaemonSet, node: Node, path: Path, at: Position | undefined, minor: number, depth: number): Iterable<Finding> {
  if (depth > DEEPEST) return
  if (node.kind === 'scalar') {
    const finding = octal(daemonset, node, path, at)
    if (finding) yield finding
    return
  }
  const schema = schemaFor(minor)
  if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) {
      if (item.value.span.start !== item.valueSpan.start) continue
      yield* visit(daemonset, item.value, path.index(index), at && schema.step(at, index), minor, depth + 1)
    }
    return
  }
  for (const entry of node.entries) {
    const isKey = at?.kind === 'map'
    const field = isKey ? path.key(entry.key) : path.child(entry.key)
    if (entry.overwrites) yield overwritten(entry, field)
    if (entry.merged) continue
    if (isKey) {
      const finding = surprisingKey(daemonset, entry, field)
      if (finding) yield finding
    }
    if (entry.value.span.start !== entry.valueSpan.start) continue
    yield* visit(daemonset, entry.value, field, at && schema.step(at, entry.key), minor, depth + 1)
  }
}

/** A leading zero is right for file modes and surprises anywhere else. */
function octal(daemonset: LocatedDaemonSet, node: ScalarNode, path: Path, at: Position | undefined): Finding | undefined {
  if (!isOctal(node) || node.value === Number(node.source)) return undefined
  if (at?.kind !== 'one' || !/^int|quantity/.test(at.type) || /mode$/i.test(String(path.name))) return undefined
  const decimal = Number(node.source)
  const read = node.value
  return {
    span: node.span,
    field: path,
    message: `A leading zero makes this octal: Kubernetes reads ${node.source} as ${read}. Write ${decimal}, or ${read} if that is meant.`,
    fixes: () => [
      ...fixWith(daemonset, { title: `Write ${decimal}`, safe: false }, setValue(pathIn(daemonset, path), decimal)),
      ...fixWith(daemonset, { title: `Write ${read}`, preferred: false, safe: true }, setValue(pathIn(daemonset, path), read)),
    ],
  }
}

function surprisingKey(daemonset: LocatedDaemonSet, entry: MapEntry, field: Path): Finding | undefined {
  const written = daemonset.document.text.slice(entry.keySpan.start, entry.keySpan.end)
  if (written === entry.key || !(WORD.test(written) || OCTAL.test(written))) return undefined
  const inQuotes = quoted(written, '"')
  return {
    span: entry.keySpan,
    field,
    message: `Kubernetes reads the key ${written} as "${entry.key}". Put it in quotes if it is meant as it is written.`,
    fixes: () => [{ title: `Write ${inQuotes}`, preferred: true, safe: false, edits: [{ span: entry.keySpan, newText: inQuotes }] }],
  }
}

function overwritten(entry: MapEntry, field: Path): Finding {
  const span = entry.overwrites ?? entry.keySpan
  return {
    span,
    field,
    message: `The merge (<<) behind it overwrites ${entry.key}, so this value is lost. Put the merge first.`,
    related: [{ span: entry.keySpan, message: 'This value takes its place' }],
  }
}
