// Which page an image has, and which files a manifest names.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readObjects } from '../../../server/src/core/analysis/read-objects.ts'
import { documentLinks, pageOfImage } from '../../../server/src/core/features/links.ts'

const PAGES: readonly (readonly [image: string, page: string | undefined])[] = [
  ['nginx', 'https://hub.docker.com/_/nginx'],
  ['nginx:1.27-alpine', 'https://hub.docker.com/_/nginx'],
  ['docker.io/library/busybox:1.36', 'https://hub.docker.com/_/busybox'],
  ['fluent/fluent-bit:3.1', 'https://hub.docker.com/r/fluent/fluent-bit'],
  ['docker.io/fluent/fluent-bit@sha256:0123', 'https://hub.docker.com/r/fluent/fluent-bit'],
  ['quay.io/prometheus/node-exporter:v1.8.2', 'https://quay.io/repository/prometheus/node-exporter'],
  ['ghcr.io/flannel-io/flannel:v0.26.0', 'https://ghcr.io/flannel-io/flannel'],
  ['public.ecr.aws/eks/aws-node:1', 'https://gallery.ecr.aws/eks/aws-node'],
  ['mcr.microsoft.com/oss/kubernetes/pause:3.9', 'https://mcr.microsoft.com/product/oss/kubernetes/pause/about'],
  ['nvcr.io/nvidia/k8s-device-plugin:v0.17.0', 'https://catalog.ngc.nvidia.com/orgs/nvidia/containers/k8s-device-plugin'],
  ['europe-docker.pkg.dev/project/repo/agent:1', 'https://europe-docker.pkg.dev/project/repo/agent'],
  ['registry.example.com/team/agent:1.0', undefined],
  ['localhost:5000/agent', undefined],
  ['a/b/c', undefined],
  ['$(IMAGE)', undefined],
  ['', undefined],
]

describe('the page of an image', () => {
  for (const [image, page] of PAGES) it(image || 'nothing', () => assert.equal(pageOfImage(image), page))
})

const linksIn = (text: string): unknown[] =>
  documentLinks(readObjects(text)).map(({ span, target }) => [text.slice(span.start, span.end), 'url' in target ? target.url : target.path])

describe('links', () => {
  it('are on images of all containers and of volumes, without their quotes', () => {
    const text = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  template:
    spec:
      initContainers:
        - {name: a, image: "quay.io/org/setup:1"}
      containers:
        - name: b
          image: 'busybox:1'
        - name: c
          image: "{{ .Values.image }}"
      volumes:
        - name: files
          image:
            reference: ghcr.io/org/files:1
`
    assert.deepEqual(linksIn(text), [
      ['quay.io/org/setup:1', 'https://quay.io/repository/org/setup'],
      ['busybox:1', 'https://hub.docker.com/_/busybox'],
      ['ghcr.io/org/files:1', 'https://ghcr.io/org/files'],
    ])
  })

  it('are on relative paths in comments, and nowhere else', () => {
    assert.deepEqual(linksIn('# see ../docs/agent.md, ./values.yaml. Not docs/a.md or a../b.c\nkind: ConfigMap\ndata: {a: ./x.yaml}\n'), [
      ['../docs/agent.md', '../docs/agent.md'],
      ['./values.yaml', './values.yaml'],
    ])
  })

  it('are on the files of a kustomization', () => {
    const text = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - daemonset.yaml
  - ../base
  - https://example.com/a.yaml
patches:
  - path: patches/tolerations.yaml
configMapGenerator:
  - name: config
    files: [agent.conf, key=other.conf]
`
    assert.deepEqual(linksIn(text), [
      ['daemonset.yaml', 'daemonset.yaml'],
      ['patches/tolerations.yaml', 'patches/tolerations.yaml'],
      ['agent.conf', 'agent.conf'],
      ['key=other.conf', 'other.conf'],
    ])
  })
})
