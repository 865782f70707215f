// Outline, folding and selection ranges: core's spans as the protocol's ranges.
import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  type FoldingRange,
  FoldingRangeKind,
  type FoldingRangeParams,
  type SelectionRange,
  type SelectionRangeParams,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver'
import { folds } from '../core/features/folding.ts'
import { selectionSpans } from '../core/features/selection-ranges.ts'
import { type SymbolKind as OutlineKind, type OutlineSymbol, outline } from '../core/features/symbols.ts'
import { shiftSpan } from '../core/text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import { offsetAt, positionAt, rangeOf } from './convert.ts'
import type { Session } from './session.ts'

const SYMBOL_KINDS: Readonly<Record<OutlineKind, SymbolKind>> = {
  workload: SymbolKind.Class,
  section: SymbolKind.Namespace,
  container: SymbolKind.Package,
  volume: SymbolKind.Object,
  toleration: SymbolKind.Event,
  term: SymbolKind.Event,
  label: SymbolKind.Key,
  field: SymbolKind.Field,
}

export function documentSymbols(
  { client }: Session,
  file: FileSnapshot,
  { textDocument: { uri } }: DocumentSymbolParams,
): DocumentSymbol[] | SymbolInformation[] {
  const convert = (symbol: OutlineSymbol, base: number): DocumentSymbol => ({
    name: symbol.name,
    detail: symbol.detail,
    kind: SYMBOL_KINDS[symbol.kind],
    range: rangeOf(file.text, shiftSpan(symbol.span, base), client.encoding),
    selectionRange: rangeOf(file.text, shiftSpan(symbol.nameSpan, base), client.encoding),
    children: symbol.children.map((child) => convert(child, base)),
  })
  const symbols: DocumentSymbol[] = []
  for (const { reading, start } of file.documents()) for (const symbol of outline(reading)) symbols.push(convert(symbol, start))
  return client.nestedSymbols ? symbols : symbols.flatMap((symbol) => flat(uri, symbol))
}

function flat(uri: string, { name, kind, range, children }: DocumentSymbol, containerName?: string): SymbolInformation[] {
  const own: SymbolInformation = { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) }
  return [own, ...(children ?? []).flatMap((child) => flat(uri, child, name))]
}

export function foldingRanges({ client }: Session, file: FileSnapshot, _: FoldingRangeParams): FoldingRange[] {
  const ranges: FoldingRange[] = []
  for (const { reading, start } of file.documents()) {
    for (const { span, kind } of folds(reading)) {
      const startLine = positionAt(file.text, start + span.start, client.encoding).line
      const end = positionAt(file.text, start + span.end, client.encoding)
      // The end of a long text is the start of the line below it.
      const endLine = end.character === 0 && end.line > startLine ? end.line - 1 : end.line
      if (endLine > startLine) ranges.push({ startLine, endLine, ...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}) })
    }
  }
  return ranges
}

export function selectionRanges({ client }: Session, file: FileSnapshot, { positions }: SelectionRangeParams): SelectionRange[] {
  return positions.map((position) => {
    const offset = offsetAt(file.text, position, client.encoding)
    const document = file.documentAt(offset)
    const whole: SelectionRange = { range: rangeOf(file.text, { start: 0, end: file.text.length }, client.encoding) }
    if (document === undefined) return whole
    const spans = selectionSpans(document.reading, offset - document.start)
    return spans.reduceRight<SelectionRange>(
      (parent, span) => ({ range: rangeOf(file.text, shiftSpan(span, document.start), client.encoding), parent }),
      whole,
    )
  })
}
