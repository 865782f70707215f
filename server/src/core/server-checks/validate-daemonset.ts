// What the API server answers to a DaemonSet: the causes of a 422 on creation and on update, and the warnings of an accepted one.
import type { DaemonSet, DaemonSetSpec, PodTemplateSpec } from '../model/kubernetes.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import { Path } from '../path.ts'
import { hasBadSelector } from './affinity.ts'
import { type Cause, forbidden, invalid, notSupported, type ServerOptions, type ServerWarning } from './cause.ts'
import { isSame } from './equality.ts'
import { hasBadSelectorValue, selectorMatches, validateAnnotations, validateLabelSelector, validateLabels } from './labels.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from './object-meta.ts'
import { validateAnnotationsMatchFields, validatePodAnnotations } from './pod-annotations.ts'
import { validatePodSpec } from './pod-spec.ts'
import { prepareDaemonSet, repeatedOwners } from './prepare.ts'
import type { PodOptions } from './relaxations.ts'
import { validateUpdateStrategy } from './update-strategy.ts'
import { warnOfPodTemplate } from './warnings-pod.ts'

const METADATA = Path.root('metadata')
const SPEC = Path.root('spec')
const TEMPLATE = SPEC.child('template')
const REPEATED_OWNERS =
  '.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed:'
const NEGATIVE = 'must be greater than or equal to 0'

/** What the server answers: the causes of a refusal; the warnings are sent only if there are none. */
export interface Answer {
  readonly causes: readonly Cause[]
  readonly warnings: readonly ServerWarning[]
}

/** The answer to a POST, or to a PUT over `old`. */
export function answerTo(ds: DaemonSet, old: DaemonSet | undefined, options: ServerOptions): Answer {
  if (isUnknown(ds) || isUnknown(old)) return { causes: [], warnings: [] }
  const stored = old === undefined ? undefined : prepareDaemonSet(old, undefined, options)
  const prepared = prepareDaemonSet(ds, stored, options)
  const causes: Cause[] = []
  if (stored === undefined) validateCreation(prepared, options, causes)
  else validateUpdate(prepared, stored, options, causes)
  const warnings: ServerWarning[] = []
  warn(ds, prepared, stored, options, warnings)
  return { causes, warnings }
}

/** The causes that a POST is answered with; none: it is accepted. */
export function validateDaemonSet(ds: DaemonSet, options: ServerOptions): readonly Cause[] {
  return answerTo(ds, undefined, options).causes
}

/** The causes that a PUT over `old` is answered with. */
export function validateDaemonSetUpdate(ds: DaemonSet, old: DaemonSet, options: ServerOptions): readonly Cause[] {
  return answerTo(ds, old, options).causes
}

/** The Warning headers of an accepted object; `old`: the stored one, on update. */
export function warningsOfDaemonSet(ds: DaemonSet, old: DaemonSet | undefined, options: ServerOptions): readonly ServerWarning[] {
  return answerTo(ds, old, options).warnings
}

function validateCreation({ metadata = {}, spec = {} }: DaemonSet, options: ServerOptions, causes: Cause[]): void {
  validateObjectMeta(metadata, METADATA, options, causes)
  validateSpec(spec, undefined, options, causes)
}

function validateUpdate({ metadata = {}, spec = {} }: DaemonSet, stored: DaemonSet, options: ServerOptions, causes: Cause[]): void {
  validateObjectMetaUpdate(metadata, stored.metadata ?? {}, METADATA, options, causes)
  // Until 1.33 an update was also judged as if it were a creation.
  if (options.minor <= 33) validateObjectMeta(metadata, METADATA, options, causes)
  if (!isSame(spec.selector, stored.spec?.selector, 'selector')) causes.push(invalid(SPEC.child('selector'), spec.selector, 'field is immutable'))
  const oldPod = stored.spec?.template?.spec ?? {}
  // A stored object that holds bad values in one selector may keep them in all.
  const keepSelectorValues = hasBadSelectorValue(stored.spec?.selector) || hasBadSelector(oldPod.affinity)
  validateSpec(spec, stored.spec ?? {}, { ...options, oldPod, keepSelectorValues }, causes)
}

/** On update an unchanged template is not spoken of. */
function warn(ds: DaemonSet, prepared: DaemonSet, stored: DaemonSet | undefined, options: ServerOptions, warnings: ServerWarning[]): void {
  const template = prepared.spec?.template ?? {}
  const owners = repeatedOwners(ds.metadata?.ownerReferences ?? [])
  if (owners.length > 0) warnings.push({ field: null, message: `${REPEATED_OWNERS} ${owners.join(', ')}`, at: METADATA.child('ownerReferences') })
  if (stored === undefined || !isSame(template, stored.spec?.template, 'template'))
    warnOfPodTemplate(template, TEMPLATE, { ...options, oldPod: stored?.spec?.template?.spec }, warnings)
}

/** A placeholder can stand anywhere, even for a map or a list: what the server will say is not known then. */
function isUnknown(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isPlaceholder(value)
  if (Array.isArray(value)) return value.some(isUnknown)
  // No `Object.entries`: this looks at every field of every object.
  for (const field in value) if (isPlaceholder(field) || isUnknown((value as Record<string, unknown>)[field])) return true
  return false
}

function validateSpec(spec: DaemonSetSpec, old: DaemonSetSpec | undefined, options: PodOptions, causes: Cause[]): void {
  const { selector, template = {} } = spec
  validateLabelSelector(selector, SPEC.child('selector'), causes, options.keepSelectorValues)
  const labels = template.metadata?.labels ?? {}
  if (selectorMatches(selector, labels) === false) {
    const shown = Object.fromEntries(Object.entries(labels).sort())
    causes.push(invalid(TEMPLATE.child('metadata', 'labels'), shown, '`selector` does not match template `labels`'))
  }
  if (selector !== undefined && isEmpty(selector.matchLabels) && isEmpty(selector.matchExpressions))
    causes.push(invalid(SPEC.child('selector'), selector, 'empty selector is invalid for daemonset'))
  validateTemplate(template, old?.template, options, causes)
  for (const field of ['minReadySeconds', 'revisionHistoryLimit'] as const) {
    const number = spec[field] ?? 0
    if (number < 0) causes.push(invalid(SPEC.child(field), number, NEGATIVE))
  }
  validateUpdateStrategy(spec.updateStrategy ?? {}, SPEC.child('updateStrategy'), causes)
}

function isEmpty(value: object | undefined): boolean {
  return Object.keys(value ?? {}).length === 0
}

/** The server leaves `metadata` out when it names labels and annotations of a template. */
function validateTemplate(template: PodTemplateSpec, old: PodTemplateSpec | undefined, options: PodOptions, causes: Cause[]): void {
  const { metadata = {}, spec: pod = {} } = template
  const path = TEMPLATE.child('spec')
  const real = TEMPLATE.child('metadata')
  const annotations = metadata.annotations ?? {}
  const oldAnnotations = old === undefined ? undefined : (old.metadata?.annotations ?? {})
  validateLabels(metadata.labels, TEMPLATE.child('labels'), causes, real.child('labels'))
  const named = TEMPLATE.child('annotations')
  validateAnnotations(annotations, named, causes, real.child('annotations'))
  validatePodAnnotations(annotations, oldAnnotations, pod, named, real.child('annotations'), options, causes)
  validatePodSpec(pod, path, options, causes)
  validateAnnotationsMatchFields(annotations, pod, path, causes)
  if ((pod.ephemeralContainers ?? []).length > 0)
    causes.push(forbidden(path.child('ephemeralContainers'), 'ephemeral containers not allowed in pod template'))
  const { restartPolicy = 'Always' } = pod
  if (restartPolicy !== 'Always') causes.push(notSupported(path.child('restartPolicy'), restartPolicy, ['Always']))
  if (pod.activeDeadlineSeconds !== undefined)
    causes.push(forbidden(path.child('activeDeadlineSeconds'), 'activeDeadlineSeconds in DaemonSet is not Supported'))
}
