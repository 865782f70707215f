// What is known of the other files: summaries of their objects, Node manifests, patches of kustomizations. Built after the first answer,
// file by file, and kept up with what changes on disk and in the editor.
import { type DocumentReading, multiplies, readObjects } from '../core/analysis/read-objects.ts'
import { meaningOf, summarise } from '../core/analysis/summarise.ts'
import { mergeNodes, nodesOfValues } from '../core/inventory/read-inventory.ts'
import { KUSTOMIZATION_NAMES, patchPathsOf } from '../core/kustomize.ts'
import type { ClusterNode, Inventory } from '../core/model/cluster-node.ts'
import { splitDocuments } from '../core/syntax/split-documents.ts'
import { toValue } from '../core/syntax/to-value.ts'
import { ownText, shiftSpan } from '../core/text.ts'
import { NO_WORKSPACE, type ObjectSummary, type WorkspaceFacts } from '../core/workspace-facts.ts'
import type { FileAccess } from './files.ts'

/** Manifests that are looked at, and the size of the largest (characters). Beyond that it is data, not manifests. */
const MOST_FILES = 5000
const LARGEST_FILE = 4_000_000
/** Folders above a file in which its kustomization is looked for: `patches/agent.yaml` is named one folder up. */
const FOLDERS_UP = 3
/** Characters read between two times that memory is given back: V8 by itself would let the heap triple before it looks. */
const READ_BEFORE_COLLECTING = 1_000_000
/** Longest stretch of reading before waiting messages are. */
const TURN_MS = 12

export interface WorkspaceIndex {
  /** A new object whenever what it says has changed; `known` is false until the workspace has been read. */
  facts(): WorkspaceFacts
  /** True if a kustomization names the file as a patch. */
  isPatch(uri: string): boolean
  /** Undefined when the kustomizations beside and above a file are known; else resolves when they are. */
  ready(uri: string): Promise<void> | undefined
  /** Reads the workspace; only the first call does. Resolves when all of it has been read. */
  start(): Promise<void>
  /** Reads it anew: other folders. */
  restart(): void
  /** A file has changed or gone on disk. */
  fileChanged(uri: string): void
  /** The documents of an open file; undefined: it was closed, the disk counts again. */
  opened(uri: string, documents: readonly IndexedDocument[] | undefined): void
}

export interface IndexedDocument {
  readonly reading: DocumentReading
  /** Offset in the file. */
  readonly start: number
}

interface Options {
  readonly files: FileAccess
  readonly folders: () => readonly string[]
  readonly nextTurn: () => Promise<void>
  readonly collectGarbage: () => void
  /** What is known has changed in a way that answers depend on. */
  readonly changed: () => void
  readonly nodesChanged: (inventory: Inventory | undefined) => void
}

/** What one file adds. */
interface Entry {
  readonly summaries: readonly ObjectSummary[]
  readonly nodes: readonly ClusterNode[]
  readonly patches: readonly string[]
  /** Equal for two versions that say the same of their objects, wherever these stand. Made when it is asked for: most files never change. */
  meaning(): string
}

const EMPTY: Entry = { summaries: [], nodes: [], patches: [], meaning: () => '' }

export function createWorkspaceIndex({ files, folders, nextTurn, collectGarbage, changed, nodesChanged }: Options): WorkspaceIndex {
  let entries = new Map<string, Entry>()
  const open = new Map<string, Entry>()
  let scanning: Promise<void> | undefined
  let complete = false
  let facts = NO_WORKSPACE
  let byKind: Map<string, ObjectSummary[]> | undefined
  let nodesMeaning = ''

  let read = 0
  async function haveBeenRead(characters: number): Promise<void> {
    read += characters
    if (read >= READ_BEFORE_COLLECTING) {
      read = 0
      collectGarbage()
    }
    await nextTurn()
  }

  async function scan(): Promise<void> {
    const found = new Map(entries)
    entries = found
    for (const uri of await files.manifests(folders(), MOST_FILES)) {
      const text = await files.read(uri)
      // Another scan has begun meanwhile.
      if (entries !== found) return
      if (text !== undefined) found.set(uri, await entryInTurns(uri, text, haveBeenRead))
    }
    complete = true
    meaningChanged()
  }

  function meaningChanged(): void {
    byKind = undefined
    if (!complete) return
    facts = { known: true, ofKind: (kind) => kinds().get(kind) ?? [] }
    const nodes = all().flatMap(([, entry]) => entry.nodes)
    const meaning = JSON.stringify(nodes.map((node) => node.object))
    if (meaning !== nodesMeaning) {
      nodesMeaning = meaning
      nodesChanged(nodes.length === 0 ? undefined : mergeNodes('workspace', [nodes]).inventory)
    }
    changed()
  }

  /** The open version of a file counts, not the one on disk. */
  function all(): [string, Entry][] {
    return [...new Map([...entries, ...open])]
  }

  function kinds(): Map<string, ObjectSummary[]> {
    byKind ??= collect()
    return byKind
  }

  function collect(): Map<string, ObjectSummary[]> {
    const found = new Map<string, ObjectSummary[]>()
    for (const [, { summaries }] of all()) {
      for (const summary of summaries) {
        const known = found.get(summary.kind)
        if (known === undefined) found.set(summary.kind, [summary])
        else known.push(summary)
      }
    }
    return found
  }

  function replace(map: Map<string, Entry>, uri: string, entry: Entry | undefined): void {
    const before = (open.get(uri) ?? entries.get(uri) ?? EMPTY).meaning()
    if (entry === undefined) map.delete(uri)
    else map.set(uri, entry)
    const after = (open.get(uri) ?? entries.get(uri) ?? EMPTY).meaning()
    if (before === after) byKind = undefined
    else meaningChanged()
  }

  const near = new Map<string, Promise<void> | 'known'>()

  /** The kustomizations that could name a file of this folder as a patch. */
  async function readKustomizations(folder: string): Promise<void> {
    for (let up = 0, at = folder; up <= FOLDERS_UP && at.length > 'file:///'.length; up++, at = at.slice(0, at.lastIndexOf('/', at.length - 2) + 1)) {
      for (const name of KUSTOMIZATION_NAMES) {
        const uri = `${at}${name}`
        const text = entries.has(uri) ? undefined : await files.read(uri)
        if (text !== undefined) entries.set(uri, entryOfText(uri, text))
      }
    }
    near.set(folder, 'known')
  }

  return {
    ready(uri) {
      const folder = uri.slice(0, uri.lastIndexOf('/') + 1)
      const state = near.get(folder)
      if (state === 'known') return undefined
      if (state !== undefined) return state
      const reading = readKustomizations(folder)
      near.set(folder, reading)
      return reading
    },
    facts: () => facts,
    isPatch: (uri) => all().some(([, { patches }]) => patches.includes(uri)),
    start() {
      scanning ??= scan()
      return scanning
    },
    restart() {
      if (scanning !== undefined) scanning = scan()
    },
    fileChanged(uri) {
      if (!complete) return
      void files.read(uri).then((text) => replace(entries, uri, text === undefined ? undefined : entryOfText(uri, text)))
    },
    opened(uri, documents) {
      if (scanning !== undefined) replace(open, uri, documents === undefined ? undefined : entryOf(uri, documents))
    },
  }
}

function entryOfText(uri: string, text: string): Entry {
  if (!mayHoldObjects(uri, text)) return EMPTY
  const gathering = gather(uri, ON_DISK)
  for (const document of documentsOf(text)) gathering.add(document)
  return gathering.entry()
}

/** The same, pausing between documents. One tree is held at a time. */
async function entryInTurns(uri: string, text: string, pause: (charactersRead: number) => Promise<void>): Promise<Entry> {
  if (!mayHoldObjects(uri, text)) return EMPTY
  const gathering = gather(uri, ON_DISK)
  let characters = 0
  let turnEnds = performance.now() + TURN_MS
  for (const document of documentsOf(text)) {
    gathering.add(document)
    characters += document.reading.text.length
    if (performance.now() < turnEnds) continue
    await pause(characters)
    characters = 0
    turnEnds = performance.now() + TURN_MS
  }
  await pause(characters)
  return gathering.entry()
}

/** A summary needs an apiVersion; most files of a workspace have none. */
function mayHoldObjects(uri: string, text: string): boolean {
  return text.length <= LARGEST_FILE && (text.includes('apiVersion') || isKustomization(uri))
}

function* documentsOf(text: string): Iterable<IndexedDocument> {
  for (const { span } of splitDocuments(text)) yield { reading: readObjects(text.slice(span.start, span.end)), start: span.start }
}

/** What was made of a document where it stood then: at the next pause nearly all of them are the same, if a little further down. */
const gathered = new WeakMap<DocumentReading, GatheredThere>()

interface Gathered {
  readonly summaries: readonly ObjectSummary[]
  readonly meaning: () => string
}

interface GatheredThere extends Gathered {
  readonly uri: string
  readonly start: number
}

function summariesOf(reading: DocumentReading, uri: string, start: number, index: number): Gathered {
  const known = gathered.get(reading)
  if (known !== undefined && known.uri === uri && known.start === start && (known.summaries[0]?.index ?? index) === index) return known
  const moved = known?.uri === uri ? known : undefined
  const summaries =
    moved?.summaries.map((summary) => ({ ...summary, index, nameSpan: shiftSpan(summary.nameSpan, start - moved.start) })) ??
    summarise(reading, uri, start, index)
  const made = { uri, start, summaries, meaning: moved?.meaning ?? once(() => summaries.map(meaningOf).join('\n')) }
  gathered.set(reading, made)
  return made
}

function entryOf(uri: string, documents: readonly IndexedDocument[]): Entry {
  const gathering = gather(uri, OPEN)
  for (const document of documents) gathering.add(document)
  return gathering.entry()
}

/** How the documents of a file are gathered. */
interface Kind {
  readonly summariesOf: (reading: DocumentReading, uri: string, start: number, index: number) => Gathered
  /** What to keep of each text. */
  readonly textOf: (text: string) => string
}

/** The text is there anyway. */
const OPEN: Kind = { summariesOf, textOf: (text) => text }

/** Only what is gathered stays. */
const ON_DISK: Kind = {
  summariesOf(reading, uri, start, index) {
    const summaries = summarise(reading, uri, start, index, ownText)
    return { summaries, meaning: once(() => summaries.map(meaningOf).join('\n')) }
  },
  textOf: ownText,
}

function gather(uri: string, kind: Kind): { add(document: IndexedDocument): void; entry(): Entry } {
  const summaries: ObjectSummary[] = []
  const values: unknown[] = []
  const patches: string[] = []
  const meanings: (() => string)[] = []
  let index = 0
  return {
    add({ reading, start }) {
      const own = kind.summariesOf(reading, uri, start, index++)
      summaries.push(...own.summaries)
      for (const object of reading.objects)
        if (object.kind === 'Node' && object.apiVersion === 'v1' && !reading.template && !multiplies(reading))
          values.push(toValue(object.root, kind.textOf))
      if (isKustomization(uri)) patches.push(...patchPathsOf(toValue(reading.syntax.root)).map((path) => new URL(path, uri).href))
      meanings.push(own.meaning)
    },
    entry() {
      const { nodes } = values.length === 0 ? { nodes: [] } : nodesOfValues(values)
      const more = values.length + patches.length === 0 ? '' : JSON.stringify([values, patches])
      return { summaries, nodes, patches, meaning: once(() => meanings.map((meaning) => meaning()).join('\n') + more) }
    },
  }
}

function isKustomization(uri: string): boolean {
  return KUSTOMIZATION_NAMES.some((name) => uri.endsWith(`/${name}`))
}

function once(make: () => string): () => string {
  let made: string | undefined
  return () => {
    made ??= make()
    return made
  }
}
