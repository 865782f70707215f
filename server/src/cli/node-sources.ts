// `--nodes`: from sources to the nodes that DaemonSets are judged by. Reads files; what a node list means is core/inventory's matter.

import { resolve } from 'node:path'
import { mergeNodes, nodesOfValues } from '../core/inventory/read-inventory.ts'
import { readNodeList } from '../core/inventory/read-node-list.ts'
import { isSampleName, SAMPLE_NAMES, sampleInventory } from '../core/inventory/samples.ts'
import type { ClusterNode, Inventory } from '../core/model/cluster-node.ts'
import { readValues } from '../core/syntax/read-values.ts'
import { toValue } from '../core/syntax/to-value.ts'
import { decodeBytes } from './bytes.ts'
import { findFiles, readBytes, whyNot } from './files.ts'
import type { Manifest, Troubles } from './manifests.ts'
import type { Terminal } from './terminal.ts'

/** A source as it is written, and the folder that a path in it starts from. */
export interface NodeSource {
  readonly text: string
  readonly from: string
}

/** The nodes of the sources, merged by name; a source that cannot be used is a trouble, and the sample stands in if none can. */
export function inventoryOf(sources: readonly NodeSource[], terminal: Terminal, troubles: Troubles): Inventory {
  const inventories = sources.map((source) => oneSource(source, terminal, troubles)).filter((inventory) => inventory !== undefined)
  const [first] = inventories
  if (first === undefined) return sampleInventory('kubeadm')
  if (inventories.length === 1) return first
  return mergeNodes(
    inventories.map(({ source }) => source).join(','),
    inventories.map(({ nodes }) => nodes),
  ).inventory
}

function oneSource(source: NodeSource, terminal: Terminal, troubles: Troubles): Inventory | undefined {
  const { text } = source
  const [scheme, ...rest] = text.split(':')
  if (scheme === 'sample') return sample(text, rest.join(':'), troubles)
  if (scheme === 'cluster') {
    troubles.add(`--nodes ${text}: reading the nodes of a cluster is not built yet; save them with kubectl get nodes -o json > nodes.json`)
    return undefined
  }
  return fromFiles(source, terminal, troubles)
}

function sample(text: string, name: string, troubles: Troubles): Inventory | undefined {
  if (name === '') return sampleInventory('kubeadm')
  if (isSampleName(name)) return sampleInventory(name)
  troubles.add(`--nodes ${text}: there is no such sample; samples are ${SAMPLE_NAMES.join(', ')}`)
  return undefined
}

function fromFiles({ text, from }: NodeSource, terminal: Terminal, troubles: Troubles): Inventory | undefined {
  const path = text.startsWith('file:') ? text.slice('file:'.length) : text
  const found = findFiles([path === '-' ? '-' : resolve(from, path)], from)
  const trouble = (message: string): void => troubles.add(`--nodes ${text}: ${message}`)
  for (const { message } of found.troubles) trouble(message)
  if (found.empty.length > 0) trouble('no .yaml, .yml or .json file in it')
  const lists: (readonly ClusterNode[])[] = []
  const inFolder = found.files.length > 1
  const unusable: string[] = []
  for (const file of found.files) {
    try {
      const { nodes, problems, usable } = readNodeList(decodeBytes(readBytes(file, terminal.readStandardInput)).text, readValues)
      if (usable) lists.push(nodes)
      const place = inFolder ? `${file.path}: ` : ''
      // A folder may hold other things beside the nodes.
      if (usable || !inFolder)
        for (const problem of problems) (usable ? terminal.complain : unusableOf(unusable))(`daemonset: --nodes ${text}: ${place}${problem}`)
    } catch (error) {
      trouble(`${file.path}: ${whyNot(error)}`)
    }
  }
  for (const message of unusable) troubles.add(message.replace(/^daemonset: /, ''))
  if (lists.length === 0) {
    if (found.files.length > 1) trouble('there is no Node in this folder')
    return undefined
  }
  const { inventory, problems } = mergeNodes(`file:${path}`, lists)
  for (const problem of problems) terminal.complain(`daemonset: --nodes ${text}: ${problem}`)
  return inventory
}

const unusableOf =
  (unusable: string[]) =>
  (message: string): void => {
    unusable.push(message)
  }

/** The Node manifests among the files of a call; undefined if there are none. */
export function workspaceNodes(manifests: readonly Manifest[]): Inventory | undefined {
  const values: unknown[] = []
  for (const { documents } of manifests)
    for (const { reading } of documents)
      for (const { kind, apiVersion, root } of reading.objects)
        if (kind === 'Node' && apiVersion === 'v1' && root !== null) values.push(toValue(root))
  if (values.length === 0) return undefined
  const { nodes, usable } = nodesOfValues(values)
  return usable ? mergeNodes('workspace', [nodes]).inventory : undefined
}
