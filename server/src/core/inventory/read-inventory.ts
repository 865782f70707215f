// Node lists as `kubectl get nodes -o yaml|json` prints them, hand-written Nodes and pieces of both -> the nodes that placement knows.
// Lenient: what is missing or odd is said once in plain words, the rest is kept. Knows no files and parses no text.
import type { ClusterNode, Inventory } from '../model/cluster-node.ts'
import type { Node, Taint } from '../model/kubernetes.ts'
import { parseQuantity } from '../model/quantity.ts'
import { fieldOf, isMap, textOf } from '../scheduling/lenient.ts'
import { shapeErrorsOfNode } from '../schema/generated/validate-node.ts'

/** What was found in one file. */
export interface NodesFound {
  readonly nodes: readonly ClusterNode[]
  /** Plain sentences for the status item and the terminal, without a final stop. */
  readonly problems: readonly string[]
  /** False: nothing in it can be used; whoever has an older list keeps it. */
  readonly usable: boolean
}

const EXPECTED = 'a Node list as printed by `kubectl get nodes -o yaml` or `-o json`'
/** Problems of single nodes that are told one by one; the rest is counted. */
const TOLD = 5

/** Reads the values of a file: a Node, a List or NodeList, an array of Nodes, or several documents of these. */
export function nodesOfValues(values: readonly unknown[]): NodesFound {
  const found = { nodes: [] as ClusterNode[], faults: [] as string[], other: [] as string[], listed: false }
  for (const value of values) collect(value, found, false)
  const { nodes, other, listed } = found
  const problems = counted(found.faults)
  if (nodes.length === 0 && problems.length === 0) {
    problems.push(listed && other.length === 0 ? `expected ${EXPECTED}, found an empty list` : `expected ${EXPECTED}, found ${naming(other)}`)
  }
  return { nodes, problems, usable: nodes.length > 0 }
}

interface Found {
  readonly nodes: ClusterNode[]
  readonly faults: string[]
  /** Kinds of what else stood there. */
  readonly other: string[]
  listed: boolean
}

/** `inList`: items of a NodeList need not say their kind. */
function collect(value: unknown, found: Found, inList: boolean): void {
  if (value === null || value === undefined) return
  if (Array.isArray(value)) {
    found.listed = true
    for (const item of value) collect(item, found, inList)
    return
  }
  const kind = fieldOf(value, 'kind')
  const items = fieldOf(value, 'items')
  if (Array.isArray(items) && (kind === undefined || kind === 'List' || kind === 'NodeList')) {
    found.listed = true
    for (const item of items) collect(item, found, kind === 'NodeList')
  } else if (kind === 'Node' || (kind === undefined && inList && isMap(value))) readNode(value, found)
  else found.other.push(describe(value, kind))
}

function describe(value: unknown, kind: unknown): string {
  if (typeof kind === 'string' && kind !== '') return `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`
  if (typeof value === 'string') return /^NAME\s+STATUS\b/.test(value) ? "kubectl's table" : 'text'
  return isMap(value) ? 'a map without a kind' : 'a single value'
}

function naming(other: readonly string[]): string {
  const kinds = [...new Set(other)]
  if (kinds.length === 0) return 'nothing'
  return kinds.length <= 3 ? kinds.join(', ') : `${kinds.slice(0, 3).join(', ')} and more`
}

function counted(faults: readonly string[]): string[] {
  return faults.length <= TOLD ? [...faults] : [...faults.slice(0, TOLD), `${faults.length - TOLD} more nodes have such mistakes`]
}

function readNode(value: unknown, found: Found): void {
  const name = textOf(fieldOf(value, 'metadata', 'name'))
  const faults = wordsFor(shapeErrorsOfNode(value))
  if (name === '') {
    found.faults.push('a Node without metadata.name is left out')
    return
  }
  const node = clusterNodeOf(value as Node, name)
  for (const [resource, text] of Object.entries(node.allocatable ?? {}))
    if (parseQuantity(text) === undefined) faults.push(`status.allocatable.${resource} is no quantity`)
  if (faults.length > 0) found.faults.push(`Node ${name}: ${faults.join(', ')}`)
  found.nodes.push(node)
}

interface ShapeError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/** What ajv found, as a person would say it. */
function wordsFor(errors: unknown): string[] {
  const list = Array.isArray(errors) ? (errors as ShapeError[]) : []
  return list.map(({ instancePath, keyword, params }) => {
    const at = instancePath
      .split('/')
      .slice(1)
      .map(unescapePointer)
      .join('.')
      .replace(/\.(\d+)(?=\.|$)/g, '[$1]')
    if (keyword === 'required') return `${at === '' ? '' : `${at}.`}${textOf(params.missingProperty)} is missing`
    if (keyword === 'pattern') return `${at} is empty`
    return `${at} should be ${TYPE_WORDS[String(firstOf(params.type))] ?? 'something else'}`
  })
}

const TYPE_WORDS: Readonly<Record<string, string>> = { object: 'a map', array: 'a list', string: 'text', boolean: 'true or false' }

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** The parts of a Node that placement and people look at; managed fields, images and annotations of large lists are let go. */
function clusterNodeOf(value: Node, name: string): ClusterNode {
  const { metadata, spec, status } = value
  const labels = textsOf(metadata?.labels) ?? {}
  const taints = taintsOf(fieldOf(value, 'spec', 'taints'))
  const unschedulable = fieldOf(spec, 'unschedulable') === true
  const conditions = fieldOf(status, 'conditions')
  const kept = {
    apiVersion: 'v1' as const,
    kind: 'Node' as const,
    metadata: { name, labels },
    spec: { taints, unschedulable, ...pick(spec, ['providerID', 'podCIDR']) },
    status: pick(status, ['conditions', 'addresses', 'nodeInfo', 'capacity', 'allocatable']),
  }
  return { name, labels, taints, unschedulable, allocatable: textsOf(fieldOf(status, 'allocatable')), ready: readyOf(conditions), object: kept }
}

function pick(value: unknown, names: readonly string[]): Record<string, unknown> {
  return isMap(value) ? Object.fromEntries(names.filter((name) => value[name] !== undefined).map((name) => [name, value[name]])) : {}
}

/** A map of scalars as texts; the same object if it already is one. */
function textsOf(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isMap(value)) return undefined
  const entries = Object.entries(value)
  if (entries.every(([, text]) => typeof text === 'string')) return value as Record<string, string>
  return Object.fromEntries(entries.filter(([, scalar]) => !isMap(scalar) && !Array.isArray(scalar)).map(([key, scalar]) => [key, textOf(scalar)]))
}

function taintsOf(value: unknown): Taint[] {
  if (!Array.isArray(value)) return []
  return value.filter(isMap).map((taint) => {
    const text = (name: string): string => textOf(taint[name])
    return { key: text('key'), effect: text('effect'), ...(text('value') === '' ? {} : { value: text('value') }) }
  })
}

function readyOf(conditions: unknown): boolean | undefined {
  if (!Array.isArray(conditions)) return undefined
  const ready: unknown = conditions.find((condition) => fieldOf(condition, 'type') === 'Ready')
  return ready === undefined ? undefined : fieldOf(ready, 'status') === 'True'
}

/** Joins the nodes of several files. Of nodes with one name the last one counts; that is said once. */
export function mergeNodes(source: string, lists: readonly (readonly ClusterNode[])[]): { inventory: Inventory; problems: string[] } {
  const byName = new Map<string, ClusterNode>()
  const repeated = new Set<string>()
  for (const node of lists.flat()) {
    if (byName.has(node.name)) repeated.add(node.name)
    byName.set(node.name, node)
  }
  const names = [...repeated]
  const shown = names.slice(0, 3).join(', ')
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  const problems = names.length === 0 ? [] : [`listed more than once, the last one counts: ${shown}${more}`]
  return { inventory: { source, nodes: [...byName.values()] }, problems }
}
