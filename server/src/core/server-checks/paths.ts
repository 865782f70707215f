// Paths of files in volumes. Complaints in the server's words, none if the path is fine.
import { isLocalDescendingPath } from './names.ts'

/** A path below the volume's root whose first part does not start with `..`, where the kubelet keeps its own files. */
export function isLocalNonReservedPath(value: string): string[] {
  const reserved = value.startsWith('..') && !value.startsWith('../')
  return [...isLocalDescendingPath(value), ...(reserved ? ["must not start with '..'"] : [])]
}
