// Which node lists a file is judged on: samples, files, manifests of the workspace. Reads files through FileAccess, keeps the last good list of each.
import { isSampleName, SAMPLE_DESCRIPTIONS, SAMPLE_NAMES, sampleInventory } from '../core/inventory/samples.ts'
import type { Inventory } from '../core/model/cluster-node.ts'
import type { FileAccess } from './files.ts'
import type { NodeSourceView } from './protocol.ts'

/** Reads texts as one list of nodes; `problem` says in one sentence what was expected if it is none. */
export type ReadNodes = (texts: readonly string[], source: string) => { inventory: Inventory | undefined; problem: string | undefined }

export interface NodeSources {
  /** The inventories for a file, first the one that problems speak of; never empty. */
  inventoriesOf(uri: string, wanted: readonly string[]): readonly Inventory[]
  /** Undefined when all lists are read; else resolves when they are. */
  ready(uri: string, wanted: readonly string[]): Promise<void> | undefined
  /** A file has changed on disk: it is read again if it is a node list in use. */
  fileChanged(uri: string): void
  /** Node manifests of the workspace, all of them. */
  setWorkspaceNodes(inventory: Inventory | undefined): void
  describe(uri: string, wanted: readonly string[]): readonly NodeSourceView[]
}

interface Entry {
  readonly source: string
  readonly location: string
  inventory: Inventory | undefined
  problem: string | undefined
  loading: Promise<void> | undefined
}

interface Options {
  readonly files: FileAccess
  readonly readNodes: ReadNodes
  /** Workspace folders, for relative paths. */
  readonly folders: () => readonly string[]
  /** Files named by the workspace's settings may be read. */
  readonly trusted: boolean
  /** A list has come, changed or broken. */
  readonly changed: () => void
}

/** Files of a folder that are read at most. */
const MOST_FILES = 2000
const DEFAULT_SAMPLE = sampleInventory('kubeadm')

export function createNodeSources({ files, readNodes, folders, trusted, changed }: Options): NodeSources {
  const entries = new Map<string, Entry>()
  let workspaceNodes: Inventory | undefined

  function load(entry: Entry): Promise<void> {
    const loading = textsAt(files, entry.location).then((texts) => {
      if (entry.loading !== loading) return
      entry.loading = undefined
      const read = texts.length === 0 ? { inventory: undefined, problem: `${entry.source} cannot be read.` } : readNodes(texts, entry.source)
      // A file that is being written may be half there: the last good list stays.
      if (read.inventory !== undefined) entry.inventory = read.inventory
      entry.problem = read.problem
      changed()
    })
    entry.loading = loading
    return loading
  }

  function entryOf(uri: string, source: string): Entry {
    const location = locate(uri, source, folders())
    const known = entries.get(location)
    if (known !== undefined) return known
    const entry: Entry = { source: `file:${shortName(source, folders())}`, location, inventory: undefined, problem: undefined, loading: undefined }
    entries.set(location, entry)
    if (trusted) void load(entry)
    else entry.problem = `${source} is not read because the workspace is not trusted.`
    return entry
  }

  function find(uri: string, source: string): { inventory: Inventory | undefined; problem: string | undefined } {
    if (source === 'sample') return { inventory: DEFAULT_SAMPLE, problem: undefined }
    if (source.startsWith('sample:')) {
      const name = source.slice('sample:'.length)
      if (isSampleName(name)) return { inventory: sampleInventory(name), problem: undefined }
      return { inventory: undefined, problem: `There is no sample ${name}; there are ${SAMPLE_NAMES.join(', ')}.` }
    }
    if (source === 'workspace')
      return { inventory: workspaceNodes, problem: workspaceNodes === undefined ? 'The workspace has no Node manifests.' : undefined }
    if (source === 'cluster' || source.startsWith('cluster:'))
      return { inventory: undefined, problem: 'Reading nodes from a cluster is not supported yet.' }
    return entryOf(uri, source)
  }

  return {
    inventoriesOf(uri, wanted) {
      const found = wanted.map((source) => find(uri, source).inventory).filter((inventory) => inventory !== undefined)
      return found.length > 0 ? found : [workspaceNodes ?? DEFAULT_SAMPLE]
    },
    ready(uri, wanted) {
      const loading = wanted.filter(isFile).flatMap((source) => entryOf(uri, source).loading ?? [])
      return loading.length === 0 ? undefined : Promise.all(loading).then(() => {})
    },
    fileChanged(uri) {
      for (const entry of entries.values()) if (trusted && (uri === entry.location || uri.startsWith(`${entry.location}/`))) void load(entry)
    },
    setWorkspaceNodes(inventory) {
      if (inventory === undefined && workspaceNodes === undefined) return
      workspaceNodes = inventory
      changed()
    },
    describe(uri, wanted) {
      const active = this.inventoriesOf(uri, wanted)
      const views: NodeSourceView[] = []
      for (const source of wanted) {
        if (source.startsWith('sample') || source === 'workspace') continue
        const { inventory, problem } = find(uri, source)
        views.push(viewOf(source, source, inventory, active, problem))
      }
      if (workspaceNodes !== undefined || wanted.includes('workspace'))
        views.push(
          viewOf(
            'workspace',
            'Node manifests of the workspace',
            workspaceNodes,
            active,
            wanted.includes('workspace') ? find(uri, 'workspace').problem : undefined,
          ),
        )
      for (const name of SAMPLE_NAMES)
        views.push({
          ...viewOf(`sample:${name}`, `sample:${name}`, sampleInventory(name), active, undefined),
          detail: SAMPLE_DESCRIPTIONS[name],
        })
      return views
    },
  }
}

function viewOf(
  source: string,
  label: string,
  inventory: Inventory | undefined,
  active: readonly Inventory[],
  problem: string | undefined,
): NodeSourceView {
  return {
    source,
    label,
    count: inventory?.nodes.length ?? 0,
    active: problem !== undefined || (inventory !== undefined && active.includes(inventory)),
    ...(problem === undefined ? {} : { error: problem }),
  }
}

/** The text of a file, or of the manifests in a folder. */
async function textsAt(files: FileAccess, location: string): Promise<string[]> {
  const text = await files.read(location)
  if (text !== undefined) return [text]
  const uris = await files.manifests([location], MOST_FILES)
  const texts = await Promise.all(uris.map((uri) => files.read(uri)))
  return texts.filter((found) => found !== undefined)
}

function isFile(source: string): boolean {
  return !(source === 'workspace' || /^(sample|cluster)(:|$)/.test(source))
}

/** A URI, an absolute path, or a path relative to the workspace folder that holds the file. */
function locate(uri: string, source: string, folders: readonly string[]): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(source)) return source
  const path = source.replaceAll('\\', '/')
  if (/^[a-z]:\//i.test(path)) return `file:///${encodePath(path)}`
  if (path.startsWith('/')) return `file://${encodePath(path)}`
  const folder =
    folders.filter((candidate) => uri.startsWith(`${candidate.replace(/\/$/, '')}/`)).sort((a, b) => b.length - a.length)[0] ?? folders[0]
  const base = folder ?? uri.slice(0, uri.lastIndexOf('/'))
  return new URL(encodePath(path), `${base.replace(/\/$/, '')}/`).href
}

/** A file below a workspace folder by its path there, as it would be written in the setting. */
function shortName(source: string, folders: readonly string[]): string {
  if (!source.startsWith('file:')) return source
  const folder = folders.map((uri) => `${uri.replace(/\/$/, '')}/`).find((uri) => source.startsWith(uri))
  const path = folder === undefined ? source.slice('file://'.length) : source.slice(folder.length)
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':')
}
