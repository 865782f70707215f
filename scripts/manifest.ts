// Writes the settings of the rules into package.json and package.nls.json from the rule registry, so that the manifest cannot disagree with it.
//   node --import tsx scripts/manifest.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { withRuleSettings } from './rule-properties.ts'

const manifest = new URL('../package.json', import.meta.url)
const texts = new URL('../package.nls.json', import.meta.url)
const written = withRuleSettings(JSON.parse(readFileSync(manifest, 'utf8')), JSON.parse(readFileSync(texts, 'utf8')))
writeFileSync(manifest, `${JSON.stringify(written.manifest, null, 2)}\n`)
writeFileSync(texts, `${JSON.stringify(written.texts, null, 2)}\n`)
