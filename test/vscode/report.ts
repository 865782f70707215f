// Sends mocha's own output line by line with a mark, so that a driver can tell it from the editor's logs.
import type MochaClass from 'mocha'

/** Marks every line that mocha prints. */
export function markOutput(mocha: typeof MochaClass): void {
  const base = mocha.reporters.Base as unknown as { consoleLog: (...values: unknown[]) => void }
  base.consoleLog = (...values) => {
    for (const line of format(values).split('\n')) console.log(`[mocha] ${line}`)
  }
}

function format([first, ...rest]: unknown[]): string {
  if (first === undefined && rest.length === 0) return ''
  if (typeof first !== 'string') return [first, ...rest].map(String).join(' ')
  let used = 0
  const text = first.replace(/%[sdioOj%]/g, (mark) => (mark === '%%' ? '%' : used < rest.length ? String(rest[used++]) : mark))
  return [text, ...rest.slice(used).map(String)].join(' ')
}

/** Prints the result line that a driver must see, then settles. */
export function finish(runner: MochaClass.Runner, resolve: () => void, reject: (error: Error) => void): void {
  runner.on('end', () => {
    const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {}
    console.log(`[mocha-result] ${JSON.stringify({ passes, failures, pending })}`)
    // The log travels through several asynchronous hops before the host exits.
    setTimeout(() => (failures > 0 ? reject(new Error(`${failures} test(s) failed`)) : resolve()), 300)
  })
}
