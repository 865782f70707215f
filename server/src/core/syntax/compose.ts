// From tokens to the tree, without recursion: however deep a document is nested, the open nodes are a list. Knows the server's grammar, its
// limits on aliases and depth, and what to do with tokens that do not fit; knows no characters.
import {
  type Composer,
  closeFrame,
  deliverAlias,
  deliverEmpty,
  deliverScalar,
  type Frame,
  fail,
  lastEnd,
  longTag,
  NO_PROPERTIES,
  openFrame,
} from './composer.ts'
import { TAG_PREFIX } from './scalar-value.ts'
import { peekToken, takeToken } from './scan.ts'
import type { Scanner, Token } from './scanner.ts'
import type { Node } from './tree.ts'

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
  const properties = anchor === undefined && tag === undefined ? NO_PROPERTIES : { anchor, tag }
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
