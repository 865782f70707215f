import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCrashLoop } from '../../client/src/crash-loop.ts'

test('a server that dies five times in a minute is given up, and may begin anew', () => {
  const isLoop = createCrashLoop(5, 60_000)
  const second = (seconds: number): boolean => isLoop(seconds * 1000)
  assert.deepEqual([0, 20, 40, 60].map(second), [false, false, false, false])
  // The first is more than a minute ago.
  assert.equal(second(61), false)
  assert.deepEqual([62, 63].map(second), [true, false])
  assert.deepEqual([64, 65, 66, 67].map(second), [false, false, false, true])
})
