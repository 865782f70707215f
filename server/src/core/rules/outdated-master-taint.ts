import { fixWith, pathIn } from '../edits/edit.ts'
import { plainValue } from '../edits/plain-value.ts'
import { insertItem, setValue } from '../edits/set-value.ts'
import { isTolerated, readTolerations } from '../scheduling/tolerations.ts'
import { nodeAt, POD_SPEC, podSpecOf, spanAt, TOLERATIONS, tolerationsOf } from './fields.ts'
import type { Rule } from './rule.ts'

const MASTER = 'node-role.kubernetes.io/master'
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane'

/** Tolerates the taint of old control planes and not the one that replaced it. */
export const outdatedMasterTaint: Rule = {
  id: 'outdated-master-taint',
  severity: 'warning',
  summary: 'the taint node-role.kubernetes.io/master is gone since Kubernetes 1.25',
  why: `Control plane nodes used to be tainted \`node-role.kubernetes.io/master:NoSchedule\`. Since Kubernetes 1.25 kubeadm sets
\`node-role.kubernetes.io/control-plane:NoSchedule\` only, so a DaemonSet that tolerates just the old key no longer runs on the control plane. Tolerating both is fine.`,
  example: {
    bad: `tolerations:
- key: node-role.kubernetes.io/master
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  effect: NoSchedule
`,
    good: `tolerations:
- key: node-role.kubernetes.io/control-plane
  effect: NoSchedule
`,
  },
  links: ['https://kubernetes.io/docs/reference/labels-annotations-taints/#node-role-kubernetes-io-control-plane-taint'],
  *check(daemonset, context) {
    if (context.inventory.nodes.some((node) => node.taints.some((taint) => taint.key === MASTER))) return
    const master = tolerationsOf(daemonset).find(({ value }) => value.key === MASTER)
    if (master === undefined) return
    const all = readTolerations(podSpecOf(daemonset), POD_SPEC, context.minor)
    if (isTolerated(all, { key: CONTROL_PLANE, effect: 'NoSchedule' }) !== false) return
    const { path, index } = master
    yield {
      span: spanAt(daemonset, path.child('key')),
      field: path.child('key'),
      message: `No node has the taint ${MASTER} since Kubernetes 1.25, so the pods do not run on control plane nodes. Tolerate ${CONTROL_PLANE}, as well or instead.`,
      fixes: () => {
        const item = nodeAt(daemonset, path)
        const copy = item && plainValue(item)
        const added = copy !== null && typeof copy === 'object' ? { ...copy, key: CONTROL_PLANE } : undefined
        return [
          ...(added
            ? fixWith(
                daemonset,
                { title: `Tolerate ${CONTROL_PLANE} too`, safe: false },
                insertItem(pathIn(daemonset, TOLERATIONS), index + 1, added),
              )
            : []),
          ...fixWith(
            daemonset,
            { title: `Tolerate ${CONTROL_PLANE} instead`, preferred: false, safe: false },
            setValue(pathIn(daemonset, path.child('key')), CONTROL_PLANE),
          ),
        ]
      },
    }
  },
}
