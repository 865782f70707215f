// An in-memory file system for web tests; the first content comes from ../workspace.json ({ "a/b.yaml": "text" }).
const vscode = require('vscode')
exports.activate = async (context) => {
  const seed = await (await fetch(vscode.Uri.joinPath(context.extensionUri, '../workspace.json').toString(true))).json()
  const enc = new TextEncoder(),
    files = new Map(),
    dirs = new Set(['/'])
  const put = (p, bytes) => {
    files.set(p, { bytes, mtime: Date.now() })
    for (let d = p; d !== '/'; ) {
      d = d.slice(0, d.lastIndexOf('/')) || '/'
      dirs.add(d)
    }
  }
  for (const [p, text] of Object.entries(seed)) put(`/${p}`, enc.encode(text))
  const changed = new vscode.EventEmitter()
  const missing = (u) => vscode.FileSystemError.FileNotFound(u)
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider(
      'testfs',
      {
        onDidChangeFile: changed.event,
        watch: () => new vscode.Disposable(() => {}),
        stat: (u) => {
          const f = files.get(u.path)
          if (f) return { type: vscode.FileType.File, ctime: 0, mtime: f.mtime, size: f.bytes.length }
          if (dirs.has(u.path)) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 }
          throw missing(u)
        },
        readDirectory: (u) => {
          const base = u.path === '/' ? '/' : `${u.path}/`
          const out = new Map()
          for (const p of files.keys())
            if (p.startsWith(base)) {
              const [n, ...rest] = p.slice(base.length).split('/')
              out.set(n, rest.length ? vscode.FileType.Directory : vscode.FileType.File)
            }
          return [...out]
        },
        readFile: (u) => {
          const f = files.get(u.path)
          if (!f) throw missing(u)
          return f.bytes
        },
        writeFile: (u, bytes) => {
          put(u.path, bytes)
          changed.fire([{ type: vscode.FileChangeType.Changed, uri: u }])
        },
        createDirectory: (u) => {
          dirs.add(u.path)
        },
        delete: (u) => {
          files.delete(u.path)
        },
        rename: (a, b) => {
          const f = files.get(a.path)
          if (!f) throw missing(a)
          files.delete(a.path)
          files.set(b.path, f)
        },
      },
      { isCaseSensitive: true },
    ),
  )
  // Without a search provider VS Code waits 7 s for workspaceContains: before it reports "started".
  try {
    context.subscriptions.push(
      vscode.workspace.registerFileSearchProvider('testfs', {
        provideFileSearchResults: () => [...files.keys()].map((p) => vscode.Uri.from({ scheme: 'testfs', path: p })),
      }),
    )
  } catch (e) {
    console.warn(`no file search provider: ${e}`)
  }
}
