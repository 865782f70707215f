// Values that a template engine fills in later. The reader masks `{{ ... }}` with this character (see syntax/template.ts);
// a value that holds it is unknown, never guessed.

export const PLACEHOLDER = '\uE000'

/** True when the value, or a part of it, is not known before a template is rendered. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.includes(PLACEHOLDER)
}
