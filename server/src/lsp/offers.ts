// What the server offers by name: told at the handshake, before anything of what is named has been loaded. Literals only, no imports that run.

export const TRIGGER_CHARACTERS = [':', ' ', '"']

/** Puts all safe fixes of a file into it. */
export const FIX_ALL = 'source.fixAll.daemonset'

/** `refactor.add`: something new beside what is there. */
const REFACTOR_KINDS = ['refactor.rewrite', 'refactor.extract', 'refactor.add']

export const CODE_ACTION_KINDS = ['quickfix', ...REFACTOR_KINDS, FIX_ALL]

/** Argument: the document's URI; without it every open document. Answer: the number of documents that were changed. */
export const FIX_ALL_COMMAND = 'daemonset.server.fixAll'
/** Everything that the workspace holds, open or not. Answer: the number of files that were changed. */
export const FIX_WORKSPACE_COMMAND = 'daemonset.server.fixWorkspace'
