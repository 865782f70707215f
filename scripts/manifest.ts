// Writes the settings of the rules into package.json from the rule registry, so that the manifest cannot disagree with it.
//   node --import tsx scripts/manifest.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { OTHER_RULE_SETTINGS, ruleProperties } from './rule-properties.ts'

const path = new URL('../package.json', import.meta.url)
const manifest = JSON.parse(readFileSync(path, 'utf8')) as { contributes: { configuration: { title: string; properties: object }[] } }
const section = manifest.contributes.configuration.find(({ title }) => title === 'Rules')
if (section === undefined) throw new Error('package.json has no configuration section "Rules"')
section.properties = ruleProperties(OTHER_RULE_SETTINGS)
writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`)
