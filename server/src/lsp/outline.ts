// Outline, folding and selection ranges: core's spans as the protocol's ranges.
import {
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
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
import { offsetAt, rangeInPiece, rangeOf } from './convert.ts'
import type { PlacedPiece } from './kept-lists.ts'
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

export function symbolsOfPiece({ client }: Session, { uri, piece, firstLine, documents }: PlacedPiece): (DocumentSymbol | SymbolInformation)[] {
  const convert = (symbol: OutlineSymbol, base: number): DocumentSymbol => ({
    name: symbol.name,
    detail: symbol.detail,
    kind: SYMBOL_KINDS[symbol.kind],
    range: rangeInPiece(piece, firstLine, shiftSpan(symbol.span, base), client.encoding),
    selectionRange: rangeInPiece(piece, firstLine, shiftSpan(symbol.nameSpan, base), client.encoding),
    children: symbol.children.map((child) => convert(child, base)),
  })
  const symbols = documents.flatMap(({ reading, startInPiece }) => outline(reading).map((symbol) => convert(symbol, startInPiece)))
  return client.nestedSymbols ? symbols : symbols.flatMap((symbol) => flat(uri, symbol))
}

function flat(uri: string, { name, kind, range, children }: DocumentSymbol, containerName?: string): SymbolInformation[] {
  const own: SymbolInformation = { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) }
  return [own, ...(children ?? []).flatMap((child) => flat(uri, child, name))]
}

export function foldsOfPiece({ client }: Session, { piece, firstLine, documents }: PlacedPiece): FoldingRange[] {
  const ranges: FoldingRange[] = []
  for (const { reading, startInPiece } of documents) {
    for (const { span, kind } of folds(reading)) {
      const { start, end } = rangeInPiece(piece, firstLine, shiftSpan(span, startInPiece), client.encoding)
      const startLine = start.line
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
