// The other DaemonSets of a workspace, as placement counts them when it is asked to: their pods take room and ports on the same nodes.
import type { DaemonSet } from '../model/kubernetes.ts'
import type { WorkspaceFacts } from '../workspace-facts.ts'

/** All DaemonSets of the workspace but those with this name: overlays and copies of a manifest are the same object in a cluster. */
export function otherDaemonSets(workspace: WorkspaceFacts, own: { readonly namespace: string | null; readonly name: string | null }): DaemonSet[] {
  const seen = new Set([nameIn(own)])
  return workspace.ofKind('DaemonSet').flatMap((summary): DaemonSet[] => {
    const { template, name, namespace } = summary
    if (template === undefined || name === null || seen.has(nameIn(summary))) return []
    seen.add(nameIn(summary))
    const value: unknown = {
      apiVersion: summary.apiVersion,
      kind: 'DaemonSet',
      metadata: { name, ...(namespace === null ? {} : { namespace }), labels: summary.labels },
      spec: { template: { metadata: { labels: template.labels }, spec: template.spec } },
    }
    return [value as DaemonSet]
  })
}

function nameIn({ namespace, name }: { readonly namespace: string | null; readonly name: string | null }): string {
  return `${namespace ?? 'default'}/${name ?? ''}`
}
