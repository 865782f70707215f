// A DaemonSet with nothing wrong, to change one thing at a time, and what the checks say of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DaemonSet, DaemonSetSpec, ObjectMeta, PodSpec } from '../../../server/src/core/model/kubernetes.ts'
import { validateDaemonSet, validateDaemonSetUpdate, warningsOfDaemonSet } from '../../../server/src/core/server-checks/validate-daemonset.ts'

export interface Change {
  readonly metadata?: ObjectMeta
  readonly spec?: DaemonSetSpec
  readonly template?: ObjectMeta
  readonly pod?: PodSpec
}

/** What is changed, and the `field reason` lines that are expected; `spec.template.spec` is shortened to `pod`. */
export type Case = readonly [change: Change, expected: readonly string[], minor?: number]

export function daemonSet({ metadata, spec, template, pod }: Change = {}): DaemonSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', ...metadata },
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      template: {
        metadata: { labels: { app: 'agent' }, ...template },
        spec: { containers: [{ name: 'agent', image: 'agent:1' }], ...pod },
      },
      ...spec,
    },
  }
}

const shortened = (field: unknown): string => String(field).replace('spec.template.spec', 'pod')
const unique = (lines: readonly string[]): string[] => [...new Set(lines)].sort()

export function causesOf(change: Change, minor = 37): string[] {
  return unique(
    validateDaemonSet(daemonSet(change), { minor }).map(({ field, reason }) => `${shortened(field)} ${reason.slice('FieldValue'.length)}`),
  )
}

export function updateCausesOf(change: Change, stored: Change, minor = 37): string[] {
  const causes = validateDaemonSetUpdate(daemonSet(change), daemonSet(stored), { minor })
  return unique(causes.map(({ field, reason }) => `${shortened(field)} ${reason.slice('FieldValue'.length)}`))
}

export function warningsOf(change: Change, minor = 37, stored?: Change): string[] {
  const warnings = warningsOfDaemonSet(daemonSet(change), stored && daemonSet(stored), { minor })
  return warnings.map(({ field, message }) => (field === null ? message : `${shortened(field)}: ${message}`)).sort()
}

/** One test per table: each change gives exactly the expected causes of a creation. */
export function tableTest(name: string, cases: readonly Case[]): void {
  test(name, () => {
    for (const [change, expected, minor] of cases)
      assert.deepEqual(causesOf(change, minor), unique(expected), `${JSON.stringify(change)} in 1.${minor ?? 37}`)
  })
}
