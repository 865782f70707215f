import { fixWith, pathIn } from '../edits/edit.ts'
import { moveEntry } from '../edits/move-entry.ts'
import { nodeAt } from './fields.ts'
import type { Rule } from './rule.ts'
import { placesFor, spellingsOf, unknownFieldOf } from './unknown-field.ts'

/** A field that is legal, but not here. */
export const misplacedField: Rule = {
  id: 'misplaced-field',
  severity: 'error',
  summary: 'a field that is legal in another place',
  why: `An indentation that is off by one level puts a field where the API server does not know it. With strict validation (\`kubectl\`'s default) the server refuses the
manifest; without, it drops the field silently, and the DaemonSet runs without its tolerations, volumes or limits.`,
  example: {
    bad: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    tolerations:
#   ^^^^^^^^^^^
    - operator: Exists
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
    good: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      tolerations:
      - operator: Exists
      containers:
      - name: agent
        image: registry.example.com/agent:1.4.2
`,
  },
  *check() {
    // the decoder finds it: see refines
  },
  refines(problem, daemonset, context) {
    const unknown = unknownFieldOf(problem, daemonset, context.minor)
    if (unknown === undefined || spellingsOf(unknown).sure) return undefined
    const [place] = placesFor(unknown, daemonset)
    if (place === undefined) return undefined
    const taken = nodeAt(daemonset, place) !== undefined
    const { name } = unknown
    return {
      message: taken
        ? `${name} has no meaning here, and the API server refuses it. It belongs to ${place.parent}, which has one already: bring the two together.`
        : `${name} has no meaning here, and the API server refuses it. It belongs to ${place.parent}: move it there.`,
      fixes: () =>
        fixWith(
          daemonset,
          { title: `Move ${name} to ${place.parent}`, safe: false },
          ...moveEntry(pathIn(daemonset, unknown.path), pathIn(daemonset, place)),
        ),
    }
  },
}
