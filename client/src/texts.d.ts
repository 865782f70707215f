// Files that the bundler puts in as text.
declare module '*.yaml' {
  const text: string
  export default text
}
