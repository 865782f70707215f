// Writes a file whole or not at all: beside it under another name first, then in its place.
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Keeps the file's mode; a link stays a link, its target is replaced. Throws what the file system throws, and leaves the old file then. */
export function replaceFile(path: string, bytes: Uint8Array): void {
  const target = realpathSync(path)
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
  try {
    writeFileSync(beside, bytes, { flag: 'wx' })
    chmodSync(beside, statSync(target).mode)
    renameSync(beside, target)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
