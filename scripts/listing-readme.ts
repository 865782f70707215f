// The README as the packages carry it. Read away from the repository, so no link and no picture in it may be relative.

const PICTURE = /<picture>[\s\S]*?<source[^>]*srcset="([^"]+)"[^>]*>\s*<img[^>]*alt="([^"]*)"[^>]*>\s*<\/picture>/g
const LINK = /(!?)\[([^\][]*)\]\((?!https?:|mailto:|#)([^)]*)\)/g

/** With a repository on GitHub or GitLab, links and pictures lead there (vsce itself leaves out `srcset`). */
export function readmeFor(markdown: string, repository: string | undefined, picture: (path: string) => Uint8Array | undefined): string {
  const site = repository === undefined ? undefined : siteOf(repository)
  return site === undefined ? standalone(markdown, picture) : linked(markdown, site)
}

/** Where files of a repository are shown; undefined for a host that is not known. */
function siteOf(repository: string): string | undefined {
  const [, host, project] = /(github\.com|gitlab\.com)[/:](.+?)(?:\.git)?\/?$/.exec(repository) ?? []
  if (host === undefined) return undefined
  return `https://${host}/${project}${host === 'gitlab.com' ? '/-' : ''}`
}

function linked(markdown: string, site: string): string {
  return markdown
    .replace(/(src|srcset)="(?!https?:)([^"]+)"/g, (_, name: string, path: string) => `${name}="${site}/raw/HEAD/${path}"`)
    .replace(LINK, (_, image: string, words: string, path: string) => `${image}[${words}](${site}/${image === '' ? 'blob' : 'raw'}/HEAD/${path})`)
}

/** Of relative links the words stay. A picture is held by the text itself, the dark one, or goes where there is no room for it. */
function standalone(markdown: string, picture: (path: string) => Uint8Array | undefined): string {
  return markdown
    .replace(PICTURE, (_, path: string, alt: string) => {
      const bytes = picture(path)
      return bytes === undefined ? '' : `<img src="data:image/png;base64,${Buffer.from(bytes).toString('base64')}" width="800" alt="${alt}">`
    })
    .replace(LINK, (_, image: string, words: string) => (image === '' ? words : ''))
    .replace(/\n{3,}/g, '\n\n')
}
