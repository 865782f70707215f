// What “Report Issue…” fills in. Knows the manifest and the editor's names as values; must not know the editor.

export interface Manifest {
  readonly publisher: string
  readonly name: string
  readonly version: string
  readonly repository?: string | { readonly url?: string }
  readonly bugs?: string | { readonly url?: string }
}

export interface Versions {
  /** `Visual Studio Code`. */
  readonly editor: string
  readonly editorVersion: string
  /** `desktop`, `web`, or the name of a server. */
  readonly host: string
  /** `ssh-remote`, `wsl`. */
  readonly remote: string | undefined
  /** Undefined where the language server does not answer. */
  readonly kubernetes: string | undefined
}

/** The report; with `reporter` the arguments of the editor's own, which needs an address to send to. */
export interface Report {
  readonly body: string
  readonly reporter?: { readonly extensionId: string; readonly issueBody: string }
}

/** @param heading what the author is asked to write */
export function issueReport(manifest: Manifest, versions: Versions, heading: string): Report {
  const { editor, editorVersion, host, remote, kubernetes } = versions
  const body = [
    heading,
    '',
    '',
    `- DaemonSet ${manifest.version}`,
    `- ${editor} ${editorVersion} (${remote === undefined ? host : `${host}, ${remote}`})`,
    `- ${kubernetes === undefined ? 'the language server does not answer' : `Kubernetes ${kubernetes}`}`,
    '',
  ].join('\n')
  const hasAddress = [manifest.bugs, manifest.repository].some((place) => ((typeof place === 'object' ? place.url : place) ?? '') !== '')
  return hasAddress ? { body, reporter: { extensionId: `${manifest.publisher}.${manifest.name}`, issueBody: body } } : { body }
}
