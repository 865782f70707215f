// Makes schemas/daemonset-config.schema.json: what .daemonset.yaml may say, for editors. `UPDATE=1 npm test` writes it; a test holds the file to it.
import { fileURLToPath } from 'node:url'
import { allRuleIds, isServerRuleId } from '../server/src/core/rule-ids.ts'
import { RULES } from '../server/src/core/rules/index.ts'
import { KUBERNETES_MINORS } from '../server/src/core/schema/schema.ts'

export const SCHEMA_FILE = fileURLToPath(new URL('../schemas/daemonset-config.schema.json', import.meta.url))

const oneOrMany = (item: unknown): unknown => ({ oneOf: [item, { type: 'array', items: item }] })

/** The schema as text. */
export function configSchema(): string {
  const ids = [...allRuleIds()].sort()
  const minor = { type: ['string', 'number'], examples: KUBERNETES_MINORS.map((minor) => `1.${minor}`) }
  const ruleId = { type: 'string', enum: ids }
  const path = { type: 'string', minLength: 1, description: 'A pattern as in .gitignore, relative to this file.' }
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'DaemonSet for Kubernetes: project file',
    description: 'Settings that the editor and the command line share. The file stands in the folder of the manifests or above.',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      kubernetes: {
        description: 'The Kubernetes version or versions to judge by, such as "1.37". The newest known one if it is left out.',
        ...(oneOrMany(minor) as object),
      },
      nodes: {
        description: 'Where the nodes come from: a file or folder of Node objects (relative to this file) or sample:NAME. Several are merged.',
        ...(oneOrMany({ type: 'string', minLength: 1 }) as object),
      },
      rules: {
        description: 'Severity by rule. What the API server itself refuses is an error and cannot be set.',
        type: ['object', 'null'],
        additionalProperties: false,
        properties: Object.fromEntries(ids.filter((id) => !isServerRuleId(id) || isRule(id)).map((id) => [id, ruleSetting(id)])),
      },
      ignore: {
        description: 'Files that are not checked, or not by some rules.',
        ...(oneOrMany({
          oneOf: [
            path,
            {
              type: 'object',
              additionalProperties: false,
              required: ['paths'],
              properties: { paths: oneOrMany(path), rules: { description: 'Only these rules; without it, all.', ...(oneOrMany(ruleId) as object) } },
            },
          ],
        }) as object),
      },
    },
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

const isRule = (id: string): boolean => RULES.some((rule) => rule.id === id)

function ruleSetting(id: string): unknown {
  const rule = RULES.find((known) => known.id === id)
  return {
    ...(rule === undefined ? {} : { description: `${rule.summary} (${rule.severity} if it is not set)` }),
    // A YAML reader of version 1.1 takes a bare off for false.
    enum: ['off', false, 'hint', 'information', 'warning', 'error'],
  }
}
