// The text of a node list, JSON or YAML. JSON takes the short way: a list of 15,000 nodes is 60 MB.
import { type NodesFound, nodesOfValues } from './read-inventory.ts'

/** Reads the YAML documents of a text as plain values; problems in plain words. */
export type ReadYaml = (text: string) => { readonly values: readonly unknown[]; readonly problems: readonly string[] }

/** Reads a node list's text. Never throws; a file that is just being written is not usable and says why. */
export function readNodeList(text: string, readYaml: ReadYaml): NodesFound {
  const start = text.slice(0, 200).trimStart()
  if (/^NAME\s+STATUS\b/.test(start))
    return { nodes: [], usable: false, problems: ["this is kubectl's table; write the list with `kubectl get nodes -o yaml` or `-o json`"] }
  if (start.startsWith('{') || start.startsWith('[')) {
    const value = parseJson(text)
    if (value !== undefined) return nodesOfValues([value])
  }
  const { values, problems } = readYaml(text)
  const found = nodesOfValues(values)
  if (problems.length === 0) return found
  if (found.usable) return { ...found, problems: [...problems, ...found.problems] }
  return {
    ...found,
    problems: problems.map(
      (problem) => `expected a node list as \`kubectl get nodes -o yaml\` or \`-o json\` prints it, but it cannot be read: ${problem}`,
    ),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
