// Holds core to the recorded answers of a control plane: every tenth of them, or all with CONFORMANCE=all (npm run test:conformance).
// A floor is what is reached; it is raised when more is reached, never lowered.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Measure, measurePlacements, measureReadings, measureRollouts, measureVerdicts, percent, type VerdictMeasures } from './measure.ts'
import { bases, placements, readings, rollouts, verdicts } from './recorded.ts'

const all = process.env.CONFORMANCE === 'all'
const every = all ? 1 : 10
const part = <T>(cases: readonly T[]): T[] => cases.filter((_case, index) => index % every === 0)

/** Percentages for all answers; what is not named here is 100. A tenth may have two more than its share of the cases that differ. */
const FLOORS: Readonly<Record<string, number>> = { 'update 1.37 fields': 99.1, 'update 1.33 fields': 99.3, 'update 1.30 fields': 99.8 }
const SLACK_OF_A_TENTH = 2

function judge(measures: Readonly<Record<string, Measure>>): void {
  const below: string[] = []
  for (const [name, measure] of Object.entries(measures)) {
    const reached = percent(measure)
    if (all) console.log(`${name}: ${measure.agree} of ${measure.total}, ${reached} %`)
    const floor = FLOORS[name] ?? 100
    const slack = floor === 100 || all ? 0 : SLACK_OF_A_TENTH
    const mayDiffer = (measure.total * (100 - floor)) / 100 + slack
    if (measure.total - measure.agree > mayDiffer) below.push(`${name}: ${reached} % agree, at least ${floor} % should\n  ${measure.differ.join('\n  ')}`)
  }
  assert.ok(below.length === 0, below.join('\n'))
}

/** By name, those that have cases. */
const named = (name: string, measures: VerdictMeasures): Record<string, Measure> =>
  Object.fromEntries(Object.entries(measures).flatMap(([what, measure]) => (measure.total > 0 ? [[`${name} ${what}`, measure]] : [])))

describe('answers of a control plane', () => {
  for (const minor of [37, 33, 30])
    for (const kind of ['create', 'update'] as const)
      test(`${kind}, Kubernetes 1.${minor}`, () => {
        const measures = measureVerdicts(part(verdicts(kind, minor)), minor, kind === 'update' ? bases() : undefined)
        assert.ok(measures.verdict.total > 100 && measures.causes.total > 20)
        judge(named(`${kind} 1.${minor}`, measures))
      })
  test('reading', () => {
    const { values, daemonset } = measureReadings(part(readings()))
    assert.ok(values.total > 20 && daemonset.verdict.total > 50)
    judge({ 'reading values': values, ...named('reading in a DaemonSet', daemonset) })
  })
  test('placement', () => {
    const { decisions } = measurePlacements(placements('placement'), every)
    assert.ok(decisions.total > 1000)
    judge({ 'placement decisions': decisions })
  })
  test('pending', () => {
    const { decisions, scheduler } = measurePlacements(placements('pending'), every)
    assert.ok(decisions.total > 100 && scheduler.total > 10)
    judge({ 'pending decisions': decisions, 'pending scheduler': scheduler })
  })
  test('rollout', () => {
    const measure = measureRollouts(rollouts())
    assert.ok(measure.total > 50)
    judge({ rollout: measure })
  })
})
