// Where a name of a manifest is written and used: in its object, and in the objects that select its pods or refer to it. Definition, references,
// highlights and rename all ask this. Knows documents that it is given; fetches none.
import type { DocumentReading, ReadObject } from '../analysis/read-objects.ts'
import { selects } from '../scheduling/label-selector.ts'
import { type Span, shiftSpan, spanTouches } from '../text.ts'
import type { ObjectSummary, WorkspaceFacts } from '../workspace-facts.ts'
import { type Entity, type LabelDomain, type Mention, type Selector, sameEntity } from './mentions/mention.ts'
import { labelsAt, mentionsIn, podLabelsOf } from './mentions/object-mentions.ts'

/** A document that may hold occurrences: of the same file or of files beside it. */
export interface NearbyDocument {
  readonly uri: string
  /** Offset in its file. */
  readonly start: number
  readonly reading: DocumentReading
}

export interface Occurrence {
  readonly document: NearbyDocument
  readonly object: ReadObject
  readonly mention: Mention
}

/** Kinds without a namespace. */
const CLUSTER_KINDS = new Set([
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
  'Node',
])

/** The name at an offset of the document, relative to it. */
export function occurrenceAt(document: NearbyDocument, offset: number): Occurrence | undefined {
  for (const object of document.reading.objects) {
    const mention = mentionsIn(object).find(({ span }) => spanTouches(span, offset))
    if (mention !== undefined) return { document, object, mention }
  }
  return undefined
}

/** Everywhere that the name at `target` is written, the target itself included, in the order of the documents. */
export function occurrencesOf(target: Occurrence, nearby: readonly NearbyDocument[]): readonly Occurrence[] {
  const all = everyMention(target, nearby).filter(({ mention }) => sameEntity(mention.entity, target.mention.entity))
  if (staysInObject(target)) return all.filter(({ object }) => object === target.object)
  switch (target.mention.entity.kind) {
    case 'object':
    case 'data-key':
      return all.filter(({ object }) => sharesNames(target, object))
    default:
      return throughSelectors(target, all)
  }
}

/** True for a name that no other object can use. */
export function staysInObject({ mention: { entity } }: Occurrence): boolean {
  return entity.kind === 'volume' || entity.kind === 'container' || entity.kind === 'claim'
}

/** The objects of the workspace that a name refers to, for those that stand in none of the documents at hand. */
export function objectsElsewhere({ object, mention: { entity } }: Occurrence, facts: WorkspaceFacts): readonly ObjectSummary[] {
  if (entity.kind !== 'object' || entity.within === undefined) return []
  const { within } = entity
  const named = facts.ofKind(within).filter(({ name }) => name === entity.name)
  return named.filter(({ namespace }) => CLUSTER_KINDS.has(within) || isSameNamespace(namespace, object.namespace))
}

/** The objects that select the pods of a workload (and the monitors of its Services), each by its name. */
export function selectingObjects(target: Occurrence, nearby: readonly NearbyDocument[]): readonly Occurrence[] {
  const all = everyMention(target, nearby)
  const found = new Set<ReadObject>()
  const select = (domain: LabelDomain, bearer: ReadObject): void => {
    for (const { object, mention } of all) {
      if (mention.selector?.domain !== domain || object === target.object || isOwn(object)) continue
      if (selectsObject(mention.selector, object, bearer)) found.add(object)
    }
  }
  select('pod', target.object)
  for (const object of [...found]) if (object.kind === 'Service') select('Service', object)
  return all.filter(
    ({ object, mention }) =>
      found.has(object) && mention.role === 'definition' && mention.entity.kind === 'object' && mention.entity.name === object.name,
  )
}

/** A workload selects its own pods; that is no reference to those of another. */
function isOwn(object: ReadObject): boolean {
  return mentionsIn(object).some((mention) => mention.labels === 'pod')
}

function everyMention(target: Occurrence, nearby: readonly NearbyDocument[]): readonly Occurrence[] {
  const order = [...new Set([...nearby.map(({ uri }) => uri), target.document.uri])]
  const own = target.document
  // The document as the target was found in it: its objects are compared by identity.
  const documents = [own, ...nearby.filter(({ uri, start }) => uri !== own.uri || start !== own.start)].sort(
    (a, b) => order.indexOf(a.uri) - order.indexOf(b.uri) || a.start - b.start,
  )
  return documents.flatMap((document) =>
    document.reading.objects.flatMap((object) => mentionsIn(object).map((mention) => ({ document, object, mention }))),
  )
}

/** Objects that may speak of the same name: of one namespace, or where namespaces do not matter. */
function sharesNames({ object, mention }: Occurrence, other: ReadObject): boolean {
  const { within = '' } = mention.entity
  if (CLUSTER_KINDS.has(within) || CLUSTER_KINDS.has(other.kind ?? '') || CLUSTER_KINDS.has(object.kind ?? '')) return true
  return isSameNamespace(object.namespace, other.namespace)
}

/** Labels and ports: those who have them, and those who select them, until there are no more. */
function throughSelectors(target: Occurrence, same: readonly Occurrence[]): readonly Occurrence[] {
  const domain = domainOf(target.mention)
  const definitions = same.filter(({ mention }) => mention.role === 'definition' && domainOf(mention) === domain)
  const users = same.filter(({ mention }) => mention.selector?.domain === domain && mention.role === 'reference')
  const bearers = new Set<ReadObject>()
  const used = new Set<Occurrence>()
  const { selector } = target.mention
  if (selector === undefined) bearers.add(target.object)
  else for (const user of users) if (user.object === target.object && user.mention.selector === selector) use(user)
  for (let before = -1; before !== bearers.size + used.size; ) {
    before = bearers.size + used.size
    for (const user of users) if (!used.has(user) && [...bearers].some((bearer) => reaches(user, bearer))) use(user)
  }
  const inside = ({ object, mention }: Occurrence): boolean => mention.selector === undefined && domainOf(mention) === domain && bearers.has(object)
  return same.filter((occurrence) => used.has(occurrence) || inside(occurrence))

  function use(user: Occurrence): void {
    used.add(user)
    for (const { object } of definitions) if (reaches(user, object)) bearers.add(object)
  }
}

function reaches({ object, mention }: Occurrence, bearer: ReadObject): boolean {
  return mention.selector !== undefined && selectsObject(mention.selector, object, bearer)
}

function selectsObject(selector: Selector, owner: ReadObject, bearer: ReadObject): boolean {
  // A workload's selector is meant for its own pods, also while the two do not agree; and for no others.
  if (selector.immutable === true) return owner === bearer
  if (selector.value === null || !isInNamespaces(selector, owner, bearer)) return false
  return selects(selector.value, selector.domain === 'pod' ? podLabelsOf(bearer) : labelsAt(bearer.root, [])) === true
}

function isInNamespaces({ namespaces }: Selector, owner: ReadObject, bearer: ReadObject): boolean {
  if (namespaces === undefined) return isSameNamespace(owner.namespace, bearer.namespace)
  return namespaces === 'any' || namespaces.includes(bearer.namespace ?? 'default')
}

function domainOf({ labels, selector, entity }: Mention): LabelDomain {
  return labels ?? selector?.domain ?? (entity.kind === 'service-port' ? 'Service' : 'pod')
}

function isSameNamespace(a: string | null, b: string | null): boolean {
  return (a ?? 'default') === (b ?? 'default')
}

/** What a text must hold to be worth reading: the name, and for a label its key. */
export function wordsOf({ entity }: Mention): readonly string[] {
  return entity.kind === 'label-value' || entity.kind === 'data-key' ? [entity.name, lastOf(entity.within)] : [entity.name]
}

function lastOf(within: Entity['within'] = ''): string {
  return within.slice(within.indexOf('/') + 1)
}

/** Where an occurrence stands in its file. */
export function spanInFile({ document, mention }: Occurrence): Span {
  return shiftSpan(mention.span, document.start)
}
