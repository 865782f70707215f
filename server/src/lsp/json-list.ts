// A list that is JSON already: where the transport writes JSON, what has not changed since the last answer is not made into it again.

/** Stands where an array of the protocol stands; only a writer that knows it can send it (see Host.writesJsonLists). */
export class JsonList {
  /** Each holds elements with commas between them, in UTF-8; an empty one holds none. */
  readonly parts: readonly Uint8Array[]

  constructor(parts: readonly Uint8Array[]) {
    this.parts = parts
  }
}

const encoder = new TextEncoder()

/** Elements as a part of a list. */
export function jsonPart(elements: readonly unknown[]): Uint8Array {
  return encoder.encode(JSON.stringify(elements).slice(1, -1))
}
