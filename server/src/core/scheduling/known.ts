// Three-valued logic: true, false, or null for "not known before the template is rendered".

export type Known = boolean | null

export function not(a: Known): Known {
  return a === null ? null : !a
}

/** False as soon as one is false; unknown only if the others do not decide. */
export function every<T>(items: readonly T[], test: (item: T) => Known): Known {
  let result: Known = true
  for (const item of items) {
    const known = test(item)
    if (known === false) return false
    if (known === null) result = null
  }
  return result
}

/** True as soon as one is true; unknown only if the others do not decide. */
export function some<T>(items: readonly T[], test: (item: T) => Known): Known {
  let result: Known = false
  for (const item of items) {
    const known = test(item)
    if (known === true) return true
    if (known === null) result = null
  }
  return result
}

/** False if one is false, else null if one is unknown, else true. */
export function both(a: Known, b: Known): Known {
  if (a === false || b === false) return false
  return a === null || b === null ? null : true
}
