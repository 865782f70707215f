// How a suggested value is written: quoted where YAML would read something else, or as the quotes around it demand.
import { scalarText } from '../../edits/write-value.ts'

export interface Around {
  readonly flow: boolean
  readonly json: boolean
  /** The mark that the value stands in. */
  readonly quote?: '"' | "'" | undefined
}

/** @param literal written as it is: a number, true, false */
export function insertedValue(text: string, around: Around, literal = false): string {
  if (around.quote === "'") return text.replaceAll("'", "''")
  if (around.quote === '"') return JSON.stringify(text).slice(1, -1)
  return literal ? text : scalarText(text, '"', around.flow, around.json)
}
