// The little of Node's `process` that mocha's browser build expects in a worker. Imported first.
const scope = globalThis as unknown as { process?: object; location?: object }
scope.process ??= {
  browser: true,
  env: {},
  platform: 'browser',
  stdout: undefined,
  nextTick: (run: () => void) => queueMicrotask(run),
  listeners: () => [],
  on() {},
  removeListener() {},
  emit() {},
}
scope.location ??= { search: '', href: '', pathname: '' }

export {}
