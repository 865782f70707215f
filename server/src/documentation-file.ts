// Becomes dist/documentation.js, which documentation-beside.ts loads in Node and in a worker alike.
import { DOCUMENTATION } from './core/schema/generated/documentation.ts'

const place: object = typeof module === 'object' ? module.exports : globalThis
Object.assign(place, { daemonsetDocumentation: DOCUMENTATION })
