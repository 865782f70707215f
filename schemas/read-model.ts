// Reads types, enums, documentation and number formats out of kubernetes-models' declaration files and compiled schemas.
// Knows how that package writes them down; knows nothing of Kubernetes minors or of our facts.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ModelField {
  /** A scalar (`string`, `int32`, `quantity` ...) or the name of a type (`core.v1.Container`). */
  type: string
  kind: 'one' | 'list' | 'map'
  required: boolean
  enum: string[] | undefined
  doc: string
  enumDocs: Record<string, string>
}

export interface ModelType {
  doc: string
  fields: Map<string, ModelField>
}

interface Folders {
  models: string
  machinery: string
}

const PREFIXES: readonly (readonly [prefix: string, group: string, folder: keyof Folders, path: string])[] = [
  ['IoK8sApiCoreV1', 'core.v1', 'models', 'v1'],
  ['IoK8sApiAppsV1', 'apps.v1', 'models', 'apps/v1'],
  ['IoK8sApimachineryPkgApisMetaV1', 'meta.v1', 'machinery', 'apis/meta/v1'],
]

const SCALARS: Record<string, string> = {
  IoK8sApimachineryPkgApiResourceQuantity: 'quantity',
  IoK8sApimachineryPkgUtilIntstrIntOrString: 'int-or-string',
  IoK8sApimachineryPkgApisMetaV1Time: 'time',
  IoK8sApimachineryPkgApisMetaV1MicroTime: 'micro-time',
  IoK8sApimachineryPkgApisMetaV1FieldsV1: 'raw',
}

/** The types that can be reached from `roots` (`apps.v1.DaemonSet`), by name. */
export function readModel(folders: Folders, roots: readonly string[]): Map<string, ModelType> {
  const types = new Map<string, ModelType>()
  const waiting = [...roots]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (types.has(name)) continue
    const type = readType(folders, name)
    types.set(name, type)
    for (const field of type.fields.values()) if (field.type.includes('.')) waiting.push(field.type)
  }
  return new Map([...types].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function readType(folders: Folders, name: string): ModelType {
  const cut = name.lastIndexOf('.')
  const group = name.slice(0, cut)
  const short = name.slice(cut + 1)
  const found = PREFIXES.find(([, known]) => known === group)
  if (found === undefined) throw new Error(`no folder is known for ${name}`)
  const [prefix, , folder, path] = found
  const declaration = readFileSync(join(folders[folder], path, `${short}.d.ts`), 'utf8')
  const schemaFile = join(folders[folder], '_schemas', `${prefix}${short}.js`)
  const formats = existsSync(schemaFile) ? readFormats(readFileSync(schemaFile, 'utf8')) : new Map<string, string>()
  return readInterface(declaration, short, formats)
}

function readInterface(declaration: string, short: string, formats: ReadonlyMap<string, string>): ModelType {
  const head = new RegExp(`(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*)?export interface I${short}( extends TypeMeta)? \\{\\n`).exec(declaration)
  if (head === null) throw new Error(`no interface I${short}`)
  const bodyStart = head.index + head[0].length
  const body = declaration.slice(bodyStart, declaration.indexOf('\n}', bodyStart) + 1)
  const fields = new Map<string, ModelField>()
  for (const match of body.matchAll(/(?: {4}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)? {4}"([^"]+)"(\?)?: ((?:[^;{]|\{[^}]*\})+);\n/g)) {
    const [, comment = '', name = '', optional, written = ''] = match
    fields.set(name, readField(name, cleanComment(comment), optional === undefined, written, formats))
  }
  if (head[2] !== undefined)
    for (const [name, doc] of TYPE_META)
      fields.set(name, { type: 'string', kind: 'one', required: true, enum: fields.get(name)?.enum, doc, enumDocs: {} })
  return { doc: cleanComment(head[1] ?? ''), fields }
}

const TYPE_META = [
  ['apiVersion', 'Group and version of the API that this object is written for.'],
  ['kind', 'The kind of object.'],
] as const

function readField(name: string, comment: string, required: boolean, written: string, formats: ReadonlyMap<string, string>): ModelField {
  const { doc, enumDocs } = splitEnumDocs(comment)
  const list = /^Array<([\s\S]*)>$/.exec(written)
  const map = /^\{\s*\[key: string\]: ([\s\S]*?);\s*\}$/.exec(written)
  const inner = (list?.[1] ?? map?.[1] ?? written).trim()
  const kind = list === null ? (map === null ? 'one' : 'map') : 'list'
  const literals = [...inner.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '')
  if (literals.length > 0) return { type: 'string', kind, required, enum: literals, doc, enumDocs }
  return { type: typeOf(name, inner, formats), kind, required, enum: undefined, doc, enumDocs }
}

function typeOf(name: string, written: string, formats: ReadonlyMap<string, string>): string {
  if (written === 'string') return formats.get(name) === 'byte' ? 'bytes' : 'string'
  if (written === 'boolean') return 'bool'
  if (written === 'number') {
    const format = formats.get(name)
    if (format === 'int32' || format === 'int64') return format
    throw new Error(`the number ${name} has the format ${format}`)
  }
  if (!written.startsWith('I')) throw new Error(`${name} has the type ${written}`)
  const reference = written.slice(1)
  const scalar = SCALARS[reference]
  if (scalar !== undefined) return scalar
  const found = PREFIXES.find(([prefix]) => reference.startsWith(prefix))
  if (found === undefined) throw new Error(`${name} has the type ${written}`)
  return `${found[1]}.${reference.slice(found[0].length)}`
}

/** Field name -> OpenAPI format, from the calls in a compiled validation function. */
function readFormats(code: string): Map<string, string> {
  const own = new Map<string, string>()
  const inner = new Map<string, string>()
  for (const match of code.matchAll(/function (validate\d+)\(data(?:(?!function validate)[\s\S])*/g)) {
    const [body, name = ''] = match
    const format = /keyword:"format",params:\{format:"([^"]+)"\}/.exec(body)?.[1]
    if (format !== undefined) own.set(name, format)
    const items = /(validate\d+)\(data\[[^\]]+\]/.exec(body)?.[1]
    if (items !== undefined) inner.set(name, items)
  }
  const formats = new Map<string, string>()
  for (const match of code.matchAll(/(validate\d+)\(data\.(\w+),/g)) {
    const [, name = '', field = ''] = match
    const format = own.get(name) ?? own.get(inner.get(name) ?? '')
    if (format !== undefined) formats.set(field, format)
  }
  return formats
}

function cleanComment(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim()
}

/** Upstream lists enum values at the end of the text: ` - `"Value"` means that ...`. */
function splitEnumDocs(comment: string): { doc: string; enumDocs: Record<string, string> } {
  const [doc = '', listed] = comment.split(/\n*Possible enum values:\n/)
  const enumDocs: Record<string, string> = {}
  for (const match of (listed ?? '').matchAll(/- `"([^"]*)"`([^\n]*(?:\n(?! *- `)[^\n]*)*)/g)) enumDocs[match[1] ?? ''] = (match[2] ?? '').trim()
  return { doc: doc.trim(), enumDocs }
}
