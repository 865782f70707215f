import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { type Change, setValue } from '../edits/set-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import type { Path } from '../path.ts'
import type { Fix } from '../problem.ts'
import { containersOf, listAt, spanAt, volumesOf } from './fields.ts'
import type { Rule } from './rule.ts'

const DOCKER = '/var/lib/docker/containers'
const PODS = '/var/log/pods'

/** Docker's directory of container logs; containerd and CRI-O write elsewhere. */
export const dockerLogPath: Rule = {
  id: 'docker-log-path',
  severity: 'information',
  summary: '/var/lib/docker/containers is empty or missing under containerd',
  why: `Docker kept container logs in \`/var/lib/docker/containers\`. Nodes run containerd or CRI-O since Kubernetes 1.24, and these write to \`/var/log/pods\` (with links in
\`/var/log/containers\`). Mounting Docker's directory finds nothing there.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  volumeMounts:
  - name: logs
    mountPath: /var/lib/docker/containers
    readOnly: true
volumes:
- name: logs
  hostPath:
    path: /var/lib/docker/containers
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  volumeMounts:
  - name: logs
    mountPath: /var/log/pods
    readOnly: true
volumes:
- name: logs
  hostPath:
    path: /var/log/pods
`,
  },
  links: ['https://kubernetes.io/docs/concepts/cluster-administration/logging/#log-location-node'],
  *check(daemonset) {
    const mounted = podLogsOf(daemonset)
    for (const { value: volume, path } of volumesOf(daemonset)) {
      const at = volume.hostPath?.path?.replace(/\/+$/, '')
      if (at !== DOCKER) continue
      const field = path.child('hostPath', 'path')
      yield {
        span: spanAt(daemonset, field),
        field,
        message: `Under containerd and CRI-O this directory holds no logs. They are in ${PODS}: ${mounted === undefined ? 'mount that' : `${mounted} is mounted already, so this volume serves Docker only`}.`,
        fixes: () => fixesFor(daemonset, volume.name ?? '', path, mounted),
      }
    }
  },
}

interface MountAt {
  readonly path: Path
  readonly mountPath: string
}

/** The volume that holds the logs of containerd and CRI-O, if there is one. */
function podLogsOf(daemonset: LocatedDaemonSet): string | undefined {
  return volumesOf(daemonset)
    .map(({ value }) => value.hostPath?.path?.replace(/(?<=.)\/+$/, ''))
    .find((path) => path !== undefined && ['/var/log/pods', '/var/log', '/var', '/'].includes(path))
}

function fixesFor(daemonset: LocatedDaemonSet, name: string, volume: Path, mounted: string | undefined): readonly Fix[] {
  const mounts = containersOf(daemonset).flatMap(({ value, path }) =>
    listAt(value.volumeMounts, path.child('volumeMounts'))
      .filter((mount) => mount.value.name === name)
      .map((mount): MountAt => ({ path: mount.path, mountPath: mount.value.mountPath ?? '' })),
  )
  const move: Change[] = [
    setValue(pathIn(daemonset, volume.child('hostPath', 'path')), PODS),
    ...mounts
      .filter(({ mountPath }) => mountPath.replace(/\/+$/, '') === DOCKER)
      .map(({ path }) => setValue(pathIn(daemonset, path.child('mountPath')), PODS)),
  ]
  const drop: Change[] = [...mounts.reverse().map(({ path }) => remove(pathIn(daemonset, path))), remove(pathIn(daemonset, volume))]
  return [
    ...(mounted === undefined
      ? []
      : fixWith(daemonset, { title: `Remove the volume: ${mounted} is mounted and holds the logs`, safe: false }, ...drop)),
    ...(mounted === PODS ? [] : fixWith(daemonset, { title: `Mount ${PODS}`, preferred: mounted === undefined, safe: false }, ...move)),
  ]
}
