// The language server in the editor's package: one bundle for Node (where start.ts runs it) and for a web worker, which share all but a few lines.
if (typeof process === 'object' && process.versions?.node !== undefined) module.exports = require('./node.ts')
else require('./worker.ts')
