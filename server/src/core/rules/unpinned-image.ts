import { isPlaceholder } from '../model/placeholder.ts'
import { containersOf, spanAt } from './fields.ts'
import type { Rule } from './rule.ts'

/** An image without a tag, or with the moving tag `latest`. */
export const unpinnedImage: Rule = {
  id: 'unpinned-image',
  severity: 'information',
  summary: 'an image without a tag, or with :latest',
  why: `Without a tag an image means \`:latest\`, and that means another one every day: nodes that join later run another version than the rest, a roll-back brings nothing back, and every
start asks the registry. A tag, or better a digest, says which version runs.`,
  example: {
    bad: `containers:
- name: agent
  image: registry.example.com/agent:latest
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
    good: `containers:
- name: agent
  image: registry.example.com/agent:1.4.2
`,
  },
  links: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  *check(daemonset) {
    for (const { value, path } of containersOf(daemonset)) {
      const { image } = value
      if (image === undefined || image === '' || isPlaceholder(image) || /[@$<{%]/.test(image)) continue
      const tag = /:([^/:]*)$/.exec(image)?.[1]
      if (tag !== undefined && tag !== 'latest') continue
      const field = path.child('image')
      yield {
        span: spanAt(daemonset, field),
        field,
        message: `${tag === undefined ? 'Without a tag this means :latest' : 'latest moves'}, so nodes that pull at different times run different versions. Name a version or a digest.`,
      }
    }
  },
}
