import { fixWith, pathIn } from '../edits/edit.ts'
import { setValue } from '../edits/set-value.ts'
import type { LocatedDaemonSet } from '../model/located.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import type { Path } from '../path.ts'
import { nearestTexts } from '../schema/nearby-fields.ts'
import { containersOf, listAt, POD_SPEC, podSpecOf, spanAt, volumesOf } from './fields.ts'
import { neighboursOf } from './neighbours.ts'
import type { Rule } from './rule.ts'

/** Objects that a cluster has without anyone's manifest. */
const BUILT_IN: Readonly<Record<string, RegExp>> = {
  ServiceAccount: /^default$/,
  ConfigMap: /^(kube-root-ca\.crt|extension-apiserver-authentication|kube-proxy|coredns|kubeadm-config|cluster-info)$/,
  PriorityClass: /^system-(node|cluster)-critical$/,
}

interface Reference {
  readonly kind: string
  readonly name: string
  readonly path: Path
}

/** Refers to something of which the workspace has others, but not this one. */
export const missingReference: Rule = {
  id: 'missing-reference',
  severity: 'information',
  summary: 'a ServiceAccount, ConfigMap, Secret, claim or PriorityClass that is not in the workspace',
  why: `Pods whose ConfigMap, Secret or claim does not exist wait in ContainerCreating, and without their ServiceAccount or PriorityClass no pod is made at all. This speaks only where the
folder holds other objects of that kind and namespace, so that it may be expected to hold this one.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
volumes:
- name: config
  configMap:
    name: agent-conf
#         ^^^^^^^^^^
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
volumes:
- name: config
  configMap:
    name: agent-config
`,
    workspace: `apiVersion: v1
kind: ConfigMap
metadata:
  name: agent-config
data:
  agent.yaml: ""
`,
  },
  needs: 'workspace',
  *check(daemonset, context) {
    const near = neighboursOf(daemonset, context)
    if (near === undefined) return
    const told = new Set<string>()
    for (const { kind, name, path } of referencesOf(daemonset)) {
      if (isPlaceholder(name) || name === '' || /[$<{]/.test(name) || BUILT_IN[kind]?.test(name)) continue
      // cluster-wide kinds have no namespace
      const known = kind === 'PriorityClass' ? context.workspace.ofKind(kind) : near.ofKind(kind)
      if (known.length === 0 || known.some((object) => object.name === name)) continue
      const elsewhere = context.workspace.ofKind(kind).some((object) => object.name === name)
      if (elsewhere || told.has(`${kind} ${name}`)) continue
      told.add(`${kind} ${name}`)
      const names = known.map((object) => object.name).filter((other) => other !== null)
      const [nearest] = nearestTexts(name, names)
      yield {
        span: spanAt(daemonset, path),
        field: path,
        message: `There is no ${kind} ${name} in the workspace, and without it the pods do not start. ${nearest ? `Did you mean ${nearest}?` : 'Check the name, or make sure that the cluster has it.'}`,
        ...(nearest ? { fixes: () => fixWith(daemonset, { title: `Use ${nearest}`, safe: false }, setValue(pathIn(daemonset, path), nearest)) } : {}),
      }
    }
  },
}

/** Everything that has to exist; what is marked optional does not. */
function referencesOf(daemonset: LocatedDaemonSet): readonly Reference[] {
  const spec = podSpecOf(daemonset)
  const found: Reference[] = []
  const add = (kind: string, name: string | undefined, path: Path, optional?: boolean): void => {
    if (name !== undefined && optional !== true) found.push({ kind, name, path })
  }
  add(
    'ServiceAccount',
    spec.serviceAccountName ?? spec.serviceAccount,
    POD_SPEC.child(spec.serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName'),
  )
  add('PriorityClass', spec.priorityClassName, POD_SPEC.child('priorityClassName'))
  for (const { value: volume, path } of volumesOf(daemonset)) {
    add('ConfigMap', volume.configMap?.name, path.child('configMap', 'name'), volume.configMap?.optional)
    add('Secret', volume.secret?.secretName, path.child('secret', 'secretName'), volume.secret?.optional)
    add('PersistentVolumeClaim', volume.persistentVolumeClaim?.claimName, path.child('persistentVolumeClaim', 'claimName'))
    for (const { value: source, path: at } of listAt(volume.projected?.sources, path.child('projected', 'sources'))) {
      add('ConfigMap', source.configMap?.name, at.child('configMap', 'name'), source.configMap?.optional)
      add('Secret', source.secret?.name, at.child('secret', 'name'), source.secret?.optional)
    }
  }
  for (const { value: container, path } of containersOf(daemonset)) {
    for (const { value: source, path: at } of listAt(container.envFrom, path.child('envFrom'))) {
      add('ConfigMap', source.configMapRef?.name, at.child('configMapRef', 'name'), source.configMapRef?.optional)
      add('Secret', source.secretRef?.name, at.child('secretRef', 'name'), source.secretRef?.optional)
    }
    for (const { value: variable, path: at } of listAt(container.env, path.child('env'))) {
      const from = variable.valueFrom
      add('ConfigMap', from?.configMapKeyRef?.name, at.child('valueFrom', 'configMapKeyRef', 'name'), from?.configMapKeyRef?.optional)
      add('Secret', from?.secretKeyRef?.name, at.child('valueFrom', 'secretKeyRef', 'name'), from?.secretKeyRef?.optional)
    }
  }
  return found
}
