// How the translated texts get to the page, which has no `vscode.l10n`: in its head, as data, since the page runs no inline script.

/** Name of the `meta` element whose content is the bundle, as JSON. */
export const TEXTS = 'daemonset-texts'

/** The bundle of a page, as JSON. */
export function textsOf(page: Document): string {
  return page.querySelector<HTMLMetaElement>(`meta[name="${TEXTS}"]`)?.content ?? '{}'
}
