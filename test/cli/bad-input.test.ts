// Whatever is in a file, there is an answer.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { daemonSet, temporaryFolders } from '../support/command-line.ts'

const { make } = temporaryFolders()
const HEAD = 'apiVersion: apps/v1\nkind: DaemonSet\n'
const bomb = `${HEAD}a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 12 }, (_, k) => `a${k + 1}: &a${k + 1} [${Array(10).fill(`*a${k}`)}]\n`).join('')}`

interface Case {
  readonly name: string
  readonly content: string | Uint8Array
  /** Rules of the first document, as far as they are asked for; undefined: any. */
  readonly rule?: string
  readonly code: number
}
const cases: readonly Case[] = [
  { name: 'nothing', content: '', code: 0 },
  { name: 'only comments', content: '# a\n\n# b\n', code: 0 },
  { name: 'a tab', content: `${HEAD}\tspec: 1\n`, rule: 'unreadable-yaml', code: 1 },
  {
    name: 'Latin-1',
    content: Buffer.concat([Buffer.from(`${HEAD}metadata: {name: x`), Buffer.from([0xe9]), Buffer.from('}\n')]),
    rule: 'unreadable-yaml',
    code: 1,
  },
  { name: 'random bytes', content: Buffer.from(Array.from({ length: 5000 }, (_, k) => (k * 7919 * (k % 251)) % 256)), code: 0 },
  { name: 'an alias bomb', content: bomb, rule: 'unreadable-yaml', code: 1 },
  { name: '20,000 lists in lists', content: `${HEAD}spec: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`, rule: 'unreadable-yaml', code: 1 },
  { name: '5,000 maps in maps', content: `${HEAD}spec: ${'{a: '.repeat(5000)}${'}'.repeat(5000)}\n`, code: 1 },
  { name: 'a quote that is never closed', content: `${HEAD}x: "${'a\n'.repeat(20_000)}`, rule: 'unreadable-yaml', code: 1 },
  { name: 'a megabyte in one line', content: `${HEAD}metadata: {name: a, annotations: {x: "${'y'.repeat(1_000_000)}"}}\nspec: 1\n`, code: 1 },
  { name: 'a thousand documents', content: Array(1000).fill(daemonSet()).join('---\n'), code: 0 },
  { name: 'only separators', content: '---\n'.repeat(1000), code: 0 },
]

describe('bad input', () => {
  for (const { name, content, rule, code } of cases)
    test(name, async () => {
      const folder = make({ 'a.yaml': content })
      const answer = await folder.call(['check', 'a.yaml', '--format', 'json'])
      const { files } = answer.json() as { files: { documents: { problems: { rule: string }[] }[] }[] }
      if (rule !== undefined) assert.ok(files[0]?.documents[0]?.problems.some((problem) => problem.rule === rule))
      assert.equal(answer.code, code)
      assert.equal((await folder.call(['check', 'a.yaml'])).code, code)
      for (const command of ['nodes', 'rollout', 'read']) assert.ok((await folder.call([command, 'a.yaml', '--format', 'json'])).code <= 1)
      assert.ok((await folder.call(['fix', 'a.yaml', '--dry-run'])).code <= 1)
    })
})
