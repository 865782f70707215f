import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseArguments, UsageError } from '../../server/src/cli/arguments.ts'

const run = (line: string) => {
  const invocation = parseArguments(line.split(' '))
  assert.equal(invocation.kind, 'run')
  return invocation.kind === 'run' ? invocation : assert.fail()
}

describe('arguments', () => {
  test('a command with its options, in any order', () => {
    const { command, operands, options } = run('check a.yaml --format=json --nodes n.json b/ --nodes sample:eks --fail-on warning --quiet')
    assert.equal(command, 'check')
    assert.deepEqual(operands, ['a.yaml', 'b/'])
    assert.deepEqual(options.nodes, ['n.json', 'sample:eks'])
    assert.equal(options.format, 'json')
    assert.equal(options.failOn, 'warning')
    assert.equal(options.quiet, true)
    assert.equal(options.kubernetes, undefined)
  })
  test('defaults', () => {
    const { options } = run('nodes -')
    assert.deepEqual([options.format, options.failOn, options.notReady, options.minNodes, options.together], ['text', 'error', 0, undefined, false])
  })
  test('what follows -- is a path', () => assert.deepEqual(run('check -- --odd.yaml').operands, ['--odd.yaml']))
  test('numbers', () => {
    assert.equal(run('nodes a.yaml --min-nodes 0').options.minNodes, 0)
    assert.equal(run('rollout a.yaml --not-ready 3').options.notReady, 3)
  })
  test('help and version', () => {
    assert.deepEqual(parseArguments(['--version']), { kind: 'version' })
    assert.deepEqual(parseArguments(['--help']), { kind: 'help', command: undefined })
    assert.deepEqual(parseArguments(['help', 'check']), { kind: 'help', command: 'check' })
    assert.deepEqual(parseArguments(['nodes', '-h']), { kind: 'help', command: 'nodes' })
  })
  const wrong: readonly (readonly [line: string, says: RegExp])[] = [
    ['', /a command is missing: check, nodes, fix/],
    ['chekc a.yaml', /unknown command "chekc"/],
    ['a.yaml', /to check a file: daemonset check a\.yaml/],
    ['--quiet check a.yaml', /unknown option --quiet before the command/],
    ['check', /PATH is missing/],
    ['check a.yaml --formt json', /unknown option --formt; see daemonset check --help/],
    ['check a.yaml --min-nodes 3', /unknown option --min-nodes; it belongs to nodes/],
    ['check a.yaml --format yaml', /--format yaml: must be one of text, json, sarif, github, junit/],
    ['nodes a.yaml --format sarif', /must be one of text, json/],
    ['check a.yaml --format', /--format needs a value/],
    ['check a.yaml --format json --format text', /--format is given twice/],
    ['check a.yaml --quiet=yes', /--quiet takes no value/],
    ['nodes a.yaml --min-nodes -1', /--min-nodes/],
    ['nodes a.yaml --min-nodes=1.5', /must be a whole number/],
    ['rollout a.yaml --not-ready=x', /--not-ready x: must be a whole number/],
    ['explain', /RULE is missing/],
    ['explain a b', /unexpected "b"/],
    ['lsp a.yaml', /unexpected "a\.yaml"/],
    ['help nonsense', /unknown command/],
  ]
  for (const [line, says] of wrong)
    test(`refuses: daemonset ${line}`, () => {
      assert.throws(
        () => parseArguments(line === '' ? [] : line.split(' ')),
        (error) => error instanceof UsageError && says.test(error.message),
      )
    })
})
