// Whether plain fields are left to another extension at a place in a file. Knows the setting and the line that names a schema.
import { pieceIndexAt } from '../core/file-text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import type { Session } from './session.ts'

const MODELINE = /^[ \t]*#[ \t]+(?:yaml-language-server[ \t]*:.*)?\$schema(?:=|:[ \t]*)\S*(?:kubernetes|daemonset)/im
const COMMENT_OR_BLANK = /^\s*(?:#|$)/

/** True where another extension offers and documents the fields of a DaemonSet. */
export function leavesFieldsToOthers(session: Session, file: FileSnapshot, offset: number): boolean {
  const { schemaKeys } = session.settingsOf(file.uri)
  if (schemaKeys !== 'modeline') return schemaKeys === 'off'
  const { pieces } = file.text
  const index = pieceIndexAt(file.text, offset)
  if (MODELINE.test(pieces[index]?.text ?? '')) return true
  // Comments above the first `---` belong to the document below it.
  const first = pieces[0]?.text ?? ''
  return index === 1 && MODELINE.test(first) && first.split('\n').every((line) => COMMENT_OR_BLANK.test(line))
}
