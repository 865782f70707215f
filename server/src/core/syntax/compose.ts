// From tokens to the tree, without recursion: however deep a document is nested, the open nodes are a list. Knows the server's grammar, its
// limits on aliases and depth, and what to do with tokens that do not fit; knows no characters.
import type { Span } from '../text.ts'
import type { Report } from './fault.ts'
import { isMergeKey, mapEntries, type RepeatedKey, type Written } from './map-entries.ts'
import { TAG_PREFIX, typeScalar } from './scalar-value.ts'
import { peekToken, type Scanner, type Token, takeToken } from './scan.ts'
import type { Node, ScalarNode } from './tree.ts'

interface Properties {
  readonly tag: string | undefined
  readonly anchor: string | undefined
}

/** A list or map that is being read. `loose-list`: its dashes stand in the column of the parent's keys. `pair`: `[a: b]`. */
interface Frame extends Properties {
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

interface Anchor {
  node: Node | undefined
  /** Decoding steps that one alias of it costs. */
  weight: number
  height: number
}

interface Composer {
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

const MAX_DEPTH = 10_000

export interface Composed {
  readonly root: Node | null
}

/** Reads the first document of the scanner's text. */
export function composeDocument(scanner: Scanner, onRepeated: Composer['onRepeated']): Node | null {
  const composer: Composer = {
    scanner,
    report: scanner.report,
    onRepeated,
    frames: [],
    anchors: new Map(),
    tagHandles: new Map(),
    root: null,
    losing: false,
    decoded: 0,
    aliased: 0,
    tooManyAliases: false,
    lastMap: undefined,
  }
  if (!startDocument(composer)) return null
  openNode(composer, true, false)
  for (let frame = composer.frames.at(-1); frame !== undefined; frame = composer.frames[composer.frames.length - 1]) step(composer, frame)
  peekToken(scanner)
  return composer.root
}

/** Reads directives and `---`; false when nothing follows. */
function startDocument(composer: Composer): boolean {
  const { scanner } = composer
  let token = peekToken(scanner)
  const explicit = token.kind === 'version' || token.kind === 'tag-directive' || token.kind === 'document-start'
  if (token.kind === 'end') return false
  let version = false
  for (; token.kind === 'version' || token.kind === 'tag-directive'; token = peekToken(scanner)) {
    if (token.kind === 'version') {
      if (version) fail(composer, 'found duplicate %YAML directive', token)
      else if (token.text !== '1.1') fail(composer, 'found incompatible YAML document', token)
      version = true
    } else {
      const handle = token.handle ?? ''
      if (composer.tagHandles.has(handle)) fail(composer, 'found duplicate %TAG directive', token)
      composer.tagHandles.set(handle, token.text)
    }
    takeToken(scanner)
  }
  if (!composer.tagHandles.has('!')) composer.tagHandles.set('!', '!')
  if (!composer.tagHandles.has('!!')) composer.tagHandles.set('!!', TAG_PREFIX)
  if (!explicit) return true
  if (token.kind === 'document-start') takeToken(scanner)
  else fail(composer, 'did not find expected <document start>', token)
  return !endsDocument(peekToken(scanner))
}

function endsDocument(token: Token): boolean {
  const { kind } = token
  return kind === 'end' || kind === 'document-start' || kind === 'document-end' || kind === 'version' || kind === 'tag-directive'
}

function fail(composer: Composer, problem: string, token: Token): void {
  composer.report('parse', problem, token.start, token.start, Math.max(token.end, token.start + 1))
}

/** Reads a scalar or an alias, or opens a list or map. `loose`: a list may start in the column of the keys. */
function openNode(composer: Composer, block: boolean, loose: boolean): void {
  const { scanner } = composer
  let token = peekToken(scanner)
  if (token.kind === 'alias') {
    takeToken(scanner)
    deliverAlias(composer, token)
    return
  }
  let anchor: string | undefined
  let tag: string | undefined
  const start = token.start
  let end = start
  while ((token.kind === 'anchor' && anchor === undefined) || (token.kind === 'tag' && tag === undefined)) {
    if (token.kind === 'anchor') anchor = token.text
    else tag = longTag(composer, token)
    end = token.end
    takeToken(scanner)
    token = peekToken(scanner)
  }
  const properties = { anchor, tag }
  switch (token.kind) {
    case 'scalar':
      takeToken(scanner)
      deliverScalar(composer, token.text, token.style ?? 'plain', token.start, token.end, properties)
      return
    case '[':
    case '{':
      takeToken(scanner)
      openFrame(composer, token.kind === '[' ? 'flow-list' : 'flow-map', token.start, token.end, properties)
      return
    case 'block-map':
    case 'block-list':
      if (!block) break
      takeToken(scanner)
      openFrame(composer, token.kind === 'block-map' ? 'map' : 'list', token.start, token.end, properties)
      return
    case '-':
      if (loose) {
        openFrame(composer, 'loose-list', token.start, token.end, properties)
        return
      }
      break
  }
  if (anchor !== undefined || tag !== undefined) {
    deliverScalar(composer, '', 'plain', end, end, properties)
    return
  }
  fail(composer, 'did not find expected node content', token)
  if (token.kind === '-' && !block) {
    // `[- a]`: read on as if the dash were not there.
    takeToken(scanner)
    openNode(composer, block, loose)
    return
  }
  deliverEmpty(composer, start)
}

function longTag(composer: Composer, token: Token): string {
  const handle = token.handle ?? ''
  if (handle === '') return token.text
  const prefix = composer.tagHandles.get(handle)
  if (prefix === undefined) fail(composer, 'found undefined tag handle', token)
  return (prefix ?? handle) + token.text
}

function openFrame(composer: Composer, kind: Frame['kind'], start: number, end: number, { anchor, tag }: Properties): void {
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

function followsMergeKey(composer: Composer): boolean {
  const frame = composer.frames[composer.frames.length - 1]
  if (frame === undefined || isList(frame) || frame.written.length % 2 === 0) return false
  const key = frame.written[frame.written.length - 1]
  return key !== undefined && isMergeKey(key)
}

function isList(frame: Frame): boolean {
  return frame.kind === 'list' || frame.kind === 'loose-list' || frame.kind === 'flow-list'
}

/** The server counts what it decodes, to find documents whose aliases multiply. */
function countNode(composer: Composer): void {
  composer.decoded++
}

function checkAliases(composer: Composer, token: Token): void {
  const { decoded, aliased } = composer
  if (composer.tooManyAliases || aliased <= 100 || decoded <= 1000 || aliased / decoded <= allowedAliasRatio(decoded)) return
  composer.tooManyAliases = true
  composer.report('decode', 'document contains excessive aliasing', token.start, token.start, token.end)
}

/** What share of the decoding steps aliases may cause: 99 % up to 400,000 steps, falling to 10 % at 4,000,000. */
function allowedAliasRatio(decoded: number): number {
  if (decoded <= 400_000) return 0.99
  if (decoded >= 4_000_000) return 0.1
  return 0.99 - 0.89 * ((decoded - 400_000) / 3_600_000)
}

function deliverAlias(composer: Composer, token: Token): void {
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

function emptyScalar(at: number): ScalarNode {
  return { kind: 'scalar', span: { start: at, end: at }, value: null, style: 'plain', source: '' }
}

function deliverEmpty(composer: Composer, at: number): void {
  countNode(composer)
  const node = emptyScalar(at)
  deliver(composer, { value: node, valueSpan: node.span, start: at, alias: false }, 0)
}

function deliverScalar(
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

function expectsKey(composer: Composer): boolean {
  const frame = composer.frames[composer.frames.length - 1]
  return frame !== undefined && !isList(frame) && frame.written.length % 2 === 0
}

function deliver(composer: Composer, written: Written, height: number): void {
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
function closeFrame(composer: Composer, frame: Frame): void {
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
function openPath(composer: Composer): (string | number)[] {
  return composer.frames.map((frame) => {
    if (isList(frame)) return frame.written.length
    const key = frame.written[frame.written.length - 1]
    return key?.value.kind === 'scalar' ? String(key.value.value) : ''
  })
}

function step(composer: Composer, frame: Frame): void {
  switch (frame.kind) {
    case 'map':
      ;(frame.written.length % 2 === 0 ? stepMapKey : stepMapValue)(composer, frame)
      return
    case 'list':
    case 'loose-list':
      stepList(composer, frame)
      return
    case 'flow-map':
      ;(frame.written.length % 2 === 0 ? stepFlowMapKey : stepFlowMapValue)(composer, frame)
      return
    case 'flow-list':
      stepFlowList(composer, frame)
      return
    case 'pair':
      stepPair(composer, frame)
      return
  }
}

function stepMapKey(composer: Composer, frame: Frame): void {
  const { scanner } = composer
  const token = peekToken(scanner)
  if (token.kind === 'key') {
    takeToken(scanner)
    const next = peekToken(scanner)
    if (next.kind === 'key' || next.kind === 'value' || next.kind === 'block-end') deliverEmpty(composer, token.end)
    else openNode(composer, true, true)
  } else if (frame.implied && (token.kind === 'block-end' || token.kind === '-')) closeFrame(composer, frame)
  else if (token.kind === 'block-end') {
    takeToken(scanner)
    if (frame.absorbed > 0) frame.absorbed--
    else closeFrame(composer, frame)
  } else {
    fail(composer, 'did not find expected key', token)
    if (token.kind === 'block-map') {
      takeToken(scanner)
      if (!reopenMap(composer, frame, false)) frame.absorbed++
    } else passOver(composer, frame, token)
  }
}

function stepMapValue(composer: Composer): void {
  const { scanner } = composer
  const token = peekToken(scanner)
  if (token.kind !== 'value') {
    deliverEmpty(composer, lastEnd(composer))
    return
  }
  takeToken(scanner)
  const next = peekToken(scanner)
  if (next.kind === 'key' || next.kind === 'value' || next.kind === 'block-end') deliverEmpty(composer, token.end)
  else openNode(composer, true, true)
}

/** End of what was read last in the innermost frame. */
function lastEnd(composer: Composer): number {
  const frame = composer.frames[composer.frames.length - 1]
  return frame?.written[frame.written.length - 1]?.valueSpan.end ?? frame?.end ?? 0
}

function stepList(composer: Composer, frame: Frame): void {
  const { scanner } = composer
  const token = peekToken(scanner)
  const loose = frame.kind === 'loose-list'
  if (token.kind === '-') {
    frame.dash = token.start
    if (token.end > frame.end) frame.end = token.end
    takeToken(scanner)
    const next = peekToken(scanner)
    const empty = next.kind === '-' || next.kind === 'block-end' || (loose && (next.kind === 'key' || next.kind === 'value'))
    if (empty) deliverEmpty(composer, token.end)
    else openNode(composer, true, false)
  } else if (loose) closeFrame(composer, frame)
  else if (token.kind === 'block-end') {
    takeToken(scanner)
    closeFrame(composer, frame)
  } else {
    fail(composer, "did not find expected '-' indicator", token)
    if (token.kind === 'key') continueItem(composer, frame, token)
    else passOver(composer, frame, token)
  }
}

/** A key in the column of the dashes: it continues the item above, if that is a map. */
function continueItem(composer: Composer, frame: Frame, token: Token): void {
  if (reopenMap(composer, frame, true)) return
  composer.losing = true
  openFrame(composer, 'map', token.start, token.end, { anchor: undefined, tag: undefined })
  const opened = composer.frames.pop()
  if (opened !== undefined) composer.frames.push({ ...opened, implied: true })
}

/** Goes on with the map that is the frame's last value: an entry below it is indented less, but more than the frame's own. */
function reopenMap(composer: Composer, frame: Frame, implied: boolean): boolean {
  const last = frame.written[frame.written.length - 1]
  const map = composer.lastMap
  if (last?.value.kind !== 'map' || last.alias || map === undefined || map.start !== last.value.span.start || map.lost) return false
  frame.written.pop()
  composer.frames.push({ ...map, absorbed: 0, implied })
  return true
}

/** Reads what cannot stand here without giving it a place. */
function passOver(composer: Composer, frame: Frame, token: Token): void {
  const { scanner } = composer
  if (endsDocument(token)) {
    closeFrame(composer, frame)
    return
  }
  switch (token.kind) {
    case 'scalar':
    case 'alias':
    case 'anchor':
    case 'tag':
    case '[':
    case '{':
    case 'block-map':
    case 'block-list':
      composer.losing = true
      openNode(composer, true, false)
      return
    case '-':
      composer.losing = true
      openFrame(composer, 'loose-list', token.start, token.end, { anchor: undefined, tag: undefined })
      return
    default:
      takeToken(scanner)
  }
}

function stepFlowList(composer: Composer, frame: Frame): void {
  const { scanner } = composer
  let token = peekToken(scanner)
  if (token.kind === ']') {
    endFlow(composer, frame, token)
    return
  }
  if (frame.written.length > 0) {
    if (token.kind === ',') {
      frame.end = token.end
      takeToken(scanner)
      token = peekToken(scanner)
    } else {
      fail(composer, "did not find expected ',' or ']'", token)
      if (mendFlow(composer, frame, token)) return
    }
  }
  if (token.kind === 'key') {
    takeToken(scanner)
    openFrame(composer, 'pair', token.start, token.end, { anchor: undefined, tag: undefined })
  } else if (token.kind === ']') endFlow(composer, frame, token)
  else openNode(composer, false, false)
}

function endFlow(composer: Composer, frame: Frame, token: Token): void {
  frame.end = Math.max(frame.end, token.end)
  takeToken(composer.scanner)
  closeFrame(composer, frame)
}

/** After a missing comma or bracket: true when that is all that can be done with the token here. */
function mendFlow(composer: Composer, frame: Frame, token: Token): boolean {
  switch (token.kind) {
    case ']':
    case '}':
      endFlow(composer, frame, token)
      return true
    case 'value':
    case '-':
    case 'block-map':
    case 'block-list':
    case 'block-end':
    case ',':
      takeToken(composer.scanner)
      return true
    default:
      if (!endsDocument(token)) return false
      closeFrame(composer, frame)
      return true
  }
}

function stepFlowMapKey(composer: Composer, frame: Frame): void {
  const { scanner } = composer
  let token = peekToken(scanner)
  if (token.kind === '}') {
    endFlow(composer, frame, token)
    return
  }
  if (frame.written.length > 0) {
    if (token.kind === ',') {
      frame.end = token.end
      takeToken(scanner)
      token = peekToken(scanner)
    } else {
      fail(composer, "did not find expected ',' or '}'", token)
      if (mendFlow(composer, frame, token)) return
    }
  }
  if (token.kind === 'key') {
    takeToken(scanner)
    const next = peekToken(scanner)
    if (next.kind === 'value' || next.kind === ',' || next.kind === '}') deliverEmpty(composer, token.end)
    else openNode(composer, false, false)
  } else if (token.kind === '}') endFlow(composer, frame, token)
  else {
    frame.bare = true
    openNode(composer, false, false)
  }
}

function stepFlowMapValue(composer: Composer, frame: Frame): void {
  stepFlowValue(composer, frame, '}')
}

function stepFlowValue(composer: Composer, frame: Frame, closer: '}' | ']'): void {
  const { scanner } = composer
  const token = peekToken(scanner)
  const bare = frame.bare
  frame.bare = false
  if (token.kind === 'value' && !bare) {
    frame.end = Math.max(frame.end, token.end)
    takeToken(scanner)
    const next = peekToken(scanner)
    if (next.kind !== ',' && next.kind !== closer) {
      openNode(composer, false, false)
      return
    }
    deliverEmpty(composer, token.end)
    return
  }
  deliverEmpty(composer, lastEnd(composer))
}

function stepPair(composer: Composer, frame: Frame): void {
  if (frame.written.length === 2) {
    closeFrame(composer, frame)
    return
  }
  if (frame.written.length === 1) {
    stepFlowValue(composer, frame, ']')
    return
  }
  const token = peekToken(composer.scanner)
  if (token.kind === 'value' || token.kind === ',' || token.kind === ']') {
    // The server's parser swallows the token here.
    takeToken(composer.scanner)
    deliverEmpty(composer, token.end)
  } else openNode(composer, false, false)
}
