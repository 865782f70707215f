// JSON of values that hold integers beyond 2^53, which the YAML reader gives as bigint.

/** As JSON.stringify, and integers of any size as they are. */
export function jsonText(value: unknown, indent = 0): string {
  const integers: string[] = []
  const text = JSON.stringify(
    value,
    (_key, inner: unknown) => {
      if (typeof inner !== 'bigint') return inner
      integers.push(inner.toString())
      return `${MARK}${integers.length - 1}`
    },
    indent,
  )
  return integers.length === 0 ? text : text.replace(new RegExp(`"${MARK}(\\d+)"`, 'g'), (_all, index: string) => integers[Number(index)] ?? 'null')
}

// A private-use character cannot be confused with the placeholder of templates (U+E000).
const MARK = '\ue0fbinteger '
