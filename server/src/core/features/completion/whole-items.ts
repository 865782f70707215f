// Whole items of a list that are ready to use: a toleration of a taint the nodes have, a mount of a volume that is there, the node's name as variable.
import { sketchAt } from './cursor-place.ts'
import { escapeSnippet } from './insert-text.ts'
import { taintsToTolerate } from './node-values.ts'
import { containerAround, POD_SPEC, type Scene, textsOf } from './scene.ts'
import { ENVIRONMENT } from './well-known.ts'

export interface WholeItem {
  readonly label: string
  readonly detail: string
  /** What is typed to find it. */
  readonly filter: string
  readonly meaning?: string
  /** Lines without dash and common indentation, in snippet syntax. */
  readonly lines: readonly string[]
}

/** Ready items of the list whose items have the type. */
export function wholeItems(scene: Scene, type: string): readonly WholeItem[] {
  switch (type) {
    case 'core.v1.Toleration':
      return tolerations(scene)
    case 'core.v1.EnvVar':
      return variables(scene)
    case 'core.v1.VolumeMount':
      return mounts(scene)
    case 'core.v1.Volume':
      return VOLUMES
    default:
      return []
  }
}

function tolerations(scene: Scene): WholeItem[] {
  const list = sketchAt(scene.object, [...POD_SPEC, 'tolerations'])
  const tolerated = new Set(textsOf(list, 'key'))
  const items = taintsToTolerate(scene)
    .filter((taint) => !tolerated.has(taint.key) && !taint.automatic)
    .map((taint): WholeItem => {
      const name = `${taint.key}${taint.value === '' ? '' : `=${taint.value}`}:${taint.effect}`
      const keyed = [`key: ${escapeSnippet(taint.key)}`, 'operator: Exists', `effect: ${taint.effect}`]
      return {
        label: `tolerate ${name}`,
        detail: taint.detail,
        filter: `tolerate ${name}`,
        lines: keyed,
        ...(taint.meaning === undefined ? {} : { meaning: taint.meaning }),
      }
    })
  const everything: WholeItem = {
    label: 'tolerate everything',
    detail: 'every taint',
    filter: 'tolerate everything operator Exists',
    meaning: 'Runs on every node, whatever its taints: for agents that no node may lack.',
    lines: ['operator: Exists'],
  }
  const onNodes = items.filter((item) => !item.detail.startsWith('0 of'))
  return [...onNodes, everything, ...items.filter((item) => item.detail.startsWith('0 of'))]
}

function variables(scene: Scene): WholeItem[] {
  const present = new Set(textsOf(sketchAt(containerAround(scene), ['env']), 'name'))
  return ENVIRONMENT.filter(([name]) => !present.has(name)).map(([name, path]) => ({
    label: `${name} from ${path}`,
    detail: 'variable',
    filter: `name ${name}`,
    lines: [`name: ${name}`, 'valueFrom:', '  fieldRef:', `    fieldPath: ${path}`],
  }))
}

function mounts(scene: Scene): WholeItem[] {
  const mounted = new Set(textsOf(sketchAt(containerAround(scene), ['volumeMounts']), 'name'))
  const volumes = textsOf(sketchAt(scene.object, [...POD_SPEC, 'volumes']), 'name')
  return volumes
    .filter((name) => !mounted.has(name))
    .map((name) => ({
      label: `mount ${name}`,
      detail: 'volume of this pod',
      filter: `mount name ${name}`,
      lines: [`name: ${escapeSnippet(name)}`, `mountPath: \${1:/${escapeSnippet(name)}}`],
    }))
}

const VOLUMES: readonly WholeItem[] = [
  {
    label: 'hostPath volume',
    detail: 'folder of the node',
    filter: 'name hostPath',
    lines: ['name: $1', 'hostPath:', `  path: \${2:/var/log}`],
  },
  { label: 'configMap volume', detail: 'files from a ConfigMap', filter: 'name configMap', lines: ['name: $1', 'configMap:', '  name: $2'] },
  { label: 'emptyDir volume', detail: 'lives as long as the pod', filter: 'name emptyDir', lines: [`name: \${1:tmp}`, 'emptyDir: {}'] },
  { label: 'secret volume', detail: 'files from a Secret', filter: 'name secret', lines: ['name: $1', 'secret:', '  secretName: $2'] },
]
