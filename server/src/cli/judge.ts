// Judges the manifests of a call: gives each file the environment that flags and its project file make, and collects what is wrong.
import { resolve } from 'node:path'
import { summarise } from '../core/analysis/summarise.ts'
import { analyseDocument, type Environment } from '../core/analysis.ts'
import { checkedFixes } from '../core/features/check-fixes.ts'
import type { Inventory } from '../core/model/cluster-node.ts'
import type { Fix, Problem } from '../core/problem.ts'
import { NEWEST_MINOR } from '../core/schema/schema.ts'
import { shiftSpan } from '../core/text.ts'
import { problemInFile } from '../core/workspace.ts'
import type { ObjectSummary, WorkspaceFacts } from '../core/workspace-facts.ts'
import type { Options } from './arguments.ts'
import { analyser } from './fixing.ts'
import type { Manifest, Troubles } from './manifests.ts'
import { minorsOf, showMinors } from './minors.ts'
import { inventoryOf, workspaceNodes } from './node-sources.ts'
import { patchFinder } from './patches.ts'
import { type ProjectFile, projectFiles } from './project-file.ts'
import type { ReportedDocument, ReportedNodes } from './report.ts'
import type { Terminal } from './terminal.ts'

/** What files are judged by. Files of one project share it. */
export interface Frame {
  readonly minors: readonly number[]
  readonly inventory: Inventory
  readonly project: ProjectFile | undefined
}

export interface Judge {
  /** Of the call as a whole: by its flags, and the project file of its first file. */
  readonly frame: Frame
  frameOf(manifest: Manifest): Frame
  readonly workspace: WorkspaceFacts
  /** The environment of one file; the same object for files that share everything. */
  environmentOf(manifest: Manifest): Environment
  /** False for files that the project file leaves out. */
  wants(manifest: Manifest): boolean
}

/** Prepares the judging of these manifests. Throws UsageError for flags that mean nothing. */
export function judgeFor(manifests: readonly Manifest[], options: Options, terminal: Terminal, troubles: Troubles): Judge {
  const projectOf = projectFiles(terminal.cwd, troubles)
  const frames = new Map<ProjectFile | undefined, Frame>()
  const minorsByFlag = options.kubernetes === undefined ? undefined : minorsOf(options.kubernetes, troubles)
  const cwd = resolve(terminal.cwd)
  const inventoryByFlag =
    options.nodes.length === 0
      ? undefined
      : inventoryOf(
          options.nodes.map((text) => ({ text, from: cwd })),
          terminal,
          troubles,
        )
  let found: Inventory | undefined
  const inventoryByProject = (project: ProjectFile | undefined): Inventory => {
    const sources = (project?.config.nodes ?? []).map((text) => ({ text, from: project?.folder ?? cwd }))
    if (sources.length > 0) return inventoryOf(sources, terminal, troubles)
    found ??= workspaceNodes(manifests) ?? inventoryOf([], terminal, troubles)
    return found
  }
  const frameOf = (location: string): Frame => {
    const project = projectOf(location)
    let frame = frames.get(project)
    if (frame === undefined) {
      const minorsByProject = project === undefined || project.config.minors.length === 0 ? [NEWEST_MINOR] : project.config.minors
      frame = { minors: minorsByFlag ?? minorsByProject, inventory: inventoryByFlag ?? inventoryByProject(project), project }
      frames.set(project, frame)
    }
    return frame
  }
  const workspace = factsOf(manifests)
  const isPatch = patchFinder()
  const environments = new Map<string, Environment>()
  return {
    frame: frameOf(manifests[0]?.name.location ?? '-'),
    frameOf: (manifest) => frameOf(manifest.name.location),
    workspace,
    environmentOf(manifest) {
      const frame = frameOf(manifest.name.location)
      const ignored = frame.project?.ignores(manifest.name.location).rules ?? []
      const patch = isPatch(manifest)
      const key = `${frame.project?.folder ?? ''}\n${ignored.join(' ')}\n${patch}`
      let environment = environments.get(key)
      if (environment === undefined) {
        const severities = { ...frame.project?.config.rules, ...Object.fromEntries(ignored.map((id) => [id, 'off' as const])) }
        environment = { minors: frame.minors, inventory: frame.inventory, workspace, severities, ...(patch ? { patch } : {}) }
        environments.set(key, environment)
      }
      return environment
    },
    wants: (manifest) => frameOf(manifest.name.location).project?.ignores(manifest.name.location).all !== true,
  }
}

/** The objects of all files, as the rules that look at other documents want them. */
function factsOf(manifests: readonly Manifest[]): WorkspaceFacts {
  let byKind: Map<string, ObjectSummary[]> | undefined
  const collect = (): Map<string, ObjectSummary[]> => {
    const kinds = new Map<string, ObjectSummary[]>()
    for (const { name, documents } of manifests)
      documents.forEach(({ reading, start }, index) => {
        for (const summary of summarise(reading, name.path, start, index)) {
          const known = kinds.get(summary.kind)
          if (known === undefined) kinds.set(summary.kind, [summary])
          else known.push(summary)
        }
      })
    return kinds
  }
  return {
    known: true,
    ofKind(kind) {
      byKind ??= collect()
      return byKind.get(kind) ?? []
    },
  }
}

/** In a document with more problems than this, or larger, no fixes are looked for: each is tried on the whole document. */
const MOST_PROBLEMS_WITH_FIXES = 100
const LARGEST_TEXT_WITH_FIXES = 200_000

/** What is wrong with each object of a file, with offsets of the file; `withFixes`: and how to mend it. */
export function judged(manifest: Manifest, environment: Environment, withFixes: boolean): ReportedDocument[] {
  return manifest.documents.flatMap(({ reading, start }, index) => {
    const { objects } = analyseDocument(reading, environment)
    const all = objects.flatMap((object) => object.problems)
    const fixable = withFixes && all.length <= MOST_PROBLEMS_WITH_FIXES && reading.text.length <= LARGEST_TEXT_WITH_FIXES
    const fixesOf = (problem: Problem): readonly Fix[] =>
      fixable ? checkedFixes(problem, { text: reading.text, problems: all }, analyser(environment)).map((fix) => fixInFile(fix, start)) : []
    return objects.map(({ object, problems }) => {
      const { item, apiVersion, kind, namespace, name } = object
      const reported = problems.map((problem) => {
        const { fixes: _candidates, ...inFile } = problemInFile(problem, start)
        return { ...inFile, fixes: fixesOf(problem) }
      })
      return { index, ...(item === undefined ? {} : { item }), apiVersion, kind, namespace, name, problems: reported }
    })
  })
}

function fixInFile(fix: Fix, start: number): Fix {
  return { ...fix, edits: fix.edits.map((edit) => ({ ...edit, span: shiftSpan(edit.span, start) })) }
}

export const showFrame = ({ minors, inventory }: Frame): { kubernetes: string; nodes: ReportedNodes } => ({
  kubernetes: showMinors(minors),
  nodes: { source: inventory.source, count: inventory.nodes.length },
})
