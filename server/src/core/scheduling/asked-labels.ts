// From the labels and names that somebody asks about to the columns in which nodes differ for him.
import type { Known } from './known.ts'
import { type Column, type LabelColumn, MANY_VALUES, type NodeIndex } from './node-index.ts'

export interface LabelTest {
  /** Tests with the same text give the same answers. */
  readonly text: string
  readonly test: (value: string | undefined) => Known
}

/** `tests`: by label key. A label with many values is told apart only as far as the tests do, and named in `mixed`. */
export function columnsFor(
  tests: ReadonlyMap<string, readonly LabelTest[]>,
  names: ReadonlySet<string>,
  index: NodeIndex,
  mixed: Set<string>,
): readonly Column[] {
  const columns = nameColumns(index, names)
  for (const [key, ofKey] of tests) {
    const column = index.label(key)
    if (column.size > MANY_VALUES) mixed.add(key)
    columns.push(column.size > MANY_VALUES ? coarseColumn(index, column, ofKey) : column)
  }
  return columns
}

function coarseColumn(index: NodeIndex, column: LabelColumn, tests: readonly LabelTest[]): Column {
  const id = JSON.stringify(tests.map(({ text }) => text))
  const { values } = column
  return index.coarse(column, id, (number) => `${number === 0} ${tests.map(({ test }) => test(values[number])).join()}`)
}

/** Each node that is named stands alone. */
function nameColumns(index: NodeIndex, names: ReadonlySet<string>): Column[] {
  const named = [...names].map((name) => index.indexOfName(name)).filter((at) => at !== undefined)
  if (named.length === 0) return []
  const numbers = new Int32Array(index.nodes.length)
  named
    .sort((a, b) => a - b)
    .forEach((at, position) => {
      numbers[at] = position + 1
    })
  return [{ id: `names ${named.join()}`, size: named.length + 1, numbers }]
}
