// Which items go with what is typed, and how well: the beginning, the beginnings of words, letters in their order. As editors filter, so that
// the list is right before they do.

/** 0: begins so; 1: words begin so (`hN` in `hostNetwork`); 2: contains it; 3: its letters in order; undefined: no match. */
export function matchQuality(typed: string, text: string): number | undefined {
  if (typed === '') return 0
  const wanted = typed.toLowerCase()
  const candidate = text.toLowerCase()
  if (candidate.startsWith(wanted)) return 0
  if (wordStartsMatch(typed, text)) return 1
  if (candidate.includes(wanted)) return 2
  let at = 0
  for (const letter of wanted) {
    at = candidate.indexOf(letter, at) + 1
    if (at === 0) return undefined
  }
  return 3
}

/** Each typed letter continues a word or begins a later one. */
function wordStartsMatch(typed: string, text: string): boolean {
  const starts = [...text.matchAll(/(?<![A-Za-z\d])[A-Za-z\d]|[A-Z](?![A-Z])/g)].map((match) => match.index)
  const from = (letter: number, place: number): boolean => {
    const wanted = typed[letter]?.toLowerCase()
    if (wanted === undefined) return true
    if (place >= 0 && text[place + 1]?.toLowerCase() === wanted && from(letter + 1, place + 1)) return true
    return starts.some((start) => start > place && text[start]?.toLowerCase() === wanted && from(letter + 1, start))
  }
  return typed.length <= 12 && from(0, -1)
}
