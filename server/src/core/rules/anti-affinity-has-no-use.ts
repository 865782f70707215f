import { fixWith, pathIn } from '../edits/edit.ts'
import { remove } from '../edits/remove.ts'
import { spanAt } from './fields.ts'
import type { Rule } from './rule.ts'
import { selfAntiAffinities } from './self-anti-affinity.ts'
import { surgeOf } from './surge.ts'

/** Anti-affinity to itself on the hostname: there is one pod a node already. */
export const antiAffinityHasNoUse: Rule = {
  id: 'anti-affinity-has-no-use',
  severity: 'hint',
  summary: 'anti-affinity to itself on the hostname: a DaemonSet has one pod a node already',
  why: `The DaemonSet controller never makes two pods for one node, so keeping them apart has no use. With \`maxSurge\` it does harm: the new pod has to start beside the old one,
a required anti-affinity forbids just that, and the roll-out never completes.`,
  example: {
    bad: `affinity:
  podAntiAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
    - topologyKey: kubernetes.io/hostname
#                  ^^^^^^^^^^^^^^^^^^^^^^
      labelSelector:
        matchLabels:
          app: agent
`,
    good: `affinity:
  podAntiAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
    - topologyKey: kubernetes.io/hostname
      labelSelector:
        matchLabels:
          app: another-agent
`,
  },
  *check(daemonset) {
    const surges = surgeOf(daemonset) !== undefined
    for (const { path, required, topologyKey } of selfAntiAffinities(daemonset)) {
      if (topologyKey !== 'kubernetes.io/hostname') continue
      const blocks = required && surges
      const whole = required ? path : path.parent
      yield {
        span: spanAt(daemonset, path.child('topologyKey')),
        field: path,
        severity: blocks ? 'warning' : 'hint',
        message: blocks
          ? 'This keeps the new pod off the node where the old one runs, and with maxSurge it has to start there first: the roll-out never completes. Remove it.'
          : 'A DaemonSet has one pod a node already, so anti-affinity to itself on the hostname changes nothing. Remove it.',
        tags: ['unnecessary'],
        fixes: () =>
          whole ? fixWith(daemonset, { title: 'Remove the anti-affinity to itself', safe: false }, remove(pathIn(daemonset, whole))) : [],
      }
    }
  },
}
