// What a manifest points at outside of the cluster: the pages of images in registries that are known, and files beside it.
import type { DocumentReading } from '../analysis/read-objects.ts'
import { isPlaceholder } from '../model/placeholder.ts'
import type { Node } from '../syntax/tree.ts'
import type { Span } from '../text.ts'
import { entryIn, itemsIn, nameOf, nodeIn } from './mentions/mention.ts'

/** A link, relative to the document. `url`: a page; `path`: a file, relative to the folder of this one. */
export interface DocumentLink {
  readonly span: Span
  readonly target: { readonly url: string } | { readonly path: string }
  readonly tooltip: string
}

/** The links of a document. */
export function documentLinks(reading: DocumentReading): readonly DocumentLink[] {
  const links: DocumentLink[] = []
  for (const object of reading.objects) {
    const podSpec = object.kind === 'Pod' ? nodeIn(object.root ?? undefined, 'spec') : nodeIn(object.root ?? undefined, 'spec', 'template', 'spec')
    for (const list of ['initContainers', 'containers', 'ephemeralContainers'])
      for (const container of itemsIn(nodeIn(podSpec, list))) links.push(...imageLink(container, 'image'))
    for (const volume of itemsIn(nodeIn(podSpec, 'volumes'))) links.push(...imageLink(nodeIn(volume, 'image'), 'reference'))
    if (object.kind === 'Kustomization' || object.kind === 'Component') links.push(...kustomizationLinks(object.root ?? undefined))
  }
  return [...links, ...commentLinks(reading)].sort((a, b) => a.span.start - b.span.start)
}

function imageLink(map: Node | undefined, key: string): DocumentLink[] {
  const entry = entryIn(map, key)
  const image = nameOf(entry?.value)
  const url = image === undefined ? undefined : pageOfImage(image)
  return entry === undefined || url === undefined
    ? []
    : [{ span: inQuotes(entry.value, entry.valueSpan), target: { url }, tooltip: 'Open the page of the image' }]
}

/** The page of an image where its registry has pages for people; undefined for other registries. */
export function pageOfImage(image: string): string | undefined {
  const [name = ''] = image.split('@')
  const parts = name.replace(/:[\w][\w.-]*$/, '').split('/')
  if (isPlaceholder(image) || !parts.every((part) => /^[\w][\w.:-]*$/.test(part))) return undefined
  const [first = ''] = parts
  const host = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io'
  const path = host === first && parts.length > 1 ? parts.slice(1) : parts
  const [owner = '', ...rest] = path
  const joined = path.join('/')
  if (host === 'docker.io' || host === 'index.docker.io' || host === 'registry-1.docker.io') {
    if (path.length > 2) return undefined
    return path.length === 1 || owner === 'library' ? `https://hub.docker.com/_/${path.at(-1)}` : `https://hub.docker.com/r/${joined}`
  }
  if (path.length < 2) return undefined
  if (host === 'quay.io') return `https://quay.io/repository/${joined}`
  if (host === 'ghcr.io') return `https://ghcr.io/${joined}`
  if (host === 'public.ecr.aws') return `https://gallery.ecr.aws/${joined}`
  if (host === 'mcr.microsoft.com') return `https://mcr.microsoft.com/product/${joined}/about`
  if (host === 'registry.gitlab.com') return `https://gitlab.com/${owner}/${rest[0]}/container_registry`
  if (host === 'nvcr.io') return owner === 'nvidia' ? `https://catalog.ngc.nvidia.com/orgs/nvidia/containers/${rest.at(-1)}` : undefined
  if (/^([a-z]+\.)?gcr\.io$/.test(host)) return `https://${host}/${joined}`
  if (/^[a-z0-9-]+-docker\.pkg\.dev$/.test(host)) return `https://${host}/${joined}`
  return undefined
}

/** Fields of a kustomization that list files. */
const FILE_LISTS = ['resources', 'bases', 'components', 'crds', 'configurations', 'patchesStrategicMerge', 'generators', 'transformers']

function kustomizationLinks(root: Node | undefined): DocumentLink[] {
  const scalars: Node[] = []
  for (const field of FILE_LISTS) scalars.push(...valuesIn(nodeIn(root, field)))
  for (const field of ['patches', 'patchesJson6902', 'replacements']) for (const patch of itemsIn(nodeIn(root, field))) push(nodeIn(patch, 'path'))
  for (const field of ['configMapGenerator', 'secretGenerator'])
    for (const generator of itemsIn(nodeIn(root, field))) for (const list of ['files', 'envs']) scalars.push(...valuesIn(nodeIn(generator, list)))
  return scalars.flatMap((node): DocumentLink[] => {
    const path = nameOf(node)?.replace(/^[^=/]+=/, '')
    // Folders and addresses have no text to show.
    if (path === undefined || !/^[^\n:]+\.\w+$/.test(path)) return []
    return [{ span: inQuotes(node, node.span), target: { path }, tooltip: 'Open the file' }]
  })

  function push(node: Node | undefined): void {
    if (node !== undefined) scalars.push(node)
  }
}

/** Without the quotes around it. */
function inQuotes(node: Node, { start, end }: Span): Span {
  return node.kind === 'scalar' && (node.style === 'single' || node.style === 'double') ? { start: start + 1, end: end - 1 } : { start, end }
}

function valuesIn(list: Node | undefined): readonly Node[] {
  return list?.kind === 'list' ? list.items.flatMap(({ value, valueSpan }) => (value.span.start === valueSpan.start ? [value] : [])) : []
}

/** Paths in comments that say plainly that they are relative: `# see ../config/agent.yaml`. */
function commentLinks({ syntax, text }: DocumentReading): DocumentLink[] {
  return syntax.comments.flatMap(({ span }) =>
    [...text.slice(span.start, span.end).matchAll(/(?<![\w./-])\.{1,2}\/[\w./-]*\w\.\w+/g)].map((match): DocumentLink => {
      const start = span.start + match.index
      return { span: { start, end: start + match[0].length }, target: { path: match[0] }, tooltip: 'Open the file' }
    }),
  )
}
