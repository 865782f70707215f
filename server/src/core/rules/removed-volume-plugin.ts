import { keySpanAt, volumesOf } from './fields.ts'
import { findingAt } from './refine-by-finding.ts'
import type { Rule } from './rule.ts'

/** The first minor without the plugin, and what to use now. */
const REMOVED: Readonly<Record<string, { readonly since: number; readonly instead: string }>> = {
  photonPersistentDisk: { since: 16, instead: 'a CSI driver' },
  scaleIO: { since: 22, instead: 'a CSI driver' },
  flocker: { since: 25, instead: 'a CSI driver' },
  storageos: { since: 25, instead: 'a CSI driver' },
  quobyte: { since: 25, instead: 'the CSI driver of Quobyte' },
  glusterfs: { since: 26, instead: 'a CSI driver or another file system' },
  cephfs: { since: 31, instead: 'the CSI driver cephfs.csi.ceph.com' },
  rbd: { since: 31, instead: 'the CSI driver rbd.csi.ceph.com' },
  gitRepo: { since: 33, instead: 'an init container that clones into an emptyDir' },
}

/** A volume type that this version of Kubernetes no longer has. */
export const removedVolumePlugin: Rule = {
  id: 'removed-volume-plugin',
  severity: 'warning',
  summary: 'an in-tree volume plugin that no longer exists',
  why: `Most volume plugins that were built into Kubernetes have been replaced by CSI drivers. The API server still accepts their fields and warns; the kubelet cannot mount them, and the
pods wait in ContainerCreating for ever.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
volumes:
- name: data
  glusterfs:
# ^^^^^^^^^
    endpoints: glusterfs-cluster
    path: data
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
volumes:
- name: data
  hostPath:
    path: /srv/data
`,
  },
  links: ['https://kubernetes.io/docs/concepts/storage/volumes/#volume-types'],
  *check(daemonset, context) {
    for (const { value: volume, path } of volumesOf(daemonset)) {
      const sources: Readonly<Record<string, unknown>> = { ...volume }
      for (const [plugin, { since, instead }] of Object.entries(REMOVED)) {
        const field = path.child(plugin)
        if (sources[plugin] === undefined || context.minor < since) continue
        yield {
          span: keySpanAt(daemonset, field),
          field,
          message: `Kubernetes has no ${plugin} volumes since 1.${since}${plugin === 'gitRepo' ? ' unless they are switched on' : ''}, so the pods never start. Use ${instead}.`,
          tags: ['deprecated'],
        }
      }
    }
  },
  refines(problem, daemonset, context) {
    if (problem.rule !== 'server-warning' || !/non-functional in|disabled by default in/.test(problem.serverMessage ?? '')) return undefined
    return /spec\.volumes\[/.test(problem.field ?? problem.serverMessage ?? '')
      ? findingAt(removedVolumePlugin.check(daemonset, context), problem)
      : undefined
  },
}
