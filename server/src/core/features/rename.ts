// Renames a label, a volume, a port, a container or a claim wherever it is written, in other files too. Refuses in plain words what the API
// server would refuse, or what could not be undone in the cluster.
import { type DocumentReading, type ReadObject, readObjects } from '../analysis/read-objects.ts'
import { isPlainSafe, quoted } from '../edits/write-value.ts'
import { NEWEST_MINOR } from '../schema/schema.ts'
import { isDns1123Label, isLabelValue, isPortName, isQualifiedName } from '../server-checks/names.ts'
import { validateDaemonSet } from '../server-checks/validate-daemonset.ts'
import { applyEdits, type Span, type TextEdit } from '../text.ts'
import type { Entity, EntityKind, Mention } from './mentions/mention.ts'
import { mentionsIn } from './mentions/object-mentions.ts'
import { type NearbyDocument, type Occurrence, occurrencesOf, spanInFile } from './occurrences.ts'

export interface Refusal {
  /** Why not, in one or two sentences. */
  readonly refused: string
}

/** An edit of a file; its span counts from the start of the file. */
export interface FileEdit {
  readonly uri: string
  readonly edit: TextEdit
}

/** The documents of a file as git HEAD has them; undefined where nothing is known. */
export type PreviousDocuments = (uri: string) => readonly DocumentReading[] | undefined

const NEWEST = { minor: NEWEST_MINOR }

interface Renameable {
  /** What it is called when something is wrong with it. */
  readonly called: string
  /** What is wrong with a new name. */
  readonly complaints: (name: string) => readonly string[]
}

const RENAMEABLE: Partial<Readonly<Record<EntityKind, Renameable>>> = {
  volume: { called: 'volume', complaints: isDns1123Label },
  container: { called: 'container', complaints: isDns1123Label },
  claim: { called: 'claim', complaints: isDns1123Label },
  port: { called: 'port', complaints: isPortName },
  'label-key': { called: 'label', complaints: isQualifiedName },
  'label-value': { called: 'label value', complaints: isLabelValue },
}

/** Files whose version in git HEAD decides whether the name may be changed: those with a selector that cannot change. */
export function filesToCompare(target: Occurrence, nearby: readonly NearbyDocument[]): readonly string[] {
  return [...new Set(inSelectors(occurrencesOf(target, nearby)).map(({ document }) => document.uri))]
}

/** The name to change, relative to the document and without quotes; or why it cannot be changed. */
export function prepareRename(
  target: Occurrence,
  nearby: readonly NearbyDocument[],
  previous: PreviousDocuments,
): { readonly span: Span; readonly name: string } | Refusal {
  const { entity, span } = target.mention
  if (RENAMEABLE[entity.kind] === undefined) return { refused: 'Only labels, volumes, ports, containers and claims can be renamed.' }
  if (target.document.reading.template && entity.kind.startsWith('label'))
    return { refused: 'This is a template: what other templates select is not known before they are rendered. Rename the label by hand.' }
  const stored = storedSelector(occurrencesOf(target, nearby), entity, previous)
  if (stored !== undefined) return stored
  const quotes = quoteOf(target) === undefined ? 0 : 1
  return { span: { start: span.start + quotes, end: span.end - quotes }, name: entity.name }
}

/** The edits that give everything at `target` another name; or why it cannot have that name. */
export function rename(
  target: Occurrence,
  name: string,
  nearby: readonly NearbyDocument[],
  previous: PreviousDocuments,
): readonly FileEdit[] | Refusal {
  const { entity } = target.mention
  const kind = RENAMEABLE[entity.kind]
  const prepared = prepareRename(target, nearby, previous)
  if ('refused' in prepared || kind === undefined) return 'refused' in prepared ? prepared : { refused: '' }
  if (name === entity.name) return []
  const [complaint] = kind.complaints(name)
  if (complaint !== undefined) return { refused: `${JSON.stringify(name)} is no ${kind.called} name: ${complaint}.` }
  const found = occurrencesOf(target, nearby)
  const taken = found.find((occurrence) => isTaken(occurrence, { ...entity, name }))
  if (taken !== undefined) return { refused: `${titleOf(taken.object)} has a ${kind.called} ${name} already.` }
  // One look at each object, however often it has the name.
  const objects = [...new Map(found.map((occurrence) => [occurrence.object, occurrence])).values()]
  if (objects.some((occurrence) => breaks(occurrence, found, name)))
    return { refused: `${entity.name} is also written by way of an anchor or a merge key, which would not follow. Write it out first.` }
  return found.map((occurrence) => ({ uri: occurrence.document.uri, edit: { span: spanInFile(occurrence), newText: textFor(occurrence, name) } }))
}

function inSelectors(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  return occurrences.filter(({ mention }) => mention.selector?.immutable === true)
}

/** A selector that names the label and that the last version has too: the object may exist, and its selector cannot change. */
function storedSelector(occurrences: readonly Occurrence[], entity: Entity, previous: PreviousDocuments): Refusal | undefined {
  for (const { document, object } of inSelectors(occurrences)) {
    const older = previous(document.uri)
      ?.flatMap(({ objects }) => objects)
      .find((candidate) => isSameObject(candidate, object))
    const had = older !== undefined && mentionsIn(older).some((mention) => mention.selector?.immutable === true && speaksOf(mention, entity))
    if (!had) continue
    const what = entity.kind === 'label-key' ? entity.name : `${entity.within}: ${entity.name}`
    return {
      refused: `${titleOf(object)} selects ${what} in git HEAD, so it may exist, and its selector cannot be changed: the API server would refuse it. Delete it first with kubectl delete ${(object.kind ?? '').toLowerCase()} ${object.name} --cascade=orphan, or give it another name.`,
    }
  }
  return undefined
}

function speaksOf({ entity }: Mention, { kind, name, within }: Entity): boolean {
  return entity.kind === kind && entity.name === name && entity.within === within
}

function isSameObject(a: ReadObject, b: ReadObject): boolean {
  return a.kind === b.kind && a.name === b.name && (a.namespace ?? 'default') === (b.namespace ?? 'default')
}

/** Something of the same kind in the same place has the new name. Two labels may have the same value. */
function isTaken({ object, mention }: Occurrence, wanted: Entity): boolean {
  if (wanted.kind === 'label-value') return false
  return mentionsIn(object).some(
    (other) =>
      other.entity.kind === wanted.kind &&
      other.entity.name === wanted.name &&
      other.labels === mention.labels &&
      other.selector === mention.selector,
  )
}

/** True if the DaemonSet of an occurrence would be refused for something it is not refused for now. */
function breaks({ document, object }: Occurrence, found: readonly Occurrence[], name: string): boolean {
  if (object.daemonset === undefined || object.daemonset.template) return false
  const here = found.filter((occurrence) => occurrence.document === document)
  const edits = here.map((occurrence) => ({ span: occurrence.mention.span, newText: textFor(occurrence, name) }))
  const after = readObjects(applyEdits(document.reading.text, edits)).objects[document.reading.objects.indexOf(object)]?.daemonset
  return after === undefined || validateDaemonSet(after.value, NEWEST).length > validateDaemonSet(object.daemonset.value, NEWEST).length
}

/** The new name in the quotes of the old one. */
function textFor(occurrence: Occurrence, name: string): string {
  const quote = quoteOf(occurrence)
  if (quote !== undefined) return quoted(name, quote)
  return isPlainSafe(name, true) ? name : quoted(name, '"')
}

function quoteOf({ document, mention }: Occurrence): '"' | "'" | undefined {
  const first = document.reading.text[mention.span.start]
  return first === '"' || first === "'" ? first : undefined
}

function titleOf({ kind, name }: ReadObject): string {
  return `${kind ?? 'The object'} ${name ?? ''}`.trim()
}
