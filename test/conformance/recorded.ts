// The recorded answers of a control plane (see README.md here), unpacked.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'

const folder = fileURLToPath(new URL('./data/', import.meta.url))

export interface Answer {
  readonly code: number
  readonly message?: string
  readonly causes?: readonly { readonly field: string; readonly reason: string }[]
  readonly warnings?: readonly string[]
}

/** A text that was sent, and what the server answered. */
export interface Verdict {
  readonly id: string
  readonly base: string
  readonly mutations: readonly string[]
  readonly yaml: string
  readonly server: Answer
}

export interface Reading {
  readonly id: string
  readonly mode: 'value' | 'daemonset'
  readonly at?: string
  readonly yaml?: string
  readonly base64?: string
  readonly server: Answer
  readonly read?: unknown
  readonly readOmitted?: boolean
}

export interface PlacementFile {
  readonly nodes: readonly unknown[]
  readonly cases: readonly PlacementCase[]
}
export interface PlacementCase {
  readonly daemonset: { readonly metadata: { readonly name: string } }
  /** By node: `r` shouldRun, `c` shouldContinueRunning. */
  readonly decisions: Readonly<Record<string, string>>
  readonly live?: { readonly pods?: Readonly<Record<string, string>> }
}

export interface RolloutCase {
  readonly nodes: number
  readonly strategy: unknown
  readonly notReady: number
  readonly hostPort: boolean
  readonly firstWave: number
  readonly surgedFirst: number
  readonly mostUnavailable: number
  readonly mostSurge: number
  readonly completed: boolean
}

const unpack = (name: string): string => brotliDecompressSync(readFileSync(join(folder, `${name}.br`))).toString('utf8')
const lines = (name: string): unknown[] =>
  unpack(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)

const texts = new Map<string, Map<string, Verdict>>()

/** `create` and `update` answers of a minor; the texts stand with the newest. What only a request can be blamed for is left out. */
export function verdicts(kind: 'create' | 'update', minor: number): Verdict[] {
  const newest = textsOf(kind)
  const recorded = minor === 37 ? [...newest.values()] : (lines(`${kind}-1.${minor}.jsonl`) as Pick<Verdict, 'id' | 'server'>[])
  return recorded.flatMap((one) => {
    const whole = newest.get(one.id)
    return whole === undefined ? [] : [{ ...whole, ...one }]
  })
}

function textsOf(kind: 'create' | 'update'): Map<string, Verdict> {
  let known = texts.get(kind)
  if (known === undefined) {
    known = new Map((lines(`${kind}-1.37.jsonl`) as Verdict[]).map((one) => [one.id, one]))
    texts.set(kind, known)
  }
  return known
}

/** The unmutated texts by name, over which updates were made. */
export const bases = (): Map<string, string> =>
  new Map([...textsOf('create').values()].filter((one) => one.mutations.length === 0).map((one) => [one.base, one.yaml]))

export const readings = (): Reading[] => lines('reading-1.37.jsonl') as Reading[]

export const placements = (kind: 'placement' | 'pending'): PlacementFile[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(`${kind}-`))
    .sort()
    .map((name) => JSON.parse(unpack(name.replace(/\.br$/, ''))) as PlacementFile)

export const rollouts = (): RolloutCase[] => lines('rollout.jsonl') as RolloutCase[]

/** Answers that depend on the request (another URL, a stored object) and not on the text. */
export function isElsewhere({ code, message = '' }: Answer): boolean {
  return code === 409 || code >= 500 || REQUEST_FAULTS.test(message)
}

const REQUEST_FAULTS =
  /no kind "|does not match the expected API version|unknown conversion|couldn't get version\/kind|Object '(?:Kind|apiVersion)' is missing|namespace of the (?:provided )?object does not match|name of the object .* does not match|name must be provided|unexpected GroupVersion string/
