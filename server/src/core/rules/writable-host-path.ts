import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import type { Container } from '../model/kubernetes.ts'
import { containersOf, listAt, spanAt, volumesOf } from './fields.ts'
import type { Rule } from './rule.ts'

/** Directories of the node that agents read and hardly ever write. */
const READ_ONLY = /^\/(var\/log(\/(pods|containers))?|etc|proc|sys|etc\/(machine-id|localtime|os-release|hostname|passwd|group))?$/

/** Log shippers keep beside the logs how far they have read. */
const LOG_SHIPPER = /fluent|td-agent|logging-agent|logstash|log-?(shipper|collector)/

/** With one of these a container can do what privileged ones can. */
const MIGHTY: ReadonlySet<unknown> = new Set(['ALL', 'SYS_ADMIN', 'CAP_SYS_ADMIN'])

/** A directory of the node that looks read-only, mounted writable. */
export const writableHostPath: Rule = {
  id: 'writable-host-path',
  severity: 'information',
  summary: 'a host path that looks read-only is mounted writable',
  why: `A container that can write to \`/etc\`, \`/proc\`, \`/sys\` or \`/\` of its node can take over the node. Agents that only read there need \`readOnly: true\`. Privileged containers, which could
do so anyway, are left alone, and so are log shippers that keep their positions in \`/var/log\`.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  volumeMounts:
  - name: proc
    mountPath: /host/proc
#              ^^^^^^^^^^
volumes:
- name: proc
  hostPath:
    path: /proc
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  volumeMounts:
  - name: proc
    mountPath: /host/proc
    readOnly: true
volumes:
- name: proc
  hostPath:
    path: /proc
`,
  },
  links: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  *check(daemonset) {
    const paths = new Map<string, string>()
    for (const { value } of volumesOf(daemonset)) {
      const at = value.hostPath?.path
      const plain = at === undefined || at === '/' ? at : at.replace(/\/+$/, '')
      if (plain !== undefined && READ_ONLY.test(plain)) paths.set(value.name ?? '', plain)
    }
    for (const { value: container, path } of containersOf(daemonset)) {
      if (isMighty(container)) continue
      for (const { value: mount, path: at } of listAt(container.volumeMounts, path.child('volumeMounts'))) {
        const hostPath = paths.get(mount.name ?? '')
        if (hostPath === '/var/log' && LOG_SHIPPER.test(`${container.name} ${container.image}`)) continue
        if (hostPath === undefined || mount.readOnly !== undefined || mount.mountPropagation === 'Bidirectional') continue
        yield {
          span: spanAt(daemonset, at.child('mountPath')),
          field: at,
          message: `${container.name ?? 'The container'} can write to ${hostPath} of its node. Set readOnly: true if it only reads there.`,
          fixes: () => fixWith(daemonset, { title: 'Mount read-only', safe: false }, setValue(pathIn(daemonset, at.child('readOnly')), true)),
        }
      }
    }
  },
}

function isMighty({ securityContext }: Container): boolean {
  const added: unknown = securityContext?.capabilities?.add
  return securityContext?.privileged === true || (Array.isArray(added) && added.some((capability) => MIGHTY.has(capability)))
}
