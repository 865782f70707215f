// Which files are patches of a kustomization: incomplete by design, so nothing in them is called missing. Knows no files.

/** Names under which kustomize looks for a kustomization. */
export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const

/**
 * The paths of the patches that a kustomization names, relative to its folder, as written. Inline patches have none.
 * @param value the kustomization as plain values; anything else has no patches
 */
export function patchPathsOf(value: unknown): string[] {
  if (!isRecord(value)) return []
  const named = [...listOf(value.patches), ...listOf(value.patchesJson6902)].map((patch) => (isRecord(patch) ? patch.path : undefined))
  return [...named, ...listOf(value.patchesStrategicMerge)].filter((path): path is string => typeof path === 'string' && !path.includes('\n'))
}

/**
 * True for a DaemonSet that can only be a patch, whatever else is known: it carries a strategic-merge directive, or its file is called a
 * patch and it has neither selector nor template labels.
 * @param path of the file, with `/`
 * @param text of the document
 * @param readValue gives the DaemonSet as plain values; not asked where the text alone tells
 */
export function looksLikePatch(path: string, text: string, readValue: () => unknown): boolean {
  const isCalledPatch = /patch/i.test(path.slice(path.lastIndexOf('/') + 1))
  if (!isCalledPatch && !DIRECTIVE.test(text)) return false
  const value = readValue()
  if (hasDirective(value, 0)) return true
  if (!isCalledPatch || !isRecord(value)) return false
  const spec = isRecord(value.spec) ? value.spec : {}
  const template = isRecord(spec.template) ? spec.template : {}
  const metadata = isRecord(template.metadata) ? template.metadata : {}
  return spec.selector === undefined && metadata.labels === undefined
}

const DEEPEST_DIRECTIVE = 12
/** Also with its `$` escaped. */
const DIRECTIVE = /(?:\$|\\[ux]0*24)(?:patch|setElementOrder|deleteFromPrimitiveList)/i

function hasDirective(value: unknown, depth: number): boolean {
  if (depth > DEEPEST_DIRECTIVE) return false
  if (Array.isArray(value)) return value.some((item) => hasDirective(item, depth + 1))
  if (!isRecord(value)) return false
  return Object.entries(value).some(
    ([key, inner]) =>
      key === '$patch' || key.startsWith('$setElementOrder/') || key.startsWith('$deleteFromPrimitiveList/') || hasDirective(inner, depth + 1),
  )
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
