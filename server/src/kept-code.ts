// Runs a bundle with the code that V8 made of it at an earlier start, which is kept in a file beside it: whoever could change that file could
// change the bundle itself. Without the file, or where none can be written, starting takes longer and nothing else is different.
import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'

const DIGEST = { algorithm: 'sha256', bytes: 32 } as const

export interface Running {
  /** `module.exports` of the bundle. */
  readonly exports: unknown
  /** Keeps the code as V8 has it now for the next start, unless what is kept is still good. Never throws. */
  keep(): void
}

/**
 * Runs a CommonJS bundle (ASCII only, as esbuild writes it).
 * @param use what it is started for: each use runs other code, or sets other flags, and keeps its own
 */
export function runBundle(file: string, use: string): Running {
  const source = readFileSync(file)
  const digestOfSource = digestOf(source)
  const keptIn = `${file}.${use}-${process.version}-${process.arch}.cache`
  const kept = readKept(keptIn, digestOfSource)
  const script = new Script(`(function (exports, require, module, __filename, __dirname) { ${source.toString('latin1')}\n})`, {
    filename: file,
    ...(kept === undefined ? {} : { cachedData: kept }),
  })
  const module = { exports: {} }
  const run: unknown = script.runInThisContext()
  if (typeof run === 'function') run(module.exports, createRequire(file), module, file, dirname(file))
  // V8 refuses what another version or other flags have made.
  return runningBundle(script, module.exports, kept === undefined || script.cachedDataRejected === true ? keptIn : undefined, digestOfSource)
}

/** Apart from loading, whose large buffers would live on with what is returned here. */
function runningBundle(script: Script, exports: unknown, keepIn: string | undefined, digestOfSource: Buffer): Running {
  return {
    exports,
    keep() {
      if (keepIn !== undefined) write(keepIn, digestOfSource, script.createCachedData())
    },
  }
}

/** Undefined if there is none for this very bundle, or if it was damaged: V8 itself would run it all the same. */
function readKept(file: string, digestOfSource: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(file)
    const code = bytes.subarray(DIGEST.bytes)
    return digestOf(digestOfSource, code).equals(bytes.subarray(0, DIGEST.bytes)) ? code : undefined
  } catch {
    return undefined // not kept yet
  }
}

/** In one step, so that another process that starts meanwhile reads all of it or nothing. */
function write(file: string, digestOfSource: Buffer, code: Uint8Array): void {
  const unfinished = `${file}.${process.pid}`
  try {
    writeFileSync(unfinished, Buffer.concat([digestOf(digestOfSource, code), code]))
    renameSync(unfinished, file)
  } catch {
    rmSync(unfinished, { force: true }) // a folder that is not ours to write to
  }
}

function digestOf(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash(DIGEST.algorithm)
  for (const part of parts) hash.update(part)
  return hash.digest()
}
