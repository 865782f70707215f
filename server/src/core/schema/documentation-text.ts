// The stored documentation as one text. A module of its own so that a bundle can put another in its place that loads the text from a file
// when it is asked for (see esbuild.mjs).
import { DOCUMENTATION } from './generated/documentation.ts'

/** JSON; its shape is known to documentation.ts. */
export function documentationText(): string {
  return DOCUMENTATION
}
