// The path of a field, printed as the API server prints it: spec.template.spec.containers[0].resources.limits[cpu].

type Kind = 'field' | 'index' | 'key'

/** An immutable path from the object's root; children share their parents. */
export class Path {
  readonly parent: Path | undefined
  readonly kind: Kind
  readonly name: string | number

  private constructor(parent: Path | undefined, kind: Kind, name: string | number) {
    this.parent = parent
    this.kind = kind
    this.name = name
  }

  static root(...fields: string[]): Path {
    let path = new Path(undefined, 'field', fields[0] ?? '')
    for (const field of fields.slice(1)) path = path.child(field)
    return path
  }

  /** A struct's field: `.name`. */
  child(...fields: string[]): Path {
    let path: Path = this
    for (const field of fields)
      path = path.name === '' && path.parent === undefined ? new Path(undefined, 'field', field) : new Path(path, 'field', field)
    return path
  }

  /** A list's item: `[0]`. */
  index(index: number): Path {
    return new Path(this, 'index', index)
  }

  /** A map's key: `[cpu]`. */
  key(key: string): Path {
    return new Path(this, 'key', key)
  }

  /** From the root: field names, list indexes and map keys. */
  segments(): (string | number)[] {
    const segments: (string | number)[] = []
    for (let path: Path | undefined = this; path !== undefined; path = path.parent) if (path.name !== '') segments.unshift(path.name)
    return segments
  }

  toString(): string {
    const own = this.kind === 'field' ? String(this.name) : `[${this.name}]`
    if (this.parent === undefined) return own
    return this.kind === 'field' ? `${this.parent}.${own}` : `${this.parent}${own}`
  }
}
