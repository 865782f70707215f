// The Kubernetes types a DaemonSet is made of, as plain lenient values: everything is optional, enums are strings, nothing is null.
// Types only, at no cost at run time: upstream's from kubernetes-models (1.36), newer fields added here.
import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet'
import type { INode } from 'kubernetes-models/v1/Node'

/** Everything optional, literal unions widened: what a half-typed manifest can hold. */
export type Lenient<T> = T extends string
  ? string
  : T extends number | boolean
    ? T
    : T extends readonly (infer Item)[]
      ? Lenient<Item>[]
      : T extends object
        ? { [Key in keyof T]?: Lenient<Exclude<T[Key], null>> | undefined }
        : T

type Field<T, Key extends keyof T> = NonNullable<T[Key]>
type Element<T> = T extends readonly (infer Item)[] ? Item : never

export type DaemonSet = Lenient<IDaemonSet>
export type ObjectMeta = Field<DaemonSet, 'metadata'>
export type DaemonSetSpec = Field<DaemonSet, 'spec'>
export type LabelSelector = Field<DaemonSetSpec, 'selector'>
export type DaemonSetUpdateStrategy = Field<DaemonSetSpec, 'updateStrategy'>
export type PodTemplateSpec = Field<DaemonSetSpec, 'template'>
export type PodSpec = Field<PodTemplateSpec, 'spec'> & {
  evictionResponders?: { name?: string | undefined; priority?: number | undefined }[] | undefined
}
export type Container = Element<Field<PodSpec, 'containers'>>
export type EphemeralContainer = Element<Field<PodSpec, 'ephemeralContainers'>>
export type Volume = Element<Field<PodSpec, 'volumes'>>
export type VolumeMount = Element<Field<Container, 'volumeMounts'>>
export type Probe = Field<Container, 'livenessProbe'>
export type Toleration = Element<Field<PodSpec, 'tolerations'>>
export type Affinity = Field<PodSpec, 'affinity'>
export type NodeSelector = Field<Field<Affinity, 'nodeAffinity'>, 'requiredDuringSchedulingIgnoredDuringExecution'>
export type NodeSelectorTerm = Element<Field<NodeSelector, 'nodeSelectorTerms'>>
export type NodeSelectorRequirement = Element<Field<NodeSelectorTerm, 'matchExpressions'>>
export type TopologySpreadConstraint = Element<Field<PodSpec, 'topologySpreadConstraints'>>
export type Node = Lenient<INode>
export type Taint = Element<Field<Field<Node, 'spec'>, 'taints'>>
