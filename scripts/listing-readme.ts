// The README as the packages carry it. Read away from the repository, so no link and no picture in it may be relative.

const LINK = /(!?)\[([^\][]*)\]\((?!https?:|mailto:|#)([^)]*)\)/g

/** What is of use only in a clone. */
const FOR_CLONES = /<!-- in the repository -->[\s\S]*?<!-- end -->\n*/g

/** With a repository on GitHub or GitLab, links and pictures lead there (vsce itself leaves out `srcset`). */
export function readmeFor(markdown: string, repository: string | undefined): string {
  const site = repository === undefined ? undefined : siteOf(repository)
  const text = markdown.replace(FOR_CLONES, '')
  return site === undefined ? standalone(text) : linked(text, site)
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

/** Of relative links the words stay; pictures go, for the editor shows none that does not come by http. */
function standalone(markdown: string): string {
  return markdown
    .replace(/<picture>[\s\S]*?<\/picture>/g, '')
    .replace(LINK, (_, image: string, words: string) => (image === '' ? words : ''))
    .replace(/\n{3,}/g, '\n\n')
}
