// Warnings about volumes: removed plugins, fractions of bytes, files that hide each other. Words are the server's.
import type { PodSpec, Volume } from '../model/kubernetes.ts'
import { formatQuantity, milliValue } from '../model/quantity.ts'
import type { Path } from '../path.ts'
import type { ServerWarning } from './cause.ts'
import { isOn } from './gates.ts'
import type { PodOptions } from './relaxations.ts'
import { resourceQuantity } from './resource-names.ts'
import { warnOfOverlappingPaths } from './warnings-volume-paths.ts'

/** In the server's order; `storageOS` is its spelling of the field. */
const OLD_PLUGINS: readonly { field: keyof Volume; printedAs?: string; message: string | ((minor: number) => string) }[] = [
  { field: 'photonPersistentDisk', message: 'deprecated in v1.11, non-functional in v1.16+' },
  {
    field: 'gitRepo',
    message: (minor) => `deprecated in v1.11${isOn('GitRepoVolumeDriver', minor) ? '' : ', and disabled by default in v1.33+'}`,
  },
  { field: 'scaleIO', message: 'deprecated in v1.16, non-functional in v1.22+' },
  { field: 'flocker', message: 'deprecated in v1.22, non-functional in v1.25+' },
  { field: 'storageos', printedAs: 'storageOS', message: 'deprecated in v1.22, non-functional in v1.25+' },
  { field: 'quobyte', message: 'deprecated in v1.22, non-functional in v1.25+' },
  { field: 'glusterfs', message: 'deprecated in v1.25, non-functional in v1.26+' },
  { field: 'cephfs', message: 'deprecated in v1.28, non-functional in v1.31+' },
  { field: 'rbd', message: 'deprecated in v1.28, non-functional in v1.31+' },
]

/** Appends the Warning headers about the volumes of an accepted pod; `path` is the pod spec's. */
export function warnOfVolumes(pod: PodSpec, path: Path, options: PodOptions, warnings: ServerWarning[]): void {
  for (const [index, volume] of (pod.volumes ?? []).entries()) {
    const at = path.child('volumes').index(index)
    for (const { field, printedAs = field, message } of OLD_PLUGINS)
      if (volume[field] !== undefined)
        warnings.push({
          field: at.child(printedAs),
          message: typeof message === 'string' ? message : message(options.minor),
          ...(printedAs === field ? {} : { at: at.child(field) }),
        })
    warnOfClaimTemplate(volume, at, warnings)
  }
  if (options.minor >= 32) warnOfOverlappingPaths(pod.volumes ?? [], path.child('volumes'), options, warnings)
}

function warnOfClaimTemplate({ ephemeral }: Volume, path: Path, warnings: ServerWarning[]): void {
  const resources = ephemeral?.volumeClaimTemplate?.spec?.resources
  const at = path.child('ephemeral', 'volumeClaimTemplate', 'spec', 'resources')
  for (const field of ['requests', 'limits'] as const) {
    const storage = resourceQuantity(resources?.[field], 'storage')
    if (storage === undefined || milliValue(storage) % 1000n === 0n) continue
    const message = `fractional byte value ${JSON.stringify(formatQuantity(storage))} is invalid, must be an integer`
    warnings.push({ field: at.child(field).key('storage'), message })
  }
}
