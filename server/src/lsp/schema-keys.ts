// Whether plain fields are left to another extension at a place in a file. Knows the setting and the line that names a schema.
import type { CompletionItem } from '../core/features/completion/item.ts'
import { pieceIndexAt } from '../core/file-text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import type { Session } from './session.ts'

const SCHEMA_LINE = /^[ \t]*#[ \t]+(?:yaml-language-server[ \t]*:.*)?\$schema(?:=|:[ \t]*)(\S+)/im
const COMMENT_OR_BLANK = /^\s*(?:#|$)/

/** True where another extension offers and documents the fields of a DaemonSet. */
export function leavesFieldsToOthers(session: Session, file: FileSnapshot, offset: number): boolean {
  const { schemaKeys } = session.settingsOf(file.uri)
  if (schemaKeys === 'on' || schemaKeys === 'off') return schemaKeys === 'off'
  const schema = schemaNamedAt(file, offset)
  // `none`, or one of something else: nobody else offers these fields.
  return schema === undefined ? schemaKeys === 'mapped' : /kubernetes|daemonset/i.test(schema)
}

/** The schema that a comment names for the document at the offset. */
function schemaNamedAt(file: FileSnapshot, offset: number): string | undefined {
  const { pieces } = file.text
  const index = pieceIndexAt(file.text, offset)
  const own = SCHEMA_LINE.exec(pieces[index]?.text ?? '')?.[1]
  if (own !== undefined) return own
  // Comments above the first `---` belong to the document below it.
  const first = pieces[0]?.text ?? ''
  return index === 1 && first.split('\n').every((line) => COMMENT_OR_BLANK.test(line)) ? SCHEMA_LINE.exec(first)?.[1] : undefined
}

/**
 * True for what an extension that reads schemas does not offer. Published schemas of Kubernetes list the values of apiVersion and kind
 * and say what is a boolean; of other fields they have no values since Kubernetes 1.24.
 */
export function noSchemaOffers({ kind, label, documentation }: CompletionItem): boolean {
  if (kind === 'enum') return documentation?.field !== 'apiVersion' && documentation?.field !== 'kind'
  return kind !== 'field' && !(kind === 'value' && (label === 'true' || label === 'false'))
}
