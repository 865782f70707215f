// Values that a template engine fills in later. The reader masks `{{ ... }}` with this character (see syntax/template.ts);
// a value that holds it is unknown, never guessed.

export const PLACEHOLDER = '\uE000'

/** True when the value, or a part of it, is not known before a template is rendered. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.includes(PLACEHOLDER)
}

/** True for the value of a field that only stands in an `if` of a template (see analysis/conditional.ts): it may be there or not. */
export function isConditional(value: unknown): boolean {
  return value === PLACEHOLDER
}

/** A text of ours that quotes unknown values, with something to see for each. */
export function withoutPlaceholders(text: string): string {
  return text.replace(/\uE000+/g, '{{…}}')
}
