// A whole text as plain values, for what is data and not a manifest under the cursor: node lists, kustomizations, project files.
import { readDocument } from './read-document.ts'
import { splitDocuments } from './split-documents.ts'
import { toValue } from './to-value.ts'

/** The value of every document that can be read, and the server's sentence for each that cannot. Empty documents are left out. */
export function readValues(text: string): { readonly values: unknown[]; readonly problems: string[] } {
  const values: unknown[] = []
  const problems: string[] = []
  for (const { span } of splitDocuments(text)) {
    const document = readDocument(text.slice(span.start, span.end))
    const unreadable = document.problems.find((problem) => problem.kind === 'unreadable')
    if (unreadable !== undefined) problems.push(unreadable.serverMessage)
    else if (document.root !== null) values.push(toValue(document.root))
  }
  return { values, problems }
}
