// `daemonset read`: each document as the API server reads it.
import { readDocument } from '../../core/syntax/read-document.ts'
import { toValue } from '../../core/syntax/to-value.ts'
import type { SyntaxDocument } from '../../core/syntax/tree.ts'
import type { Options } from '../arguments.ts'
import { printable } from '../display.ts'
import { jsonText } from '../json-text.ts'
import { type Manifest, readManifests, troublesOn } from '../manifests.ts'
import { type Paint, painter, type Terminal } from '../terminal.ts'

type ReadDocument = { readonly index: number; readonly value: unknown } | { readonly index: number; readonly error: string }

/** Reads, prints, and gives the exit code. */
export function read(paths: readonly string[], options: Options, terminal: Terminal): number {
  const troubles = troublesOn(terminal)
  const files = readManifests(paths, terminal, troubles, options.quiet).map((manifest) => ({
    path: manifest.name.path,
    documents: documentsOf(manifest),
  }))
  if (options.format === 'json') terminal.write(`${jsonText({ version: 1, files })}\n`)
  else terminal.write(files.map((file) => fileText(file, painter(terminal.colors && !options.noColor))).join(''))
  if (troubles.any) return 2
  return files.some((file) => file.documents.some((document) => 'error' in document)) ? 1 : 0
}

function documentsOf(manifest: Manifest): ReadDocument[] {
  return manifest.documents.map(({ reading }, index) => {
    // the server does not know templates: `{{ x }}` is a map in a map to it
    const syntax = reading.template ? readDocument(reading.text) : reading.syntax
    const error = errorOf(syntax)
    return error === undefined ? { index, value: syntax.root === null ? null : toValue(syntax.root) } : { index, error }
  })
}

/** Both kinds of problems end the server's reading; what it would say first comes first. */
function errorOf({ problems }: SyntaxDocument): string | undefined {
  return (problems.find((problem) => problem.kind === 'unreadable') ?? problems[0])?.serverMessage
}

function fileText({ path, documents }: { path: string; documents: readonly ReadDocument[] }, paint: Paint): string {
  return documents
    .map((document) => {
      const head = paint('dim', `# ${printable(path)}, document ${document.index}`)
      if ('error' in document) return `${head}\n${paint('red', 'unreadable')}: ${printable(document.error)}\n`
      return `${head}\n${jsonText(document.value, 2)}\n`
    })
    .join('')
}
