// Warnings about the files inside a volume: one path that is another's, or its directory. These name the volume, not a field.
import type { Volume } from '../model/kubernetes.ts'
import type { Path } from '../path.ts'
import type { ServerWarning } from './cause.ts'
import type { PodOptions } from './relaxations.ts'

type Projection = NonNullable<NonNullable<Volume['projected']>['sources']>[number]
interface FilePath {
  readonly path: string
  /** Which source writes the file, where there are several. */
  readonly source: string
  readonly at: Path
}

/** Appends a warning for each pair of files of one volume of which the later hides the earlier; `path` is the list's. */
export function warnOfOverlappingPaths(volumes: readonly Volume[], path: Path, options: PodOptions, warnings: ServerWarning[]): void {
  for (const [index, volume] of volumes.entries()) {
    const at = path.index(index)
    const { configMap, secret, downwardAPI } = volume
    const name = JSON.stringify(volume.name ?? '')
    if (configMap !== undefined) {
      const what = `ConfigMap ${JSON.stringify(configMap.name ?? '')}`
      warnOfOverlaps(filesOf(configMap.items, '', at.child('configMap')), [], name, what, warnings)
    }
    if (secret !== undefined) {
      const what = `Secret ${JSON.stringify(secret.secretName ?? '')}`
      warnOfOverlaps(filesOf(secret.items, '', at.child('secret')), [], name, what, warnings)
    }
    if (downwardAPI !== undefined) warnOfOverlaps(filesOf(downwardAPI.items, '', at.child('downwardAPI')), [], name, 'DownwardAPI', warnings)
    warnOfProjected(volume, name, at.child('projected'), options, warnings)
  }
}

function warnOfProjected({ projected }: Volume, name: string, path: Path, { minor }: PodOptions, warnings: ServerWarning[]): void {
  const all: FilePath[] = []
  let files: FilePath[] | undefined
  for (const [index, projection] of (projected?.sources ?? []).entries()) {
    const at = path.child('sources').index(index)
    if (Object.values(projection).every((source) => source === undefined)) {
      warnings.push({ field: null, message: `volume ${name} (Projected) has no sources provided`, at })
      continue
    }
    // Until 1.33 a source without a list of files was taken to write those of the source before it.
    const own = filesOfProjection(projection, at)
    files = own ?? (minor < 34 ? files : undefined)
    warnOfOverlaps(files ?? [], all, name, 'Projected', warnings)
  }
}

function warnOfOverlaps(files: readonly FilePath[], earlier: FilePath[], name: string, what: string, warnings: ServerWarning[]): void {
  for (const file of files) {
    const trimmed = { ...file, path: file.path.replace(/\/+$/, '') }
    for (const other of earlier)
      if (overlaps(trimmed.path, other.path)) {
        const message = `volume ${name} (${what}): overlapping paths: ${shown(trimmed)} with ${shown(other)}`
        warnings.push({ field: null, message, at: file.at })
      }
    earlier.push(trimmed)
  }
}

/** The same path, or one a directory of the other. */
function overlaps(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  return `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`)
}

function shown({ path, source }: FilePath): string {
  return source === '' ? JSON.stringify(path) : `${JSON.stringify(path)} (${source})`
}

function filesOf(items: readonly { path?: string | undefined }[] | undefined, source: string, at: Path): FilePath[] {
  return (items ?? []).map(({ path = '' }, index) => ({ path, source, at: at.child('items').index(index).child('path') }))
}

/** Undefined: the source lists no files. */
function filesOfProjection(projection: Projection, path: Path): FilePath[] | undefined {
  const { configMap, secret, downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate } = projection
  if (configMap?.items !== undefined) return filesOf(configMap.items, `ConfigMap ${JSON.stringify(configMap.name ?? '')}`, path.child('configMap'))
  if (secret?.items !== undefined) return filesOf(secret.items, `Secret ${JSON.stringify(secret.name ?? '')}`, path.child('secret'))
  if (downwardAPI?.items !== undefined) return filesOf(downwardAPI.items, 'DownwardAPI', path.child('downwardAPI'))
  if (serviceAccountToken !== undefined)
    return [{ path: serviceAccountToken.path ?? '', source: 'ServiceAccountToken', at: path.child('serviceAccountToken', 'path') }]
  if (clusterTrustBundle !== undefined) {
    const source = `ClusterTrustBundle ${JSON.stringify(clusterTrustBundle.name ?? clusterTrustBundle.signerName ?? '')}`
    return [{ path: clusterTrustBundle.path ?? '', source, at: path.child('clusterTrustBundle', 'path') }]
  }
  if (podCertificate === undefined) return undefined
  const roles = { certificateChainPath: 'chain', keyPath: 'key', credentialBundlePath: 'credential bundle' } as const
  return Object.entries(roles).flatMap(([field, role]) => {
    const file = podCertificate[field as keyof typeof roles] ?? ''
    return file === '' ? [] : [{ path: file, source: `PodCertificate ${role}`, at: path.child('podCertificate', field) }]
  })
}
