// Where the elements of a list stood before an edit of it: what was made of those that are still there can be kept.

/**
 * For an index of `now` the index of the same element in `before`, -1 if it is none of the elements that stayed at the start and at the end.
 * An edit changes a stretch of the list; what lies inside is looked at anew.
 */
export function placesBefore<T>(before: readonly T[], now: readonly T[]): (index: number) => number {
  const most = Math.min(before.length, now.length)
  let first = 0
  while (first < most && before[first] === now[first]) first++
  const added = now.length - before.length
  let last = now.length
  while (last > first && last - added > first && before[last - added - 1] === now[last - 1]) last--
  return (index) => (index < first ? index : index >= last ? index - added : -1)
}
