// The tree as the command line prints it in JSON.
import { jsonText } from '../../server/src/cli/json-text.ts'
import { toValue } from '../../server/src/core/syntax/to-value.ts'
import type { Node } from '../../server/src/core/syntax/tree.ts'

export const toJson = (root: Node | null, indent?: number): string => jsonText(toValue(root), indent)
