// Groups the nodes of an inventory by what one asker looks at. Each label, taint list and size becomes a column of small numbers,
// made once per inventory; a group is a distinct combination of them. Knows no DaemonSets and gives no verdicts.
import type { ClusterNode } from '../model/cluster-node.ts'
import { parseQuantity } from '../model/quantity.ts'
import { textOf } from './lenient.ts'

/** One number per node; equal numbers: nodes that this column cannot tell apart. Numbers are smaller than `size`. */
export interface Column {
  readonly id: string
  readonly size: number
  readonly numbers: Int32Array
}

/** Number 0 stands for nodes without the label. */
export interface LabelColumn extends Column {
  readonly values: readonly (string | undefined)[]
}

/** Allocatable of one resource: the numbers rank the amounts, number 0 stands for nodes that do not have it. */
export interface SizeColumn extends Column {
  /** Ascending from index 1, in 10^-9 units. */
  readonly amounts: readonly bigint[]
}

export interface NodeIndex {
  readonly nodes: readonly ClusterNode[]
  /** Place of a node in the list, by its name. */
  indexOfName(name: string): number | undefined
  label(key: string): LabelColumn
  taints(): Column
  size(resource: string): SizeColumn
  /** A column of this index in which only those numbers are told apart that `classOf` tells apart; `id` names the way of grouping. */
  coarse<C extends Column>(column: C, id: string, classOf: (number: number) => string | number): Column
  /** The nodes' groups, in the order of their first nodes; equal columns give the same arrays again. */
  partition(columns: readonly Column[]): readonly (readonly ClusterNode[])[]
}

/** Groupings kept per inventory: one for all DaemonSets that look at the same things, and a few for what is being typed. */
const KEPT = 64

/** A label or size with more values than this is told apart only as far as somebody asks. */
export const MANY_VALUES = 64

const indexes = new WeakMap<readonly ClusterNode[], NodeIndex>()

/** The index of a node list, made on first use and kept as long as the list is. */
export function indexOf(nodes: readonly ClusterNode[]): NodeIndex {
  let index = indexes.get(nodes)
  if (index === undefined) {
    index = makeIndex(nodes)
    indexes.set(nodes, index)
  }
  return index
}

function makeIndex(nodes: readonly ClusterNode[]): NodeIndex {
  const labels = new Map<string, LabelColumn>()
  const sizes = new Map<string, SizeColumn>()
  const coarse = new Map<string, Column>()
  const partitions = new Map<string, readonly (readonly ClusterNode[])[]>()
  let taints: Column | undefined
  let byName: ReadonlyMap<string, number> | undefined
  return {
    nodes,
    indexOfName: (name) => {
      byName ??= new Map(nodes.map((node, index) => [node.name, index]))
      return byName.get(name)
    },
    label: (key) => kept(labels, key, () => labelColumn(nodes, key)),
    taints: () => {
      taints ??= numbered('taints', nodes, taintSignature)
      return taints
    },
    coarse: (column, id, classOf) => {
      const whole = `${column.id} ${id}`
      return keptFew(coarse, whole, () => coarsen(column, whole, classOf))
    },
    size: (resource) => kept(sizes, resource, () => sizeColumn(nodes, resource)),
    partition: (columns) => {
      const key = JSON.stringify(columns.map((column) => column.id).sort())
      return keptFew(partitions, key, () => refine(nodes, columns))
    },
  }
}

function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  let value = known.get(key)
  if (value === undefined) {
    value = make()
    known.set(key, value)
  }
  return value
}

/** As `kept`; the oldest entry makes room. */
function keptFew<T>(known: Map<string, T>, key: string, make: () => T): T {
  if (known.size >= KEPT && !known.has(key)) known.delete(known.keys().next().value ?? '')
  return kept(known, key, make)
}

function numbered(
  id: string,
  nodes: readonly ClusterNode[],
  signature: (node: ClusterNode) => string,
): Column & { readonly signatures: readonly string[] } {
  const seen = new Map<string, number>()
  const numbers = new Int32Array(nodes.length)
  nodes.forEach((node, index) => {
    const text = signature(node)
    let number = seen.get(text)
    if (number === undefined) {
      number = seen.size
      seen.set(text, number)
    }
    numbers[index] = number
  })
  return { id, size: seen.size, numbers, signatures: [...seen.keys()] }
}

function taintSignature(node: ClusterNode): string {
  return node.taints.length === 0 ? '' : JSON.stringify(node.taints.map((taint) => [textOf(taint.key), textOf(taint.value), textOf(taint.effect)]))
}

function labelColumn(nodes: readonly ClusterNode[], key: string): LabelColumn {
  const seen = new Map<string, number>()
  const values: (string | undefined)[] = [undefined]
  const numbers = new Int32Array(nodes.length)
  nodes.forEach((node, index) => {
    const value = labelOf(node, key)
    if (value === undefined) return
    let number = seen.get(value)
    if (number === undefined) {
      number = values.length
      seen.set(value, number)
      values.push(value)
    }
    numbers[index] = number
  })
  return { id: `label ${key}`, size: values.length, numbers, values }
}

/** A node's label; undefined when it has none of that key. */
export function labelOf(node: ClusterNode, key: string): string | undefined {
  return Object.hasOwn(node.labels, key) ? node.labels[key] : undefined
}

function sizeColumn(nodes: readonly ClusterNode[], resource: string): SizeColumn {
  const texts = numbered('', nodes, (node) => sizeText(node, resource) ?? '')
  const byText = texts.signatures.map((text) => (text === '' ? undefined : parseQuantity(text)?.nano))
  const ranked = [...new Set(byText.filter((amount) => amount !== undefined))].sort((a, b) => (a < b ? -1 : 1))
  const ranks = new Map(ranked.map((amount, index) => [amount, index + 1]))
  const rankOfText = byText.map((amount) => (amount === undefined ? 0 : (ranks.get(amount) ?? 0)))
  const numbers = Int32Array.from(texts.numbers, (number) => rankOfText[number] ?? 0)
  return { id: `size ${resource}`, size: ranked.length + 1, numbers, amounts: [0n, ...ranked] }
}

/**
 * What a node says it offers of a resource; undefined: not known. A node that lists its sizes without an extended resource has
 * none of it; the sizes that every kubelet reports are unknown when they are missing: such a list was written by hand.
 */
function sizeText({ allocatable }: ClusterNode, resource: string): string | undefined {
  if (allocatable === undefined) return undefined
  const text = Object.hasOwn(allocatable, resource) ? allocatable[resource] : undefined
  return text ?? (REPORTED_BY_ALL.has(resource) ? undefined : '0')
}

/** What a node offers of a resource, in 10^-9 units. Undefined: not known. */
export function amountOf(node: ClusterNode, resource: string): bigint | undefined {
  const text = sizeText(node, resource)
  return text === undefined ? undefined : parseQuantity(text)?.nano
}

const REPORTED_BY_ALL: ReadonlySet<string> = new Set(['cpu', 'memory', 'pods'])

/** A coarser column: `classOf` says which numbers need not be told apart. */
function coarsen(column: Column, id: string, classOf: (number: number) => string | number): Column {
  const classes = new Map<string | number, number>()
  const table = Int32Array.from({ length: column.size }, (_, number) => {
    const name = classOf(number)
    const known = classes.get(name) ?? classes.size
    classes.set(name, known)
    return known
  })
  const numbers = new Int32Array(column.numbers.length)
  for (let i = 0; i < numbers.length; i++) numbers[i] = table[column.numbers[i] ?? 0] ?? 0
  return { id, size: classes.size, numbers }
}

/** Splits the nodes by every column in turn: one pass over small numbers per column. */
function refine(nodes: readonly ClusterNode[], columns: readonly Column[]): readonly (readonly ClusterNode[])[] {
  let groupOf = new Int32Array(nodes.length)
  let count = nodes.length === 0 ? 0 : 1
  for (const column of columns) {
    if (column.size <= 1) continue
    const split = splitBy(groupOf, count, column)
    groupOf = split.groupOf
    count = split.count
  }
  const groups: ClusterNode[][] = Array.from({ length: count }, () => [])
  nodes.forEach((node, index) => {
    groups[groupOf[index] ?? 0]?.push(node)
  })
  return groups
}

/** Groups are numbered by their first node. */
function splitBy(groupOf: Int32Array<ArrayBuffer>, count: number, column: Column): { groupOf: Int32Array<ArrayBuffer>; count: number } {
  const { size, numbers } = column
  const next = new Int32Array(groupOf.length)
  const cells = count * size
  const table = cells <= 1 << 20 ? new Int32Array(cells) : undefined
  const sparse = new Map<number, number>()
  let found = 0
  for (let i = 0; i < next.length; i++) {
    const cell = (groupOf[i] ?? 0) * size + (numbers[i] ?? 0)
    let group = (table ? table[cell] : sparse.get(cell)) ?? 0
    if (group === 0) {
      group = ++found
      if (table) table[cell] = group
      else sparse.set(cell, group)
    }
    next[i] = group - 1
  }
  return { groupOf: next, count: found }
}
