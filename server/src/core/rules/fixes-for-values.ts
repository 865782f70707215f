// Quick fixes for values that the API server finds invalid, told by its sentence.
import { fixWith, pathIn } from '../edits/edit.ts'
import { plainValue } from '../edits/plain-value.ts'
import { remove } from '../edits/remove.ts'
import { type Change, setValue } from '../edits/set-value.ts'
import type { Plain } from '../edits/write-value.ts'
import type { Path } from '../path.ts'
import type { Fix } from '../problem.ts'
import { isMap } from '../scheduling/lenient.ts'
import { nearestTexts } from '../schema/nearby-fields.ts'
import type { CauseAt } from './cause-at.ts'
import { containersOf, listAt, nodeAt } from './fields.ts'

type Mend = (cause: CauseAt) => readonly Fix[]

/** The first sentence that fits decides. */
const MENDS: readonly (readonly [RegExp, Mend])[] = [
  [/operator must be Exists when `key` is empty/, (cause) => [...set(cause, 'operator', 'Exists', 'Use operator Exists', true, ['value'])]],
  [
    /value must be empty when `operator` is 'Exists'/,
    (cause) => [...drop(cause, 'value', true), ...set(cause, 'operator', 'Equal', 'Use operator Equal', false)],
  ],
  [
    /effect must be 'NoExecute' when `tolerationSeconds` is set/,
    (cause) => [...drop(cause, 'tolerationSeconds', true), ...set(cause, 'effect', 'NoExecute', 'Use effect NoExecute', false)],
  ],
  [
    /may not be set when maxUnavailable is non-zero/,
    (cause) => [...set(cause, 'maxUnavailable', 0, 'Set maxUnavailable to 0', true), ...set(cause, 'maxSurge', 0, 'Set maxSurge to 0', false)],
  ],
  [/valid percent string/, percent],
  [/must match `containerPort` when `hostNetwork` is true/, hostPort],
  [/must be less than or equal to .* limit/, requestOverLimit],
  [
    /not a valid selector operator/,
    (cause) => nearest(cause, ['In', 'NotIn', 'Exists', 'DoesNotExist', ...(/nodeAffinity/.test(cause.problem.field ?? '') ? ['Gt', 'Lt'] : [])]),
  ],
  [/not a valid field selector key/, (cause) => change(cause, 'metadata.name', true)],
  [/cannot set `allowPrivilegeEscalation` to false and `privileged` to true/, (cause) => dropAt(cause, cause.path.child('allowPrivilegeEscalation'))],
  [/may not be greater than or equal to|file mode must be a number between 0 and 0777|must be a number between 0 and 0777/, fileMode],
  [/^Invalid value: -?\d+: must be 1$/, (cause) => change(cause, 1, true)],
  [/must be greater than zero|must be greater than 0/, (cause) => change(cause, 1, false)],
  [/must be greater than or equal to 0/, (cause) => change(cause, 0, false)],
  [/must be in the range 1-100/, (cause) => change(cause, Number(cause.value) > 100 ? 100 : 1, false)],
  [/must be unique/, identicalItem],
  [
    /RFC 1123 subdomain|RFC 1123 label|RFC 1035|alpha-numeric characters \(a-z, 0-9\), and hyphens|consecutive hyphens|start or end with a hyphen/,
    legalName,
  ],
  [/a valid label must be an empty string|name part must consist of/, legalLabel],
]

export function fixesForInvalid(cause: CauseAt): readonly Fix[] {
  return MENDS.find(([sentence]) => sentence.test(cause.says))?.[1](cause) ?? []
}

function sibling({ path }: CauseAt, name: string): Path {
  return path.parent?.child(name) ?? path
}

function set(cause: CauseAt, name: string, value: Plain, title: string, preferred: boolean, without: readonly string[] = []): readonly Fix[] {
  const { daemonset } = cause
  const gone = without.filter((other) => nodeAt(daemonset, sibling(cause, other))).map((other) => remove(pathIn(daemonset, sibling(cause, other))))
  return fixWith(daemonset, { title, preferred, safe: false }, ...gone, setValue(pathIn(daemonset, sibling(cause, name)), value, { after: ['key'] }))
}

function drop(cause: CauseAt, name: string, preferred: boolean): readonly Fix[] {
  return fixWith(cause.daemonset, { title: `Remove ${name}`, preferred, safe: false }, remove(pathIn(cause.daemonset, sibling(cause, name))))
}

function dropAt({ daemonset }: CauseAt, path: Path): readonly Fix[] {
  return fixWith(daemonset, { title: `Remove ${path.name}`, safe: false }, remove(pathIn(daemonset, path)))
}

function change({ daemonset, path }: CauseAt, value: Plain, safe: boolean): readonly Fix[] {
  if (nodeAt(daemonset, path)?.kind !== 'scalar') return []
  return fixWith(daemonset, { title: `Write ${String(value)}`, safe }, setValue(pathIn(daemonset, path), value))
}

function nearest(cause: CauseAt, supported: readonly string[]): readonly Fix[] {
  const wrong = typeof cause.value === 'string' ? cause.value : ''
  return nearestTexts(wrong, supported)
    .slice(0, 1)
    .flatMap((text) => change(cause, text, text.toLowerCase() === wrong.toLowerCase()))
}

/** "1" is no percentage, and a number in quotes is no number. */
function percent(cause: CauseAt): readonly Fix[] {
  const text = String(cause.value)
  if (!/^\d+$/.test(text)) return []
  const asPercent = fixWith(
    cause.daemonset,
    { title: `Write ${text}%`, preferred: false, safe: false },
    setValue(pathIn(cause.daemonset, cause.path), `${text}%`),
  )
  return [...change(cause, Number(text), false), ...asPercent]
}

function hostPort(cause: CauseAt): readonly Fix[] {
  const port = cause.path.parent && nodeAt(cause.daemonset, sibling(cause, 'containerPort'))
  const value = port && plainValue(port)
  return typeof value === 'number' ? change(cause, value, false) : []
}

/** Lower the request, or raise the limit. */
function requestOverLimit({ daemonset, path: at, says }: CauseAt): readonly Fix[] {
  const resource = /less than or equal to (\S+) limit/.exec(says)?.[1] ?? ''
  const requests = at.name === 'requests' ? at : at.parent
  const path = requests?.key(resource) ?? at
  const limitPath = requests?.parent?.child('limits').key(resource)
  const limit = limitPath && nodeAt(daemonset, limitPath)
  const request = nodeAt(daemonset, path)
  const [most, wanted] = [limit && plainValue(limit), request && plainValue(request)]
  if (limitPath === undefined || most === undefined || wanted === undefined) return []
  return [
    ...fixWith(daemonset, { title: `Lower the request to ${String(most)}`, safe: false }, setValue(pathIn(daemonset, path), most)),
    ...fixWith(
      daemonset,
      { title: `Raise the limit to ${String(wanted)}`, preferred: false, safe: false },
      setValue(pathIn(daemonset, limitPath), wanted),
    ),
  ]
}

/** 644 was meant as octal. JSON has no octal numbers. */
function fileMode({ daemonset, path, value }: CauseAt): readonly Fix[] {
  const node = nodeAt(daemonset, path)
  const text = String(value)
  if (node?.kind !== 'scalar' || !/^[0-7]{3,4}$/.test(text) || Number.parseInt(text, 8) > 0o777) return []
  const json = daemonset.document.root?.kind === 'map' && daemonset.document.root.flow
  const newText = json ? String(Number.parseInt(text, 8)) : `0${text.replace(/^0+/, '')}`
  return [{ title: `Write ${newText}`, preferred: true, safe: false, edits: [{ span: node.span, newText }] }]
}

function identicalItem({ daemonset, path }: CauseAt): readonly Fix[] {
  const item = path.parent
  const list = item?.parent && nodeAt(daemonset, item.parent)
  if (item?.kind !== 'index' || list?.kind !== 'list') return []
  const values = list.items.map(({ value }) => JSON.stringify(plainValue(value)))
  if (values.indexOf(values[Number(item.name)] ?? '') >= Number(item.name)) return []
  return fixWith(daemonset, { title: `Remove the second ${item.parent?.name ?? 'item'}`, safe: true }, remove(pathIn(daemonset, item)))
}

/** A name in small letters, digits and dashes, and the same name where it is referred to. */
function legalName(cause: CauseAt): readonly Fix[] {
  const { daemonset, path, value, says } = cause
  if (typeof value !== 'string' || nodeAt(daemonset, path)?.kind !== 'scalar') return []
  const dots = says.includes('subdomain')
  const legal = value
    .toLowerCase()
    .replace(dots ? /[^a-z0-9.-]+/g : /[^a-z0-9-]+/g, '-')
    .replace(/--+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, says.includes('no more than 15') || /ports\[\d+\]\.name$/.test(cause.problem.field ?? '') ? 15 : dots ? 253 : 63)
    .replace(/[^a-z0-9]+$/, '')
  if (legal === '' || legal === value) return []
  const changes: Change[] = [setValue(pathIn(daemonset, path), legal)]
  if (/spec\.volumes\[\d+\]\.name$/.test(cause.problem.field ?? ''))
    for (const { value: container, path: at } of containersOf(daemonset))
      for (const mount of listAt(container.volumeMounts, at.child('volumeMounts')))
        if (mount.value.name === value) changes.push(setValue(pathIn(daemonset, mount.path.child('name')), legal))
  return fixWith(daemonset, { title: `Use ${legal}`, safe: false }, ...changes)
}

/** A label's value, wherever the server says it is: the same value is mended in selector and labels. */
function legalLabel(cause: CauseAt): readonly Fix[] {
  const { daemonset, value } = cause
  if (typeof value !== 'string' || value === '') return []
  const legal = value
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, 63)
    .replace(/[^A-Za-z0-9]+$/, '')
  if (legal === '' || legal === value) return []
  const { metadata, spec } = daemonset.value
  const maps: readonly (readonly [unknown, readonly string[]])[] = [
    [metadata?.labels, ['metadata', 'labels']],
    [spec?.selector?.matchLabels, ['spec', 'selector', 'matchLabels']],
    [spec?.template?.metadata?.labels, ['spec', 'template', 'metadata', 'labels']],
    [spec?.template?.spec?.nodeSelector, ['spec', 'template', 'spec', 'nodeSelector']],
  ]
  const changes = maps.flatMap(([map, path]) =>
    isMap(map)
      ? Object.keys(map)
          .filter((key) => map[key] === value)
          .map((key) => setValue(pathIn(daemonset, [...path, key]), legal))
      : [],
  )
  return changes.length === 0 ? [] : fixWith(daemonset, { title: `Use ${legal}`, safe: false }, ...changes)
}
