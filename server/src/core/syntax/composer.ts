// What composing holds: the open lists and maps, the anchors, and what the server counts to refuse documents that multiply. Makes the nodes.
// Knows no grammar.
import type { Span } from '../text.ts'
import type { Report } from './fault.ts'
import { isMergeKey, mapEntries, type RepeatedKey, type Written } from './map-entries.ts'
import { typeScalar } from './scalar-value.ts'
import type { Scanner, Token } from './scanner.ts'
import type { Node, ScalarNode } from './tree.ts'

export interface Properties {
  readonly tag: string | undefined
  readonly anchor: string | undefined
}

/** A list or map that is being read. `loose-list`: its dashes stand in the column of the parent's keys. `pair`: `[a: b]`. */
export const NO_PROPERTIES: Properties = { anchor: undefined, tag: undefined }

export interface Frame extends Properties {
  readonly kind: 'map' | 'list' | 'loose-list' | 'flow-map' | 'flow-list' | 'pair'
  readonly start: number
  end: number
  readonly written: Written[]
  /** Decoding steps before it, for the limit on aliases. */
  readonly decodedBefore: number
  /** Levels of nesting inside. */
  height: number
  /** Blocks that were opened inside by bad indentation, and count as this one. */
  absorbed: number
  /** Opened to mend a mistake: it ends where its parent goes on. */
  readonly implied: boolean
  /** Read, but put nowhere. */
  readonly lost: boolean
  dash: number
  /** In braces: the key stands alone, `{a, b: c}`. */
  bare: boolean
}

export interface Anchor {
  node: Node | undefined
  /** Decoding steps that one alias of it costs. */
  weight: number
  height: number
}

export interface Composer {
  readonly scanner: Scanner
  readonly report: Report
  readonly onRepeated: (key: RepeatedKey, path: readonly (string | number)[]) => void
  readonly frames: Frame[]
  readonly anchors: Map<string, Anchor>
  readonly tagHandles: Map<string, string>
  root: Node | null
  /** The next node is read, but put nowhere. */
  losing: boolean
  decoded: number
  aliased: number
  tooManyAliases: boolean
  /** The map that was closed last, in case its entries go on below by mistake. */
  lastMap: Frame | undefined
}

export const MAX_DEPTH = 10_000

export function fail(composer: Composer, problem: string, token: Token): void {
  composer.report('parse', problem, token.start, token.start, Math.max(token.end, token.start + 1))
}

export function longTag(composer: Composer, token: Token): string {
  const handle = token.handle ?? ''
  if (handle === '') return token.text
  const prefix = composer.tagHandles.get(handle)
  if (prefix === undefined) fail(composer, 'found undefined tag handle', token)
  return (prefix ?? handle) + token.text
}

export function openFrame(composer: Composer, kind: Frame['kind'], start: number, end: number, { anchor, tag }: Properties): void {
  const lost = composer.losing
  composer.losing = false
  const decodedBefore = composer.decoded
  if (!(kind.endsWith('list') && followsMergeKey(composer))) countNode(composer)
  if (anchor !== undefined) composer.anchors.set(anchor, { node: undefined, weight: 0, height: 0 })
  composer.frames.push({
    kind,
    start,
    end,
    anchor,
    tag,
    written: [],
    decodedBefore,
    height: 0,
    absorbed: 0,
    implied: false,
    lost,
    dash: start,
    bare: false,
  })
}

export function followsMergeKey(composer: Composer): boolean {
  const frame = composer.frames[composer.frames.length - 1]
  if (frame === undefined || isList(frame) || frame.written.length % 2 === 0) return false
  const key = frame.written[frame.written.length - 1]
  return key !== undefined && isMergeKey(key)
}

export function isList(frame: Frame): boolean {
  return frame.kind === 'list' || frame.kind === 'loose-list' || frame.kind === 'flow-list'
}

/** The server counts what it decodes, to find documents whose aliases multiply. */
export function countNode(composer: Composer): void {
  composer.decoded++
}

export function checkAliases(composer: Composer, token: Token): void {
  const { decoded, aliased } = composer
  if (composer.tooManyAliases || aliased <= 100 || decoded <= 1000 || aliased / decoded <= allowedAliasRatio(decoded)) return
  composer.tooManyAliases = true
  composer.report('decode', 'document contains excessive aliasing', token.start, token.start, token.end)
}

/** What share of the decoding steps aliases may cause: 99 % up to 400,000 steps, falling to 10 % at 4,000,000. */
export function allowedAliasRatio(decoded: number): number {
  if (decoded <= 400_000) return 0.99
  if (decoded >= 4_000_000) return 0.1
  return 0.99 - 0.89 * ((decoded - 400_000) / 3_600_000)
}

export function deliverAlias(composer: Composer, token: Token): void {
  countNode(composer)
  const span = { start: token.start, end: token.end }
  const anchor = composer.anchors.get(token.text)
  if (anchor === undefined) composer.report('compose', `unknown anchor '${token.text}' referenced`, token.start, token.start, token.end)
  else if (anchor.node === undefined) composer.report('decode', `anchor '${token.text}' value contains itself`, token.start, token.start, token.end)
  else {
    composer.decoded += anchor.weight
    composer.aliased += anchor.weight
    checkAliases(composer, token)
    deliver(composer, { value: anchor.node, valueSpan: span, start: span.start, alias: true }, anchor.height)
    return
  }
  deliver(composer, { value: emptyScalar(token.end), valueSpan: span, start: span.start, alias: true }, 0)
}

export function emptyScalar(at: number): ScalarNode {
  return { kind: 'scalar', span: { start: at, end: at }, value: null, style: 'plain', source: '' }
}

export function deliverEmpty(composer: Composer, at: number): void {
  countNode(composer)
  const node = emptyScalar(at)
  deliver(composer, { value: node, valueSpan: node.span, start: at, alias: false }, 0)
}

export function deliverScalar(
  composer: Composer,
  source: string,
  style: ScalarNode['style'],
  start: number,
  end: number,
  { anchor, tag }: Properties,
): void {
  if (!(source === '<<' && composer.frames.length > 0 && expectsKey(composer))) countNode(composer)
  const typed = typeScalar(source, style, tag)
  const span = { start, end }
  let node: ScalarNode = { kind: 'scalar', span, value: typed.value, style, source }
  if (tag !== undefined) node = { ...node, tag }
  if (anchor !== undefined) {
    node = { ...node, anchor }
    composer.anchors.set(anchor, { node, weight: 1, height: 0 })
  }
  if (typed.fault !== undefined && !(typed.stage === 'convert' && expectsKey(composer)))
    composer.report(typed.stage ?? 'decode', typed.fault, start, start, end)
  deliver(composer, { value: node, valueSpan: span, start, alias: false }, 0)
}

export function expectsKey(composer: Composer): boolean {
  const frame = composer.frames[composer.frames.length - 1]
  return frame !== undefined && !isList(frame) && frame.written.length % 2 === 0
}

export function deliver(composer: Composer, written: Written, height: number): void {
  if (composer.losing) {
    composer.losing = false
    return
  }
  const frame = composer.frames[composer.frames.length - 1]
  if (frame === undefined) {
    composer.root = written.value
    if (height > MAX_DEPTH)
      composer.report('convert', 'exceeded max depth', written.valueSpan.start, written.valueSpan.start, written.valueSpan.start + 1)
    return
  }
  if (height >= frame.height) frame.height = height + 1
  if (written.valueSpan.end > frame.end) frame.end = written.valueSpan.end
  if (frame.kind === 'list' || frame.kind === 'loose-list') {
    const { value, valueSpan, alias } = written
    frame.written.push({ value, valueSpan, start: frame.dash, alias })
  } else frame.written.push(written)
}

/** Makes the node of the innermost frame and puts it where it belongs. */
export function closeFrame(composer: Composer, frame: Frame): void {
  composer.frames.pop()
  const span: Span = { start: frame.start, end: frame.end }
  const flow = frame.kind === 'flow-list' || frame.kind === 'flow-map' || frame.kind === 'pair'
  let node: Node
  if (isList(frame)) {
    node = { kind: 'list', span, flow, items: frame.written }
  } else {
    const entries = mapEntries(frame.written, composer.report, (key) => composer.onRepeated(key, openPath(composer)))
    node = { kind: 'map', span, flow, entries }
  }
  if (frame.tag !== undefined) node = { ...node, tag: frame.tag }
  if (frame.anchor !== undefined) {
    node = { ...node, anchor: frame.anchor }
    const weight = composer.decoded - frame.decodedBefore
    const anchor = composer.anchors.get(frame.anchor)
    if (anchor !== undefined && anchor.node === undefined) {
      anchor.node = node
      anchor.weight = weight
      anchor.height = Math.max(1, frame.height)
    }
  }
  composer.losing = frame.lost
  composer.lastMap = frame.kind === 'map' ? frame : undefined
  deliver(composer, { value: node, valueSpan: span, start: span.start, alias: false }, Math.max(1, frame.height))
}

/** The path of the node that is read now. */
export function openPath(composer: Composer): (string | number)[] {
  return composer.frames.map((frame) => {
    if (isList(frame)) return frame.written.length
    const key = frame.written[frame.written.length - 1]
    return key?.value.kind === 'scalar' ? String(key.value.value) : ''
  })
}

/** End of what was read last in the innermost frame. */
export function lastEnd(composer: Composer): number {
  const frame = composer.frames[composer.frames.length - 1]
  return frame?.written[frame.written.length - 1]?.valueSpan.end ?? frame?.end ?? 0
}
