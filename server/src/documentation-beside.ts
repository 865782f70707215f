// In the editor's server bundle this stands in for core/schema/documentation-text.ts: the text is dist/documentation.js, read when someone
// hovers or completes.
declare const importScripts: ((url: string) => void) | undefined
declare const require: (path: string) => DocumentationFile

interface DocumentationFile {
  readonly daemonsetDocumentation?: { readonly DOCUMENTATION: string }
}

const NOTHING = '{"texts":[],"types":{}}'
let address: string | undefined

/** A worker does not know where its script lies: its client says where the file beside it is. */
export function documentationIsAt(url: string): void {
  address = url
}

/** JSON; its shape is known to core/schema/documentation.ts. */
export function documentationText(): string {
  if (typeof importScripts !== 'function') return textOf(require('./documentation.js'))
  if (address === undefined) return NOTHING
  importScripts(address)
  return textOf(globalThis as DocumentationFile)
}

const textOf = (place: DocumentationFile): string => place.daemonsetDocumentation?.DOCUMENTATION ?? NOTHING
