import { fixWith, pathIn } from '../edits/edit.ts'
import { renameKey } from '../edits/move-entry.ts'
import { nodeAt } from './fields.ts'
import type { Rule } from './rule.ts'
import { spellingsOf, unknownFieldOf } from './unknown-field.ts'

/** A field whose name is nearly that of a legal one. */
export const misspeltField: Rule = {
  id: 'misspelt-field',
  severity: 'error',
  summary: 'a field whose name is nearly that of a legal one',
  why: `Field names are compared letter by letter, upper and lower case included. With strict validation (\`kubectl\`'s default) the API server refuses a name that it does not
know; without, it drops the field silently.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  volume_mounts:
# ^^^^^^^^^^^^^
  - name: logs
    mountPath: /var/log
volumes:
- name: logs
  hostPath:
    path: /var/log
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
  volumeMounts:
  - name: logs
    mountPath: /var/log
volumes:
- name: logs
  hostPath:
    path: /var/log
`,
  },
  *check() {
    // the decoder finds it: see refines
  },
  refines(problem, daemonset, context) {
    const unknown = unknownFieldOf(problem, daemonset, context.minor)
    if (unknown === undefined) return undefined
    const { names, sure } = spellingsOf(unknown)
    const [first] = names
    if (first === undefined) return undefined
    const free = names.filter((name) => nodeAt(daemonset, unknown.parent.child(name)) === undefined)
    return {
      message: free.includes(first)
        ? `There is no field ${unknown.name}, and the API server refuses it. Did you mean ${first}?`
        : `There is no field ${unknown.name}, and the API server refuses it. It looks like ${first}, which stands here already: remove one of them.`,
      fixes: () =>
        free.flatMap((name, index) =>
          fixWith(
            daemonset,
            { title: `Rename to ${name}`, preferred: index === 0, safe: sure && name === first },
            renameKey(pathIn(daemonset, unknown.path), name),
          ),
        ),
    }
  },
}
