// In the npm package this stands in for core/schema/documentation-text.ts: the text is packed in a file, and unpacked when it is asked for.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** JSON; its shape is known to core/schema/documentation.ts. */
export function documentationText(): string {
  return gunzipSync(readFileSync(join(__dirname, 'documentation.json.gz'))).toString('utf8')
}
