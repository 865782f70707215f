// Adds whole objects behind the one that a document holds: as further documents, or as items of its List.
import type { SyntaxDocument } from '../syntax/tree.ts'
import { layoutOf } from './layout.ts'
import { appendItem, type Change } from './set-value.ts'
import { blockLines, flowText, type Plain } from './write-value.ts'

/** Changes that add the objects; they come last, since what follows a `---` is another document. */
export function appendObjects(item: number | undefined, objects: readonly Plain[]): readonly Change[] {
  if (item !== undefined) return objects.map((object) => appendItem(['items'], object))
  return [(document) => asDocuments(document, objects)]
}

function asDocuments(document: SyntaxDocument, objects: readonly Plain[]): ReturnType<Change> {
  const { text } = document
  // Behind an end mark nothing may stand but a new document with a mark of its own; leave such files alone.
  if (/^\.\.\.\s*$/m.test(text)) return undefined
  const layout = layoutOf(document)
  const { newline } = layout
  const first = text === '' || text.endsWith('\n') ? '' : newline
  const spread = layout.json && text.trim().includes('\n') ? '' : undefined
  const written = objects.map((object) =>
    layout.json
      ? `${flowText(object, { layout, quotedKeys: true, indent: spread })}${newline}`
      : `---${newline}${blockLines(object, layout).join(newline)}${newline}`,
  )
  return [{ span: { start: text.length, end: text.length }, newText: first + written.join('') }]
}
