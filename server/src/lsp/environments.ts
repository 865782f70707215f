// What each open file is judged by: settings, project file, nodes, other files, git HEAD. One object per file until something changes.
import type { Environment } from '../core/analysis.ts'
import { parseMinor } from '../core/config.ts'
import { mergeNodes } from '../core/inventory/read-inventory.ts'
import type { Inventory } from '../core/model/cluster-node.ts'
import { NEWEST_MINOR, OLDEST_MINOR } from './knowledge.ts'
import { encodePath, type NodeSources } from './node-sources.ts'
import type { PreviousVersions } from './previous-versions.ts'
import { ignoredBy, type ProjectFiles } from './project-files.ts'
import type { SettingsStore } from './settings-store.ts'
import type { WorkspaceIndex } from './workspace-index.ts'

export interface Environments {
  of(uri: string): Environment
  /** As the setting or the project file names them; empty: the default. */
  nodeSourcesOf(uri: string): readonly string[]
  forget(uri: string): void
  forgetAll(): void
}

interface Parts {
  readonly settings: SettingsStore
  readonly projects: ProjectFiles
  readonly nodes: NodeSources
  readonly index: WorkspaceIndex
  readonly previous: PreviousVersions
  /** The text of the open file looks like a patch. */
  readonly looksLikePatch: (uri: string) => boolean
}

export function createEnvironments({ settings, projects, nodes, index, previous, looksLikePatch }: Parts): Environments {
  const known = new Map<string, Environment>()

  /** What is set in the editor counts, then the project file. */
  function nodeSourcesOf(uri: string): readonly string[] {
    const wanted = settings.of(uri).nodeSources
    if (wanted.length > 0) return wanted
    const project = projects.of(uri)
    return (project?.config.nodes ?? []).map((source) => (/^(sample|cluster)(:|$)/.test(source) ? source : fileBelow(project?.folder ?? uri, source)))
  }

  /** Problems speak of the first list of the setting; those of a project file count as one, as on the command line. */
  function inventoryOf(uri: string): Inventory {
    const inventories = nodes.inventoriesOf(uri, nodeSourcesOf(uri))
    const [first = { source: 'workspace', nodes: [] }] = inventories
    if (inventories.length === 1 || settings.of(uri).nodeSources.length > 0) return first
    return mergeNodes(
      inventories.map(({ source }) => source).join(','),
      inventories.map((inventory) => inventory.nodes),
    ).inventory
  }

  function minorsOf(uri: string): readonly number[] {
    const minor = parseMinor(settings.of(uri).kubernetesVersion)
    if (minor !== undefined) return [Math.min(Math.max(minor, OLDEST_MINOR), NEWEST_MINOR)]
    const minors = projects.of(uri)?.config.minors ?? []
    return minors.length > 0 ? minors : [NEWEST_MINOR]
  }

  function make(uri: string): Environment {
    const project = projects.of(uri)
    const ignored = project === undefined ? { all: false, rules: [] } : ignoredBy(project, uri)
    const older = previous.of(uri)
    return {
      minors: minorsOf(uri),
      inventory: inventoryOf(uri),
      workspace: index.facts(),
      severities: {
        ...project?.config.rules,
        ...settings.of(uri).severities,
        ...Object.fromEntries(ignored.rules.map((rule) => [rule, 'off' as const])),
      },
      ...(settings.of(uri).countWorkspace ? { countWorkspace: true } : {}),
      ...(older === undefined ? {} : { previous: older }),
      // A file that the project leaves out is as silent as a patch.
      ...(ignored.all || index.isPatch(uri) || looksLikePatch(uri) ? { patch: true } : {}),
    }
  }

  return {
    nodeSourcesOf,
    of(uri) {
      const environment = known.get(uri) ?? make(uri)
      known.set(uri, environment)
      return environment
    },
    forget: (uri) => void known.delete(uri),
    forgetAll: () => known.clear(),
  }
}

/** The URI of a path in a project file. */
function fileBelow(folder: string, source: string): string {
  const path = source.replace(/^file:(?!\/\/)/, '')
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return path
  return new URL(encodePath(path), folder).href
}
