// Whether the YAML extension completes the fields of Kubernetes objects in a file. Knows its settings; must not know the editor.

/**
 * Who offers plain fields: we (`on`), or the other where the file's own `# yaml-language-server: $schema=` line asks for it (`modeline`),
 * or the other unless such a line asks for something else (`mapped`).
 */
export type SchemaKeys = 'on' | 'modeline' | 'mapped'

/** The settings `yaml.*` as far as they matter here; undefined: the extension is not there. */
export interface YamlSettings {
  readonly completion: unknown
  /** Schema to pattern or patterns. */
  readonly schemas: unknown
  /** Pattern or patterns of files to which `schemas` does not apply. */
  readonly disableSchemaDetection?: unknown
  /** Another extension hands it a schema for every Kubernetes object. */
  readonly forAll?: boolean
}

/** What `auto` means for a file. */
export function schemaKeysFor(yaml: YamlSettings | undefined, path: string): SchemaKeys {
  if (yaml === undefined || yaml.completion === false) return 'on'
  if (yaml.forAll) return 'mapped'
  if (matches(yaml.disableSchemaDetection, path)) return 'modeline'
  if (typeof yaml.schemas !== 'object' || yaml.schemas === null) return 'modeline'
  const mapped = Object.entries(yaml.schemas).some(([schema, patterns]) => /kubernetes|daemonset/i.test(schema) && matches(patterns, path))
  return mapped ? 'mapped' : 'modeline'
}

/** As that extension reads patterns: from any folder on, and one with `!` takes files out again. */
function matches(value: unknown, path: string): boolean {
  const patterns = (Array.isArray(value) ? value : [value]).filter((pattern) => typeof pattern === 'string' && pattern !== '')
  const fits = (pattern: string): boolean => globPattern(pattern.replace(/^\//, '')).test(path)
  const out = patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1)))
  return !out && patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern))
}

/** Stars, question marks and braces; anything else is itself. Braces that do not pair are themselves too. */
function globPattern(glob: string): RegExp {
  const braces = /^[^{}]*(?:\{[^{}]*\}[^{}]*)*$/.test(glob)
  let inside = false
  const source = glob.replace(/\*\*\/|\*+|[^\w/]/g, (part) => {
    if (part === '**/') return '(?:.*/)?'
    if (part.startsWith('*')) return part === '*' ? '[^/]*' : '.*'
    if (part === '?') return '[^/]'
    if (braces && part === '{') inside = true
    else if (braces && part === '}') inside = false
    else return inside && part === ',' ? '|' : `\\${part}`
    return inside ? '(?:' : ')'
  })
  return new RegExp(`(?:^|/)${source}$`)
}
