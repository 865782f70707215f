// The registry: every rule, in the order of its page. To add one: its file, its line here, a fixture, a line in the changelog.

import { deprecatedNodeLabel } from './deprecated-node-label.ts'
import { emptyNodeSelectorTerm } from './empty-node-selector-term.ts'
import { lostTolerationSeconds } from './lost-toleration-seconds.ts'
import { misplacedField } from './misplaced-field.ts'
import { misspeltField } from './misspelt-field.ts'
import { outdatedApiVersion } from './outdated-api-version.ts'
import { outdatedMasterTaint } from './outdated-master-taint.ts'
import { redundantToleration } from './redundant-toleration.ts'
import type { Rule } from './rule.ts'
import { runsNowhere } from './runs-nowhere.ts'
import { tolerationWithoutOperator } from './toleration-without-operator.ts'

export const RULES: readonly Rule[] = [
  runsNowhere,
  redundantToleration,
  lostTolerationSeconds,
  tolerationWithoutOperator,
  outdatedMasterTaint,
  deprecatedNodeLabel,
  emptyNodeSelectorTerm,
  outdatedApiVersion,
  misplacedField,
  misspeltField,
]
