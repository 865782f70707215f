// Holds core to the recorded answers of a control plane: every tenth of them, or all with CONFORMANCE=all (npm run test:conformance).
// A floor is what is reached; it is raised when more is reached, never lowered.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Measure, measurePlacements, measureReadings, measureVerdicts, percent } from './measure.ts'
import { bases, placements, readings, verdicts } from './recorded.ts'

const all = process.env.CONFORMANCE === 'all'
const every = all ? 1 : 10
const part = <T>(cases: readonly T[]): T[] => cases.filter((_case, index) => index % every === 0)

function atLeast(floor: number, name: string, measure: Measure): void {
  const reached = percent(measure)
  if (all) console.log(`${name}: ${measure.agree} of ${measure.total}, ${reached} %`)
  assert.ok(measure.total > 0, `${name}: no case was measured`)
  assert.ok(reached >= floor, `${name}: ${reached} % agree, at least ${floor} % should\n  ${measure.differ.join('\n  ')}`)
}

describe('answers of a control plane', () => {
  const floors = all ? FLOORS_ALL() : FLOORS_TENTH()
  for (const minor of [37, 33, 30])
    for (const kind of ['create', 'update'] as const)
      test(`${kind}, Kubernetes 1.${minor}`, () => {
        const measures = measureVerdicts(part(verdicts(kind, minor)), minor, kind === 'update' ? bases() : undefined)
        const name = `${kind} 1.${minor}`
        for (const what of ['verdict', 'fields', 'causes', 'warnings'] as const)
          if (measures[what].total > 0) atLeast(floors[`${name} ${what}`] ?? 100, `${name} ${what}`, measures[what])
      })
  test('reading', () => {
    const { values, daemonset } = measureReadings(part(readings()))
    atLeast(floors['reading values'] ?? 100, 'reading values', values)
    for (const what of ['verdict', 'causes'] as const) atLeast(floors[`reading ${what}`] ?? 100, `reading in a DaemonSet ${what}`, daemonset[what])
  })
  test('placement', () => {
    atLeast(floors.placement ?? 100, 'placement', measurePlacements(placements('placement'), every).decisions)
  })
  test('pending', () => {
    const { decisions, scheduler } = measurePlacements(placements('pending'), every)
    atLeast(floors['pending decision'] ?? 100, 'pending decision', decisions)
    atLeast(floors['pending scheduler'] ?? 100, 'pending scheduler', scheduler)
  })
})

// Everything that is not named here: 100 %.
function FLOORS_ALL(): Record<string, number> {
  return {}
}
function FLOORS_TENTH(): Record<string, number> {
  return {}
}
