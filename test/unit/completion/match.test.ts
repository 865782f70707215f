import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchQuality } from '../../../server/src/core/features/completion/match.ts'

const MATCHES: readonly (readonly [typed: string, text: string, quality: number | undefined])[] = [
  ['', 'hostNetwork', 0],
  ['host', 'hostNetwork', 0],
  ['HOSTN', 'hostNetwork', 0],
  ['hN', 'hostNetwork', 1],
  ['hn', 'hostNetwork', 1],
  ['vm', 'volumeMounts', 1],
  ['gpu', 'tolerate nvidia.com/gpu=present:NoSchedule', 1],
  ['Network', 'hostNetwork', 1],
  ['work', 'hostNetwork', 2],
  ['htk', 'hostNetwork', 3],
  ['xyz', 'hostNetwork', undefined],
  ['kroWten', 'hostNetwork', undefined],
  ['a'.repeat(200), 'a'.repeat(100), undefined],
]

for (const [typed, text, quality] of MATCHES)
  test(`${typed.slice(0, 20)} in ${text.slice(0, 20)}: ${quality}`, () => assert.equal(matchQuality(typed, text), quality))
