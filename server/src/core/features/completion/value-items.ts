// What is offered where a value belongs: scalars, and what a key on a line of its own still needs below it.
import { isStruct } from '../../schema/schema.ts'
import { type KeyPlace, sketchAt, type ValuePlace } from './cursor-place.ts'
import { escapeSnippet } from './insert-text.ts'
import type { Draft } from './item.ts'
import { draftOf, keyItems } from './key-items.ts'
import type { Scene } from './scene.ts'
import { insertedValue } from './value-text.ts'
import { valuesAt } from './values.ts'

/** Drafts for a value, in their order. */
export function valueItems(scene: Scene, place: ValuePlace): Draft[] {
  const { position } = scene
  if (position.kind !== 'one' || isStruct(position.type)) return nestedItems(scene, place)
  const quotable = position.type === 'string' || position.type === 'quantity' || position.type === 'int-or-string'
  return valuesAt(scene)
    .filter((suggestion) => place.quote === undefined || suggestion.literal !== true || quotable)
    .map((suggestion, index) => ({
      ...draftOf(suggestion, position.field),
      span: place.span,
      insertText: `${place.lead}${escapeSnippet(insertedValue(suggestion.text, place, suggestion.literal))}`,
      ...(index === 0 && place.span.start === place.span.end ? { preselect: true as const } : {}),
    }))
}

/** Behind `key:` where more than one line belongs: the first key or item of it, on a new line; in flow style brackets. */
function nestedItems(scene: Scene, place: ValuePlace): Draft[] {
  const { position } = scene
  if (place.quote !== undefined || place.span.start !== place.span.end) return []
  if (place.flow) {
    const list = position.kind === 'list'
    return [
      {
        label: list ? '[]' : '{}',
        kind: 'snippet',
        detail: list ? 'list' : 'map',
        span: place.span,
        insertText: `${place.lead}${list ? '[$1]' : '{ $1 }'}`,
        retrigger: true,
      },
    ]
  }
  // Something stands below already.
  if (sketchAt(scene.object, scene.path) !== undefined) return []
  const column = place.column + (position.kind === 'list' ? scene.listIndent : 2)
  const below: KeyPlace = { ...place, kind: 'key', column, around: undefined, before: undefined, colonFollows: false, afterDash: false, lead: '' }
  const indent = ' '.repeat(Math.max(0, column - place.lineColumn))
  return keyItems({ ...scene, place: below }, below).map((draft) => ({ ...draft, insertText: `\n${indent}${draft.insertText}` }))
}
