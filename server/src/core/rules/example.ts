// Makes a rule's example a whole manifest. Fragments stand under spec.template.spec of a plain DaemonSet.

const HEAD = `apiVersion: apps/v1
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
`
const CONTAINERS = `      containers:
        - name: agent
          image: registry.example.com/agent:1.4.2
`

/** The example as a manifest; marks keep their places under the text. */
export function wholeExample(example: string): string {
  if (/^(#.*\n)*apiVersion:/.test(example)) return example
  const body = example.replace(/^(?=.)/gm, '      ')
  return `${HEAD}${body}${/^containers:/m.test(example) ? '' : CONTAINERS}`
}
