// One `---` part of a file as a tree: the way in to reading. Never fails; after a mistake it keeps what can be read around it.
import type { Span } from '../text.ts'
import { lineNumber } from './characters.ts'
import { composeDocument } from './compose.ts'
import { type Fault, faultProblem, firstFault, type Report } from './fault.ts'
import type { RepeatedKey } from './map-entries.ts'
import { createScanner, type Cuts } from './scan.ts'
import type { SyntaxDocument, SyntaxProblem } from './tree.ts'

/** Reads the text of one document as the API server does (sigs.k8s.io/yaml), with exact places. */
export function readDocument(text: string): SyntaxDocument {
  return readOnce(text, new Map()).document
}

interface Reading {
  readonly document: SyntaxDocument
  readonly fault: Fault | undefined
}

function readOnce(text: string, cuts: Cuts): Reading {
  const faults: Fault[] = []
  const stages = new Set<string>()
  const report: Report = (stage, problem, at, start = at, end = start) => {
    // Only the first mistake of a stage counts: the others may follow from it.
    if ((stage === 'scan' || stage === 'parse') && (stages.has('scan') || stages.has('parse'))) return
    if (stage !== 'decode' && stage !== 'convert' && stages.has(stage)) return
    stages.add(stage)
    if (faults.length < 100) faults.push({ stage, problem, at, span: clip(text, start, end) })
  }
  const repeated: SyntaxProblem[] = []
  const scanner = createScanner(text, report, cuts)
  const root = composeDocument(scanner, (key, path) => repeated.push(repeatedProblem(text, key, path)))
  const fault = firstFault(faults)
  repeated.sort((a, b) => a.span.start - b.span.start)
  const problems = fault === undefined ? repeated : [faultProblem(text, fault), ...repeated]
  return { document: { text, root, problems, comments: scanner.comments }, fault }
}

function clip(text: string, start: number, end: number): Span {
  const from = Math.min(start, text.length)
  return { start: from, end: Math.max(from, Math.min(end, text.length)) }
}

function repeatedProblem(text: string, { key, span, first, value }: RepeatedKey, path: readonly (string | number)[]): SyntaxProblem {
  const shown = typeof key.value === 'string' ? JSON.stringify(key.value) : String(key.value)
  return {
    kind: 'repeated-key',
    span,
    first,
    path,
    message: `The key ${shown} stands here twice. Remove one: the API server refuses the object, other tools silently take the last.`,
    serverMessage: `yaml: unmarshal errors:\n  line ${lineNumber(text, value.start) + 1}: key ${shown} already set in map`,
  }
}
