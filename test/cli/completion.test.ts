// The completion scripts: what each offers, and for bash, which every machine that tests this has, what it answers.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { main } from '../../server/src/cli/main.ts'
import type { Terminal } from '../../server/src/cli/terminal.ts'
import { COMMANDS, SHELLS } from '../../server/src/cli/usage.ts'
import { allRuleIds } from '../../server/src/core/rule-ids.ts'

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const said: string[] = []
  const complaints: string[] = []
  const terminal = { write: (text: string) => said.push(text), complain: (text: string) => complaints.push(text), colors: false }
  const code = await main(words, terminal as unknown as Terminal)
  return { code, out: said.join(''), err: complaints.join('') }
}

/** What bash offers for the words, of which the last is being typed. */
function bashOffers(script: string, words: readonly string[]): string[] {
  const list = words.map((word) => `'${word}'`).join(' ')
  const call = `${script}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _daemonset; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', call], { encoding: 'utf8', cwd: import.meta.dirname })
  assert.equal(status, 0, stderr)
  return stdout.split('\n').filter((line) => line !== '')
}

describe('completion', () => {
  for (const shell of SHELLS)
    test(`${shell}: has every command, option and rule`, async () => {
      const { code, out } = await run('completion', shell)
      assert.equal(code, 0)
      const words = new Set(out.split(/[^a-z0-9.-]+/))
      for (const { name, options } of COMMANDS) {
        assert.ok(words.has(name), name)
        for (const option of options) assert.ok(words.has(shell === 'fish' ? option.name : `--${option.name}`), option.name)
      }
      for (const id of allRuleIds()) assert.ok(words.has(id), id)
    })

  test('of an unknown shell is a wrong call', async () => {
    const { code, err, out } = await run('completion', 'tcsh')
    assert.deepEqual([code, out], [2, ''])
    assert.match(err, /tcsh: must be one of bash, zsh, fish/)
  })

  const cases: readonly (readonly [words: string, offers: readonly string[]])[] = [
    ['daemonset ch', ['check']],
    ['daemonset --v', ['--version']],
    ['daemonset check --form', ['--format']],
    ['daemonset check --format js', ['json']],
    ['daemonset check --format = sa', ['sarif']],
    ['daemonset check --format =', ['text', 'json', 'sarif', 'github', 'junit']],
    ['daemonset check --nodes sample:k', ['sample:kubeadm', 'sample:kind']],
    ['daemonset check --nodes sample : e', ['eks']],
    ['daemonset check completion', ['completion.test.ts']],
    ['daemonset explain runs', ['runs-nowhere']],
    ['daemonset fix --rule dead-t', ['dead-term', 'dead-toleration']],
    ['daemonset completion z', ['zsh']],
    ['daemonset lsp a', []],
  ]
  for (const [words, offers] of cases)
    test(`bash: ${words}`, async () => assert.deepEqual(bashOffers((await run('completion', 'bash')).out, words.split(' ')), offers))
})
