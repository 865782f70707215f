// Writes docs/rules/<id>.md for every id that a problem can have, and their list. Run after changing a rule.
//   node --import tsx scripts/rule-pages.ts
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rulePages } from '../server/src/core/features/rule-page.ts'

const folder = fileURLToPath(new URL('../docs/rules/', import.meta.url))
const pages = rulePages()
mkdirSync(folder, { recursive: true })
for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(folder + file)
for (const [file, text] of pages) writeFileSync(folder + file, text)
