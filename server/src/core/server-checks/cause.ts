// What the API server says of a field: the entries of Status.details.causes and the Warning headers, with the path they name.
import type { Path } from '../path.ts'
import type { CauseReason } from '../problem.ts'

/** One entry of `Status.details.causes`. */
export interface Cause {
  /** The path as the server prints it. */
  readonly field: Path
  readonly reason: CauseReason
  /** The server's own words after the field (`Invalid value: "x": must be ...`). */
  readonly message: string
  /** Where the mistake really stands in the manifest, when the server's path names another place (`spec.template.labels`). */
  readonly at?: Path
  /** The offending value, where the server names one: helps to find the key or item that it is. */
  readonly value?: unknown
  /** For FieldValueNotSupported: what would be accepted. */
  readonly supported?: readonly string[]
}

/** A Warning header of an accepted object: `field: message`, or only the message. */
export interface ServerWarning {
  readonly field: Path | null
  readonly message: string
  readonly at?: Path
}

/** What an answer depends on besides the object. */
export interface ServerOptions {
  /** Kubernetes minor: 37 for 1.37. */
  readonly minor: number
}

export const invalid = (field: Path, value: unknown, detail: string): Cause => ({
  field,
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${show(value)}: ${detail}`,
  value,
})
export const required = (field: Path, detail = ''): Cause => ({
  field,
  reason: 'FieldValueRequired',
  message: detail ? `Required value: ${detail}` : 'Required value',
})
export const forbidden = (field: Path, detail: string): Cause => ({ field, reason: 'FieldValueForbidden', message: `Forbidden: ${detail}` })
export const duplicate = (field: Path, value: unknown): Cause => ({
  field,
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${show(value)}`,
  value,
})
export const notFound = (field: Path, value: unknown, detail = ''): Cause => ({
  field,
  reason: 'FieldValueNotFound',
  message: `Not found: ${show(value)}${detail ? `: ${detail}` : ''}`,
  value,
})
export const notSupported = (field: Path, value: unknown, supported: readonly string[]): Cause => ({
  field,
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${show(value)}${
    supported.length
      ? `: supported values: ${[...supported]
          .sort()
          .map((s) => JSON.stringify(s))
          .join(', ')}`
      : ''
  }`,
  value,
  supported,
})
export const tooLong = (field: Path, maximum: number): Cause => ({
  field,
  reason: 'FieldValueTooLong',
  message: `Too long: may not be more than ${maximum} bytes`,
})
export const tooMany = (field: Path, actual: number, maximum: number): Cause => ({
  field,
  reason: 'FieldValueTooMany',
  message: `Too many: ${actual}: must have at most ${maximum} items`,
})

function show(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value)
}
