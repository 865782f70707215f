import { fieldOf, itemsOf } from '../scheduling/lenient.ts'
import { spanAt, volumesOf } from './fields.ts'
import { nameOf, neighboursOf, relatedTo } from './neighbours.ts'
import type { Rule } from './rule.ts'

/** One claim that a single node may mount, for pods on many nodes. */
export const sharedReadWriteOnce: Rule = {
  id: 'shared-read-write-once',
  severity: 'warning',
  summary: 'one ReadWriteOnce claim for pods on many nodes',
  why: `All pods of a DaemonSet share the claims that its template names. A volume with ReadWriteOnce can be mounted on one node at a time: the pods of all other nodes wait in
ContainerCreating with a Multi-Attach error. Use a hostPath or an ephemeral volume (one for each pod), or a claim with ReadWriteMany.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
volumes:
- name: data
  persistentVolumeClaim:
    claimName: agent-data
#              ^^^^^^^^^^
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
volumes:
- name: data
  emptyDir: {}
`,
    workspace: `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: agent-data
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 10Gi
`,
  },
  needs: 'workspace',
  links: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes'],
  *check(daemonset, context) {
    const claims = neighboursOf(daemonset, context)?.ofKind('PersistentVolumeClaim') ?? []
    for (const { value: volume, path } of volumesOf(daemonset)) {
      const name = volume.persistentVolumeClaim?.claimName
      const claim = name === undefined ? undefined : claims.find((candidate) => candidate.name === name)
      if (claim === undefined) continue
      const modes = itemsOf(fieldOf(claim.spec, 'accessModes')).items.map(({ value }) => value)
      if (modes.length === 0 || !modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')) continue
      const field = path.child('persistentVolumeClaim', 'claimName')
      yield {
        span: spanAt(daemonset, field),
        field,
        message: `The claim ${name} is ${modes.join(', ')}: one node can mount it, and the pods of all others do not start. Use a hostPath or ephemeral volume, or ReadWriteMany.`,
        related: [relatedTo(claim, `${nameOf(claim)} is ${modes.join(', ')}`)],
      }
    }
  },
}
