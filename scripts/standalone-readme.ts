// The README for a package of which nobody knows the repository: pictures and links into the repository would be broken, so they go.

/** Drops relative pictures, and keeps only the words of relative links. */
export function standaloneReadme(markdown: string): string {
  const lines = markdown
    .replace(/<picture>[\s\S]*?<\/picture>\n*/g, '')
    .replace(/!\[[^\]]*\]\((?!https?:)[^)]*\)/g, '')
    .replace(/\[([^\][]*)\]\((?!https?:|mailto:|#)[^)]*\)/g, '$1')
  return lines.replace(/\n{3,}/g, '\n\n')
}
