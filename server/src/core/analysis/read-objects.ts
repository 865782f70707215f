// First half of the analysis, a pure function of one document's text: its tree, and which Kubernetes objects it holds.
// Knows nothing of nodes, settings or other documents.
import { type Decoded, type DecodeProblem, decodeDaemonSet } from '../decode/decode-daemonset.ts'
import type { DaemonSet } from '../model/kubernetes.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { NEWEST_MINOR } from '../schema/schema.ts'
import { readDocument } from '../syntax/read-document.ts'
import { maskTemplate } from '../syntax/template.ts'
import type { MapNode, Node, SyntaxDocument } from '../syntax/tree.ts'
import type { Span } from '../text.ts'
import { withUnknowns } from './conditional.ts'

/** Groups that have or had Kubernetes' own DaemonSet; any other group's kind of that name is not ours. */
const OWN_API_VERSIONS = new Set(['apps/v1', 'apps/v1beta2', 'apps/v1beta1', 'extensions/v1beta1'])

/** One object of a document: the document itself, or an item of its List. */
export interface ReadObject {
  /** Index in the List. */
  readonly item?: number
  readonly apiVersion: string | null
  readonly kind: string | null
  readonly namespace: string | null
  readonly name: string | null
  /** Null for an empty document. */
  readonly root: Node | null
  /** Present when the object is a DaemonSet of Kubernetes' own. */
  readonly daemonset?: LocatedDaemonSet
}

/** A document that has been read, with everything that depends on its text alone. */
export interface DocumentReading {
  /** As written. */
  readonly text: string
  /** Of the text with template actions masked. */
  readonly syntax: SyntaxDocument
  readonly template: boolean
  /** Parts that a template may leave out or repeat. */
  readonly conditional: readonly Span[]
  readonly objects: readonly ReadObject[]
  /** True if the text has a `kind: DaemonSet` line, readable or not. */
  readonly mentionsDaemonSet: boolean
  /** True if the document cannot be read to its end. */
  readonly unreadable: boolean
  /** What the strict decoder of a minor says of an object of this document; computed once for each. */
  decoded(daemonset: LocatedDaemonSet, minor: number): readonly DecodeProblem[]
}

/** Its aliases multiply beyond what the server takes: written out, its values would fill any memory. */
export function multiplies({ syntax }: DocumentReading): boolean {
  return syntax.problems.some(({ serverMessage }) => serverMessage.endsWith('document contains excessive aliasing'))
}

/**
 * Reads one `---` part. Never throws.
 * @param template the file is known to be a template (language id or path), whatever its text looks like
 */
export function readObjects(text: string, template = false): DocumentReading {
  const masked = maskTemplate(text)
  const isTemplate = template || masked.template
  const syntax = readDocument(masked.text)
  const unreadable = syntax.problems.some((problem) => problem.kind === 'unreadable')
  const decodes = new Map<MapNode, Map<number, Decoded<DaemonSet>>>()
  const decode: Decode = (root, minor) => {
    const byMinor = decodes.get(root) ?? new Map<number, Decoded<DaemonSet>>()
    decodes.set(root, byMinor)
    const known = byMinor.get(minor) ?? decodeDaemonSet(root, { minor })
    byMinor.set(minor, known)
    return known
  }
  const objects = objectsOf(syntax, { template: isTemplate, conditional: masked.conditional, decode })
  return {
    text,
    syntax,
    template: isTemplate,
    conditional: masked.conditional,
    objects,
    mentionsDaemonSet: /^[ \t-]*["']?kind["']?\s*:\s*["']?DaemonSet\b/m.test(text) || /"kind"\s*:\s*"DaemonSet"/.test(text),
    unreadable,
    decoded: (daemonset, minor) => decode(daemonset.root, minor).problems,
  }
}

/** Computed once for each object and minor. */
type Decode = (root: MapNode, minor: number) => Decoded<DaemonSet>

/** How the objects of one document are made. */
interface Making {
  readonly template: boolean
  readonly conditional: readonly Span[]
  readonly decode: Decode
}

function objectsOf(syntax: SyntaxDocument, making: Making): ReadObject[] {
  const root = syntax.root
  if (root?.kind === 'map') {
    const kind = textAt(root, 'kind')
    const items = valueAt(root, 'items')
    if (items?.kind === 'list' && kind !== null && /List$/.test(kind)) {
      return items.items.map((item, index) => objectOf(item.value, syntax, making, index))
    }
  }
  return [objectOf(root, syntax, making)]
}

function objectOf(root: Node | null, document: SyntaxDocument, { template, conditional, decode }: Making, item?: number): ReadObject {
  const place = item === undefined ? {} : { item }
  if (root?.kind !== 'map') return { ...place, apiVersion: null, kind: null, namespace: null, name: null, root }
  const metadata = valueAt(root, 'metadata')
  const meta = metadata?.kind === 'map' ? metadata : undefined
  const apiVersion = textAt(root, 'apiVersion')
  const kind = textAt(root, 'kind')
  const identity = { ...place, apiVersion, kind, namespace: meta ? textAt(meta, 'namespace') : null, name: meta ? textAt(meta, 'name') : null, root }
  if (!isOwnDaemonSet(root, apiVersion, kind)) return identity
  let value: DaemonSet | undefined
  const daemonset: LocatedDaemonSet = {
    document,
    root,
    ...place,
    apiVersion: apiVersion ?? '',
    // the index of the workspace reads thousands of DaemonSets and asks for no value
    get value() {
      // the newest schema knows every field; what an older minor does not know is left to `decoded`
      if (value === undefined) {
        const known = withUnknowns(root, conditional)
        value = (known === root ? decode(root, NEWEST_MINOR) : decodeDaemonSet(known)).value
      }
      return value
    },
    template,
  }
  return { ...identity, daemonset }
}

/** Fields of a spec that make it another workload's. */
const OTHERS_FIELDS = ['replicas', 'strategy', 'serviceName', 'volumeClaimTemplates', 'podManagementPolicy']

/** Also an apps/v1 workload whose kind has not been written yet, if it can be a DaemonSet. */
function isOwnDaemonSet(root: MapNode, apiVersion: string | null, kind: string | null): boolean {
  if (kind === 'DaemonSet') return apiVersion ? OWN_API_VERSIONS.has(apiVersion) : looksLikeObject(root)
  if (apiVersion !== 'apps/v1' || kind || !isNothing(valueAt(root, 'kind'))) return false
  const spec = valueAt(root, 'spec')
  return spec?.kind === 'map' && valueAt(spec, 'template') !== undefined && !OTHERS_FIELDS.some((field) => valueAt(spec, field) !== undefined)
}

/** False for the values of a chart that has a setting called `kind`: they have none of an object's other keys. */
function looksLikeObject(root: MapNode): boolean {
  return (
    root.entries.every(({ key }) => key === 'kind') || root.entries.some(({ key }) => key === 'apiVersion' || key === 'metadata' || key === 'spec')
  )
}

function isNothing(node: Node | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && (node.value === null || node.value === ''))
}

/** The value of a map's entry. */
export function valueAt(map: MapNode, key: string): Node | undefined {
  return map.entries.find((entry) => entry.key === key)?.value
}

function textAt(map: MapNode, key: string): string | null {
  const value = valueAt(map, key)
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : null
}
