// Writes a JSON Schema of a DaemonSet as the YAML extension is given one: from our own table, in the form of those that are published
// (no `enum` but of apiVersion and kind, no formats). No network.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fieldDocumentation } from '../../../server/src/core/schema/documentation.ts'
import { DAEMON_SET, type Field, isStruct, NEWEST_MINOR, schemaFor, structNames } from '../../../server/src/core/schema/schema.ts'

const schema = schemaFor(NEWEST_MINOR)
const SCALARS: Readonly<Record<string, object>> = {
  bool: { type: 'boolean' },
  int32: { type: 'integer' },
  int64: { type: 'integer' },
  quantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  'int-or-string': { oneOf: [{ type: 'string' }, { type: 'integer' }] },
  raw: { type: 'object' },
}

function typeOf({ type, kind }: Field): object {
  const one = isStruct(type) ? { $ref: `#/definitions/${type}` } : (SCALARS[type] ?? { type: 'string' })
  if (kind === 'list') return { type: 'array', items: one }
  return kind === 'map' ? { type: 'object', additionalProperties: one } : one
}

function structSchema(name: string): object {
  const fields = [...(schema.fieldsOf(name)?.values() ?? [])]
  const fixed: Readonly<Record<string, object>> = name === DAEMON_SET ? { apiVersion: { enum: ['apps/v1'] }, kind: { enum: ['DaemonSet'] } } : {}
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [field.name, { description: fieldDocumentation(field), ...typeOf(field), ...fixed[field.name] }]),
    ),
    required: fields.filter((field) => field.required).map((field) => field.name),
    additionalProperties: false,
  }
}

const path = process.argv[2]
if (path === undefined) throw new Error('usage: schema.ts FILE')
mkdirSync(dirname(path), { recursive: true })
writeFileSync(
  path,
  JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $ref: `#/definitions/${DAEMON_SET}`,
    definitions: Object.fromEntries(structNames().map((name) => [name, structSchema(name)])),
  }),
)
