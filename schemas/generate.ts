// Writes server/src/core/schema/generated: the field table and the documentation texts.
// Sources: kubernetes-models (types, enums, docs of one Kubernetes minor) and our own facts about the other minors (schemas/facts).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { generateValidators } from './generate-validators.ts'
import type { ModelField, ModelType } from './read-model.ts'
import { readModel } from './read-model.ts'

const ROOTS = ['apps.v1.DaemonSet', 'apps.v1.Deployment', 'apps.v1.StatefulSet', 'core.v1.Pod', 'core.v1.Node']
const HERE = import.meta.dirname
const OUT = join(HERE, '../server/src/core/schema/generated')

interface NewerField {
  type: string
  kind?: 'list' | 'map'
  required?: boolean
  enum?: Record<string, string>
  doc: string
}

function facts<T>(name: string): T {
  return JSON.parse(readFileSync(join(HERE, 'facts', `${name}.json`), 'utf8')) as T
}

/** Two modules of one package version: its types and those of apimachinery, which it depends on. */
function modelFolders(): { models: string; machinery: string } {
  const require = createRequire(import.meta.url)
  const models = dirname(require.resolve('kubernetes-models/package.json'))
  const machinery = dirname(createRequire(join(models, 'index.js')).resolve('@kubernetes-models/apimachinery/package.json'))
  return { models, machinery }
}

function addOwnFields(types: Map<string, ModelType>): void {
  const newer = facts<{ fields: Record<string, NewerField>; types: Record<string, string> }>('newer-fields')
  for (const [name, doc] of Object.entries(newer.types)) types.set(name, { doc, fields: new Map() })
  for (const [key, own] of Object.entries(newer.fields)) {
    const [typeName = '', fieldName = ''] = key.split('#')
    const type = types.get(typeName)
    if (type === undefined) throw new Error(`newer-fields.json names the unknown type ${typeName}`)
    if (type.fields.has(fieldName)) throw new Error(`newer-fields.json: ${key} is known upstream now, remove it here`)
    type.fields.set(fieldName, {
      type: own.type,
      kind: own.kind ?? 'one',
      required: own.required ?? false,
      enum: own.enum === undefined ? undefined : Object.keys(own.enum),
      doc: own.doc,
      enumDocs: own.enum ?? {},
    })
  }
}

/** Our own line on what a value does, where upstream has none or is long-winded. */
function addValueDocs(types: Map<string, ModelType>): void {
  for (const [key, values] of Object.entries(facts<Record<string, Record<string, string>>>('value-docs'))) {
    const [typeName = '', fieldName = ''] = key.split('#')
    const field = types.get(typeName)?.fields.get(fieldName)
    if (field === undefined) throw new Error(`value-docs.json speaks of ${key}, which is not in the table`)
    for (const [value, doc] of Object.entries(values)) field.enumDocs[value] = doc
  }
}

const minorOf = (version: string): number => Number(version.split('.')[1])

const NAMED_DEFAULTS: Record<string, string> = { 'ref(AzureDataDiskCachingReadWrite)': 'ReadWrite', 'ref(AzureSharedBlobDisk)': 'Shared' }

function readDefaults(): Map<string, unknown> {
  const defaults = new Map<string, unknown>()
  for (const [key, text] of Object.entries(facts<Record<string, string>>('defaults'))) defaults.set(key, NAMED_DEFAULTS[text] ?? JSON.parse(text))
  for (const [key, value] of Object.entries(facts<Record<string, unknown>>('more-defaults'))) defaults.set(key, value)
  return defaults
}

/** One type's row of the table; names of the short keys: see StoredField in core/schema/schema.ts. */
function compactFields(types: Map<string, ModelType>): Record<string, Record<string, unknown>> {
  const availability = facts<Record<string, { since?: string; until?: string }>>('availability')
  const gates = facts<Record<string, string[]>>('gates')
  const lists = facts<Record<string, { keys?: string[]; set?: boolean }>>('lists')
  const openEnums = facts<Record<string, string[]>>('open-enums')
  const goTypes = facts<Record<string, string>>('go-types')
  const enumSince = facts<Record<string, Record<string, string>>>('enum-values')
  const defaults = readDefaults()
  const known = new Set<string>()

  const compact = (key: string, field: ModelField): Record<string, unknown> => {
    known.add(key)
    const stored: Record<string, unknown> = { t: field.type }
    if (field.kind !== 'one') stored.k = field.kind === 'list' ? 'l' : 'm'
    if (field.required) stored.r = 1
    const values = openEnums[key] ?? field.enum
    if (values !== undefined) stored.e = values
    if (openEnums[key] !== undefined) stored.o = 1
    const { since, until } = availability[key] ?? {}
    if (since !== undefined) stored.s = minorOf(since)
    if (until !== undefined) stored.u = minorOf(until)
    if (gates[key] !== undefined) stored.g = gates[key]
    if (defaults.has(key)) stored.d = defaults.get(key)
    if (lists[key]?.keys !== undefined) stored.m = lists[key].keys
    if (lists[key]?.set === true) stored.q = 1
    if (goTypes[key] !== undefined) stored.y = goTypes[key]
    const newer = enumSince[key]
    if (newer !== undefined) stored.n = Object.fromEntries(Object.entries(newer).map(([value, version]) => [value, minorOf(version)]))
    return stored
  }

  const table: Record<string, Record<string, unknown>> = {}
  for (const [typeName, type] of types) {
    const row: Record<string, unknown> = {}
    for (const [fieldName, field] of type.fields) row[fieldName] = compact(`${typeName}#${fieldName}`, field)
    table[typeName] = row
  }
  for (const name of [availability, gates, lists, openEnums, goTypes, enumSince].flatMap((fact) => Object.keys(fact)))
    if (!known.has(name)) throw new Error(`schemas/facts speaks of ${name}, which is not in the table`)
  for (const name of defaults.keys()) if (!known.has(name)) throw new Error(`a default for ${name}, which is not in the table`)
  return table
}

/** `{ texts, types }`: many fields share a text, so each is stored once. A field is `index` or `[index, {value: index}]`. */
function documentation(types: Map<string, ModelType>): unknown {
  const texts: string[] = []
  const indexes = new Map<string, number>()
  const indexOf = (text: string): number => {
    const known = indexes.get(text)
    if (known !== undefined) return known
    indexes.set(text, texts.length)
    return texts.push(text) - 1
  }
  const stored: Record<string, Record<string, unknown>> = {}
  for (const [name, type] of types) {
    const row: Record<string, unknown> = {}
    if (type.doc !== '') row[''] = indexOf(type.doc)
    for (const [fieldName, field] of type.fields) {
      const values = Object.entries(field.enumDocs).filter(([, doc]) => doc !== '')
      if (values.length > 0) row[fieldName] = [indexOf(field.doc), Object.fromEntries(values.map(([value, doc]) => [value, indexOf(doc)]))]
      else if (field.doc !== '') row[fieldName] = indexOf(field.doc)
    }
    stored[name] = row
  }
  return { texts, types: stored }
}

function write(file: string, constant: string, value: unknown): void {
  const json = JSON.stringify(value)
  const quoted = json.includes("'") ? JSON.stringify(json) : `'${json.replaceAll('\\', '\\\\')}'`
  writeFileSync(
    join(OUT, file),
    `// Generated by schemas/generate.ts. JSON text: parsed when it is first asked for.\nexport const ${constant} =\n  ${quoted}\n`,
  )
}

const types = readModel(modelFolders(), ROOTS)
addOwnFields(types)
addValueDocs(types)
mkdirSync(OUT, { recursive: true })
write('table.ts', 'TABLE', compactFields(types))
write('documentation.ts', 'DOCUMENTATION', documentation(types))
generateValidators()
