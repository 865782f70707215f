// Main of the language server in the editor's package: one bundle for Node and for a web worker, which share all but a few lines.
if (typeof process === 'object' && process.versions?.node !== undefined) require('./node.ts')
else require('./worker.ts')
