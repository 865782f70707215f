// What a written value means, in Markdown: a quantity in bytes, a mode as rwx, seconds as minutes, a percentage in nodes, an image's tag.
import { parseQuantity, toBytes } from '../../model/quantity.ts'
import type { Field } from '../../schema/schema.ts'
import type { ScalarNode } from '../../syntax/tree.ts'
import { codeSpan } from '../markdown.ts'
import { enumValueMarkdown } from './field-text.ts'

export interface ValueContext {
  readonly field: Field
  /** The key in a map: `cpu`. */
  readonly key: string | undefined
  readonly node: ScalarNode
  /** On how many nodes the DaemonSet runs, where that is known. */
  readonly desired: number | undefined
}

/** Empty where there is nothing to say beyond what is written. */
export function valueMarkdown(context: ValueContext): string {
  const { field, node } = context
  const text = typeof node.value === 'string' ? node.value : node.source
  if (field.type === 'quantity') return quantityText(text, context.key ?? field.name)
  if (/mode$/i.test(field.name) && field.type === 'int32' && typeof node.value === 'number') return modeText(node.value, node.source)
  if (field.owner === 'apps.v1.RollingUpdateDaemonSet') return percentageText(field, text, context.desired)
  if (/Seconds$/.test(field.name) && typeof node.value === 'number') return secondsText(node.value)
  if (field.name === 'image' && /Container$/.test(field.owner)) return imageText(text)
  return field.enum?.includes(text) === true ? enumValueMarkdown(field, text) : ''
}

function quantityText(text: string, resource: string): string {
  const quantity = parseQuantity(text)
  if (quantity === undefined) return ''
  if (resource === 'cpu') {
    const milli = Number(quantity.nano / 1_000_000n)
    const cores = milli / 1000
    return `${codeSpan(text)} = ${cores} core${cores === 1 ? '' : 's'} (${milli} millicores)`
  }
  if (!/memory|storage|hugepages|sizeLimit|divisor/i.test(resource)) return ''
  const bytes = toBytes(quantity)
  const odd = /^\d+m$/.test(text)
    ? ` — \`m\` means thousandths, not megabytes: write ${codeSpan(text.replace(/m$/, 'Mi'))} or ${codeSpan(text.replace(/m$/, 'M'))}`
    : ''
  return `${codeSpan(text)} = ${grouped(bytes)} bytes${inBinary(bytes)}${odd}`
}

/** 134 217 728 */
function grouped(value: bigint): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f')
}

function inBinary(bytes: bigint): string {
  const value = Number(bytes)
  const power = value >= 2 ** 40 ? 4 : value >= 2 ** 30 ? 3 : value >= 2 ** 20 ? 2 : 0
  if (power === 0) return ''
  const amount = value / 1024 ** power
  return ` (${Number.isInteger(amount) ? amount : `about ${amount.toFixed(1)}`} ${['', '', 'MiB', 'GiB', 'TiB'][power]})`
}

/** `0644`: rw-r--r--. A decimal that looks like an octal is told so. */
export function modeText(mode: number, source: string): string {
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o7777) return ''
  const letters = [6, 3, 0].map((shift) => {
    const bits = (mode >> shift) & 7
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`
  })
  const octal = `0${mode.toString(8)}`
  const decimal = /^[1-7][0-7]{2}$/.test(source) && mode === Number(source) ? ` — decimal; for ${codeSpan(`0${source}`)} put a zero in front` : ''
  return `${codeSpan(octal)} = ${codeSpan(letters.join(''))}${octal === source ? '' : ` (decimal ${mode})`}${decimal}`
}

function percentageText(field: Field, text: string, desired: number | undefined): string {
  const percent = /^(\d+)%$/.exec(text)?.[1]
  if (percent === undefined || desired === undefined) return ''
  const pods = Math.ceil((Number(percent) * desired) / 100)
  return `${codeSpan(text)} of ${desired} node${desired === 1 ? '' : 's'} = ${pods} pod${pods === 1 ? '' : 's'} at once (rounded up)${field.name === 'maxSurge' ? ', beside the old ones' : ''}`
}

function secondsText(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 60) return ''
  const units: readonly (readonly [number, string])[] = [
    [86400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ]
  let left = Math.floor(seconds)
  const parts = units.flatMap(([size, unit]) => {
    const amount = Math.floor(left / size)
    left -= amount * size
    return amount === 0 ? [] : [`${amount} ${unit}`]
  })
  return `${seconds} seconds = ${parts.join(' ')}`
}

function imageText(image: string): string {
  if (image.includes('@'))
    return `${codeSpan(image.slice(image.indexOf('@') + 1).slice(0, 19))} is a digest: every node runs the very same image, whatever the tag says.`
  const name = image.slice(image.lastIndexOf('/') + 1)
  const tag = /:([\w.-]+)$/.exec(name)?.[1]
  const host =
    image.includes('/') && /[.:]|^localhost$/.test(image.split('/')[0] ?? '') ? '' : ' Without a registry the container runtime asks docker.io.'
  if (tag === undefined || tag === 'latest') {
    const start = tag === undefined ? 'No tag means `latest`' : '`latest` moves'
    return `${start}: each node pulls what is newest when its pod starts (imagePullPolicy defaults to \`Always\`), so nodes may run different versions.${host}`
  }
  return `Tag ${codeSpan(tag)}; imagePullPolicy is \`IfNotPresent\` unless it is given.${host}`
}
