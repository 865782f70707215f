// The registry: every rule, in the order of its page. To add one: its file, its line here, a fixture, a line in the changelog.
// Of the rules that take over what the server says, the first that claims a problem has it.
import { antiAffinityHasNoUse } from './anti-affinity-has-no-use.ts'
import { architectureMismatch } from './architecture-mismatch.ts'
import { contradictoryAffinity } from './contradictory-affinity.ts'
import { deadTerm } from './dead-term.ts'
import { deadToleration } from './dead-toleration.ts'
import { deprecatedField } from './deprecated-field.ts'
import { deprecatedNodeLabel } from './deprecated-node-label.ts'
import { dockerLogPath } from './docker-log-path.ts'
import { emptyNodeSelectorTerm } from './empty-node-selector-term.ts'
import { frozenRegistry } from './frozen-registry.ts'
import { hostNetworkDns } from './host-network-dns.ts'
import { hostPortClash } from './host-port-clash.ts'
import { lostTolerationSeconds } from './lost-toleration-seconds.ts'
import { misplacedField } from './misplaced-field.ts'
import { missingPriorityClass } from './missing-priority-class.ts'
import { missingReference } from './missing-reference.ts'
import { missingRequests } from './missing-requests.ts'
import { misspeltField } from './misspelt-field.ts'
import { neverMatchingRequirement } from './never-matching-requirement.ts'
import { nodeNameSet } from './node-name-set.ts'
import { onDeleteStrategy } from './on-delete-strategy.ts'
import { outdatedApiVersion } from './outdated-api-version.ts'
import { outdatedMasterTaint } from './outdated-master-taint.ts'
import { overlappingSelector } from './overlapping-selector.ts'
import { pendingForEver } from './pending-for-ever.ts'
import { redundantToleration } from './redundant-toleration.ts'
import { removedVolumePlugin } from './removed-volume-plugin.ts'
import { replicasOnDaemonset } from './replicas-on-daemonset.ts'
import type { Rule } from './rule.ts'
import { runsNowhere } from './runs-nowhere.ts'
import { selectorChanged } from './selector-changed.ts'
import { serverlessNode } from './serverless-node.ts'
import { serviceSelectsNothing } from './service-selects-nothing.ts'
import { sharedReadWriteOnce } from './shared-read-write-once.ts'
import { surgeWithHostPort } from './surge-with-host-port.ts'
import { templateLosesNodes } from './template-loses-nodes.ts'
import { tolerationWithoutOperator } from './toleration-without-operator.ts'
import { unknownTargetPort } from './unknown-target-port.ts'
import { unpinnedImage } from './unpinned-image.ts'
import { unsetOperatingSystem } from './unset-operating-system.ts'
import { unstableSelectorLabel } from './unstable-selector-label.ts'
import { writableHostPath } from './writable-host-path.ts'
import { yaml11Scalar } from './yaml-1.1-scalar.ts'

export const RULES: readonly Rule[] = [
  // Placement
  runsNowhere,
  deadToleration,
  redundantToleration,
  lostTolerationSeconds,
  tolerationWithoutOperator,
  outdatedMasterTaint,
  deprecatedNodeLabel,
  emptyNodeSelectorTerm,
  neverMatchingRequirement,
  contradictoryAffinity,
  deadTerm,
  unsetOperatingSystem,
  architectureMismatch,
  serverlessNode,
  nodeNameSet,
  antiAffinityHasNoUse,
  pendingForEver,
  // Rollout
  surgeWithHostPort,
  onDeleteStrategy,
  selectorChanged,
  unstableSelectorLabel,
  templateLosesNodes,
  // Ownership and references
  overlappingSelector,
  hostPortClash,
  serviceSelectsNothing,
  unknownTargetPort,
  missingReference,
  replicasOnDaemonset,
  sharedReadWriteOnce,
  // Pod template
  misplacedField,
  misspeltField,
  yaml11Scalar,
  outdatedApiVersion,
  frozenRegistry,
  unpinnedImage,
  dockerLogPath,
  hostNetworkDns,
  missingRequests,
  missingPriorityClass,
  writableHostPath,
  removedVolumePlugin,
  deprecatedField,
]
