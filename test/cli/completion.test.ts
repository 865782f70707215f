// The completion scripts: what each has, and what the shells that are installed here make of it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/** What is typed, and what is offered for its last word. */
const LINES: readonly (readonly [line: string, offers: readonly string[]])[] = [
  ['daemonset ch', ['check']],
  ['daemonset --v', ['--version']],
  ['daemonset he', ['help']],
  ['daemonset help ro', ['rollout']],
  ['daemonset check --form', ['--format']],
  ['daemonset check --format js', ['json']],
  ['daemonset check --nodes sample:k', ['sample:kubeadm', 'sample:kind']],
  ['daemonset check completion', ['completion.test.ts']],
  ['daemonset explain runs', ['runs-nowhere']],
  ['daemonset fix --rule dead-t', ['dead-term', 'dead-toleration']],
  ['daemonset completion z', ['zsh']],
  ['daemonset lsp a', []],
]

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

  /** As bash cuts a line into words: at `=` and `:` too. */
  const forBash: readonly (readonly [words: string, offers: readonly string[]])[] = [
    ['daemonset check --format = sa', ['sarif']],
    ['daemonset check --format =', ['text', 'json', 'sarif', 'github', 'junit']],
    ['daemonset check --nodes sample : e', ['eks']],
  ]
  for (const [words, offers] of [...LINES, ...forBash])
    test(`bash: ${words}`, async () => assert.deepEqual(bashOffers((await run('completion', 'bash')).out, words.split(' ')), offers))

  for (const [shell, offersOf] of [
    ['zsh', zshOffers],
    ['fish', fishOffers],
  ] as const) {
    const here = spawnSync(shell, ['--version']).status === 0
    test(`${shell}: what it offers${here ? '' : ` (left out: ${shell} is not installed)`}`, { skip: !here }, async () => {
      const lines = LINES.map(([line]) => line)
      const offered = offersOf((await run('completion', shell)).out, lines)
      assert.deepEqual(
        lines.map((line, index) => [line, [...new Set(offered[index])].sort()]),
        LINES.map(([line, offers]) => [line, [...offers].sort()]),
      )
    })
  }
})

function fishOffers(script: string, lines: readonly string[]): string[][] {
  const ask = lines.map((line, index) => `echo "== ${index}"; complete -C '${line}'`).join('\n')
  const { stdout, stderr, status } = spawnSync('fish', ['--no-config', '-c', `${script}\n${ask}`], { encoding: 'utf8', cwd: import.meta.dirname })
  assert.equal(status, 0, stderr)
  const answers = stdout.split(/^== \d+\n/m).slice(1)
  // A tab and what it means stand behind.
  return answers.map((answer) => answer.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0] ?? ''])))
}

/** zsh completes only what is typed into a terminal: a second zsh in a pseudo-terminal, whose `compadd` writes down what it is given. */
function zshOffers(script: string, lines: readonly string[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'daemonset-zsh-'))
  try {
    const file = (name: string): string => join(folder, name)
    writeFileSync(file('_daemonset'), script)
    writeFileSync(
      file('rc'),
      `autoload -Uz compinit && compinit -u -D && source '${file('_daemonset')}'
LISTMAX=10000
compadd() {
  local -a hits
  if [[ \${@[1,(i)(-|--)]} != *-(O|A|D)\\ * ]]; then
    builtin compadd -A hits "$@"
    (( $#hits )) && print -rl -- $hits >> '${folder}'/offers-$case
  fi
  builtin compadd "$@"
}
bindkey '^I' complete-word
zle-line-init() { print -n '<ready>' }
zle -N zle-line-init
`,
    )
    // Keys count only from when the line editor is ready; then each line is typed and completed and thrown away.
    const command = (text: string): string => `zpty -w inner '${text}'\nzpty -r inner answer '*<ready>*'`
    const typed = lines.map((line, index) => `${command(`case=${index}; : > "${file(`offers-${index}`)}"`)}\nzpty -n -w inner $'${line}\\t\\C-u'`)
    const driver = ['zmodload zsh/zpty', 'zpty inner zsh -f -i', command(`source "${file('rc')}"`), ...typed, command('case=end')]
    writeFileSync(file('driver'), driver.join('\n'))
    const env = { ...process.env, TERM: 'xterm' }
    const { stderr, status } = spawnSync('zsh', ['-f', file('driver')], { encoding: 'utf8', cwd: import.meta.dirname, env, timeout: 60_000 })
    assert.equal(status, 0, stderr)
    return lines.map((_, index) =>
      readFileSync(file(`offers-${index}`), 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
