// Other editors, with the lines that docs/editors.md tells their users to write and with the npm package as `npx` finds it (made by
// `npm run package:npm` before). Each editor works in a script beside this file and reports what it has seen.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

interface Report {
  readonly problems?: readonly { readonly line: number; readonly message: string; readonly marked?: string; readonly column?: number }[]
  readonly hover?: string
  readonly completion?: readonly string[]
  readonly actions?: readonly string[]
  readonly text?: string
  readonly clean?: boolean
  readonly error?: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'daemonset-editors-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const MANIFEST = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agnet
    spec:
      nodeSelector:
        kubernetes.io/os: linux
      containers:
        - name: agent
          image: registry.example.com/agent:1.4.2
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
`

/** What is installed here, by its own word; undefined: nothing. */
function versionOf(program: string, words: readonly string[]): string | undefined {
  const { stdout, status } = spawnSync(program, words, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

const neovim = versionOf('nvim', ['--version'])?.match(/v(\d+)\.(\d+)/)
const needs = '(progn (package-initialize) (unless (and (locate-library "eglot") (locate-library "yaml-mode")) (kill-emacs 1)))'
const emacs = versionOf('emacs', ['--batch', '--eval', "(require 'package)", '--eval', needs])

/** The code of a section of docs/editors.md. */
function documented(heading: string, language: string): string[] {
  const section =
    readFileSync(join(root, 'docs/editors.md'), 'utf8')
      .split(/^## /m)
      .find((text) => text.startsWith(`${heading}\n`)) ?? ''
  return [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(([, name]) => name === language).map(([, , code = '']) => code)
}

/** The form for the Neovim that is here: 0.11, 0.8, 0.7. */
function forNeovim(): string {
  const minor = Number(neovim?.[1]) > 0 ? Number.POSITIVE_INFINITY : Number(neovim?.[2])
  const forms = documented('Neovim', 'lua')
  assert.equal(forms.length, 3)
  return forms[minor >= 11 ? 0 : minor >= 8 ? 1 : 2] ?? ''
}

function install(): void {
  const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', join(root, 'dist/npm')], { cwd: folder, encoding: 'utf8' })) as [
    { filename: string },
  ]
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename)], { cwd: folder, stdio: 'ignore' })
}

function work(program: string, words: readonly string[], config: string): Report {
  writeFileSync(join(folder, 'agent.yaml'), MANIFEST)
  writeFileSync(join(folder, 'config'), config)
  const report = join(folder, `${program}.json`)
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, DAEMONSET_CONFIG: join(folder, 'config'), DAEMONSET_REPORT: report }
  // Both scripts give up by themselves before; this is for an editor that hangs.
  const { stderr, error } = spawnSync(program, words, { cwd: folder, env, encoding: 'utf8', timeout: 120_000 })
  assert.equal(error, undefined, stderr)
  return JSON.parse(readFileSync(report, 'utf8')) as Report
}

function expectAll({ error, problems, hover, completion, actions, text, clean }: Report): void {
  assert.equal(error, undefined)
  assert.equal(problems?.length, 1)
  assert.equal(problems[0]?.line, 11)
  assert.match(problems[0]?.message ?? '', /Selector and template labels differ/)
  // The nodes of the documented setting, so the editor has told the server its settings.
  assert.match(hover ?? '', /Eligible on \d+ of \d+ nodes[\s\S]*sample `?eks/)
  assert.deepEqual(completion, ['imagePullPolicy'])
  assert.deepEqual(actions, ['Give the pods the label app: agent', 'Select app: agnet'])
  assert.equal(text?.trimEnd(), MANIFEST.replace('agnet', 'agent').trimEnd())
  assert.equal(clean, true)
}

describe('problems, hover, completion, fixes and settings', () => {
  if (neovim || emacs !== undefined) install()

  const script = (name: string): string => join(import.meta.dirname, name)
  const without = neovim ? '' : ' (left out: nvim is not installed)'
  test(`in Neovim${without}`, { skip: without !== '' }, () => {
    const report = work('nvim', ['--clean', '--headless', '-c', `luafile ${script('neovim.lua')}`], forNeovim())
    expectAll(report)
    assert.equal(report.problems?.[0]?.column, '        app: '.length)
  })

  const lacking = emacs === undefined ? ' (left out: emacs with eglot and yaml-mode is not installed)' : ''
  test(`in Emacs${lacking}`, { skip: lacking !== '' }, () => {
    const [config = ''] = documented('Emacs', 'elisp')
    const report = work('emacs', ['--batch', '-l', script('emacs.el')], config)
    expectAll(report)
    assert.equal(report.problems?.[0]?.marked, 'agnet')
  })
})
