import type { Container } from '../../../server/src/core/model/kubernetes.ts'
import { type Case, tableTest } from './minimal-daemonset.ts'

type Rule = NonNullable<Container['restartPolicyRules']>[number]
const regular = (fields: Container, minor: number, ...expected: string[]): Case => [
  { pod: { containers: [{ name: 'agent', image: 'agent:1', ...fields }] } },
  expected.map((line) => `pod.containers[0].${line}`),
  minor,
]
const init = (fields: Container, minor: number, ...expected: string[]): Case => [
  { pod: { initContainers: [{ name: 'init', image: 'init:1', ...fields }] } },
  expected.map((line) => `pod.initContainers[0].${line}`),
  minor,
]
const rule: Rule = { action: 'Restart', exitCodes: { operator: 'In', values: [42] } }
const all: Rule = { ...rule, action: 'RestartAllContainers' }
const many = (count: number): Rule[] => new Array<Rule>(count).fill(rule)

tableTest('restartPolicy of a container', [
  regular({ restartPolicy: 'OnFailure' }, 37),
  regular({ restartPolicy: 'Sometimes' }, 37, 'restartPolicy NotSupported'),
  regular({ restartPolicy: 'Always' }, 33, 'restartPolicy Forbidden'),
  // In 1.34 the field may be there, but its gate is off: the server removes it.
  regular({ restartPolicy: 'Sometimes' }, 34),
  regular({ restartPolicyRules: [rule] }, 37, 'restartPolicy Required'),
])

tableTest('restartPolicyRules', [
  regular({ restartPolicy: 'Never', restartPolicyRules: [rule] }, 37),
  regular({ restartPolicy: 'Never', restartPolicyRules: [all] }, 37),
  regular({ restartPolicy: 'Never', restartPolicyRules: [all] }, 35, 'restartPolicyRules[0].action NotSupported'),
  regular(
    { restartPolicy: 'Never', restartPolicyRules: [{}] },
    37,
    'restartPolicyRules[0].action NotSupported',
    'restartPolicyRules[0].exitCodes Required',
  ),
  regular(
    { restartPolicy: 'Never', restartPolicyRules: [{ ...rule, exitCodes: { operator: 'Exists' } }] },
    37,
    'restartPolicyRules[0].exitCodes.operator NotSupported',
  ),
  regular({ restartPolicy: 'Never', restartPolicyRules: many(21) }, 37, 'restartPolicyRules TooMany'),
  regular({ restartPolicy: 'Never', restartPolicyRules: many(21) }, 35, 'restartPolicyRules TooLong'),
  regular(
    { restartPolicy: 'Never', restartPolicyRules: [{ ...rule, exitCodes: { operator: 'In', values: new Array<number>(256).fill(1) } }] },
    37,
    'restartPolicyRules[0].exitCodes.values TooMany',
  ),
])

tableTest('init containers', [
  init({ restartPolicy: 'Always' }, 30),
  init({ restartPolicy: 'Never' }, 30, 'restartPolicy NotSupported'),
  init({ restartPolicy: 'Never' }, 37),
  init({ restartPolicy: 'Sometimes' }, 37, 'restartPolicy NotSupported'),
  init({ restartPolicyRules: [rule] }, 37, 'restartPolicy Required'),
  init({ restartPolicy: 'Always', restartPolicyRules: [rule] }, 37),
  init({ restartPolicy: 'Always', restartPolicyRules: [rule] }, 35, 'restartPolicyRules Forbidden'),
])
