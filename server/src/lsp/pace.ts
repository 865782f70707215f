// How fast the author types: the first key is answered at once, keys that follow quickly are answered together in the next short pause.
// Knows times only, not what is answered.

/** A pause this long ends a run of keys. Longer than the gap between two keys of a fast typist, too short to be noticed. */
const PAUSE_MS = 110
/** While the keys do not end, an answer is given this often. */
const MOST_MS = 1000

export interface Pace {
  /** The text has changed. */
  changed(uri: string): void
  closed(uri: string): void
  /** Undefined when an answer is due now; else resolves when it is. */
  due(uri: string): Promise<void> | undefined
}

interface Keys {
  last: number
  /** When the run of keys began, or was last answered. */
  since: number
  fast: boolean
  waiting?: Promise<void> | undefined
}

export function createPace(): Pace {
  const files = new Map<string, Keys>()

  async function wait(uri: string, keys: Keys): Promise<void> {
    for (;;) {
      const now = performance.now()
      const left = Math.min(keys.last + PAUSE_MS, keys.since + MOST_MS) - now
      if (left <= 0 || files.get(uri) !== keys) break
      await new Promise<void>((resolve) => setTimeout(resolve, left))
    }
    keys.since = performance.now()
    keys.waiting = undefined
  }

  return {
    changed(uri) {
      const now = performance.now()
      const keys = files.get(uri)
      if (keys === undefined) {
        files.set(uri, { last: Number.NEGATIVE_INFINITY, since: now, fast: false }) // it was opened
        return
      }
      keys.fast = now - keys.last < PAUSE_MS
      keys.last = now
      if (!keys.fast) keys.since = now
    },
    closed: (uri) => void files.delete(uri),
    due(uri) {
      const keys = files.get(uri)
      if (!keys?.fast || performance.now() - keys.last >= PAUSE_MS) return undefined
      keys.waiting ??= wait(uri, keys)
      return keys.waiting
    },
  }
}
