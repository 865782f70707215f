// Where the YAML extension is taken to complete the fields of Kubernetes objects.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type SchemaKeys, schemaKeysFor, type YamlSettings } from '../../client/src/yaml-schemas.ts'

const DAEMON_SET_SCHEMA = 'https://example.com/v1.37.2-standalone-strict/daemonset-apps-v1.json'
const set = (schemas: unknown, completion: unknown = true): YamlSettings => ({ schemas, completion })

const CASES: readonly (readonly [name: string, yaml: YamlSettings | undefined, path: string, expected: SchemaKeys])[] = [
  ['no such extension', undefined, '/w/a.yaml', 'on'],
  ['its defaults', set({}), '/w/a.yaml', 'modeline'],
  ['another schema for the file', set({ 'https://example.com/compose.json': '*.yaml' }), '/w/a.yaml', 'modeline'],
  ['kubernetes for all', set({ kubernetes: '*.yaml' }), '/w/a.yaml', 'mapped'],
  ['kubernetes for one of several', set({ kubernetes: ['b.yaml', '/deploy/*.yaml'] }), '/w/deploy/a.yaml', 'mapped'],
  ['a star stays in its folder', set({ kubernetes: '/deploy/*.yaml' }), '/w/deploy/x/a.yaml', 'modeline'],
  ['two stars do not', set({ kubernetes: 'deploy/**/*.yaml' }), '/w/deploy/x/y/a.yaml', 'mapped'],
  ['two stars may be nothing', set({ kubernetes: 'deploy/**/*.yaml' }), '/w/deploy/a.yaml', 'mapped'],
  ['one of several endings', set({ kubernetes: '*.{yaml,yml}' }), '/w/a.yml', 'mapped'],
  ['none of several endings', set({ kubernetes: '*.{yaml,yml}' }), '/w/a.json', 'modeline'],
  ['a whole name', set({ kubernetes: 'a.yaml' }), '/w/ba.yaml', 'modeline'],
  ['what is no pattern', set({ kubernetes: '}{a([.yaml' }), '/w/a.yaml', 'modeline'],

  ['kubernetes for other files', set({ kubernetes: '/deploy/**/*.yaml' }), '/w/a.yaml', 'modeline'],
  ['a dot is a dot', set({ kubernetes: 'a.yaml' }), '/w/axyaml', 'modeline'],
  ['the schema of DaemonSets', set({ [DAEMON_SET_SCHEMA]: '*.yaml' }), '/w/a.yaml', 'mapped'],
  ['taken out again', set({ kubernetes: ['*.yaml', '!a.yaml'] }), '/w/a.yaml', 'modeline'],
  ['its completion turned off', set({ kubernetes: '*.yaml' }, false), '/w/a.yaml', 'on'],
  ['taken out by the other setting', { ...set({ kubernetes: '*.yaml' }), disableSchemaDetection: 'deploy/*.yaml' }, '/w/deploy/a.yaml', 'modeline'],
  ['others taken out by it', { ...set({ kubernetes: '*.yaml' }), disableSchemaDetection: ['b.yaml'] }, '/w/a.yaml', 'mapped'],
  ['beside the Kubernetes extension', { ...set({}), forAll: true }, '/w/a.yaml', 'mapped'],
  ['beside it, with completion turned off', { ...set({}, false), forAll: true }, '/w/a.yaml', 'on'],
  ['values of wrong types', set({ kubernetes: [3, null, {}] }), '/w/a.yaml', 'modeline'],
  ['settings of a wrong type', set('kubernetes'), '/w/a.yaml', 'modeline'],
]

describe('fields left to the YAML extension', () => {
  for (const [name, yaml, path, expected] of CASES) test(name, () => assert.equal(schemaKeysFor(yaml, path), expected))
})
