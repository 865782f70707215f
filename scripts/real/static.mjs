// A tiny loopback file server with CORS. mounts: { '/prefix/': '/abs/dir' }; routes: { '/': (url) => ({type, body}) }

import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import * as path from 'node:path'

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.yaml': 'text/plain',
}
export function serve({ mounts, routes = {}, transform = () => undefined, verbose = false }) {
  const server = createServer((req, res) => {
    const url = new URL(req.url, 'http://x')
    const head = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' }
    if (req.method === 'OPTIONS') {
      res.writeHead(204, { ...head, 'Access-Control-Allow-Headers': '*' }).end()
      return
    }
    const route = routes[url.pathname]
    if (route) {
      const r = route(url)
      res.writeHead(200, { ...head, 'Content-Type': r.type }).end(r.body)
      return
    }
    for (const [prefix, dir] of Object.entries(mounts)) {
      if (!url.pathname.startsWith(prefix)) continue
      const file = path.join(dir, decodeURIComponent(url.pathname.slice(prefix.length)))
      if (path.relative(dir, file).startsWith('..')) break
      try {
        const st = statSync(file)
        if (!st.isFile()) break
        const headers = { ...head, 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' }
        const changed = transform(file, () => readFileSync(file, 'utf8'))
        if (changed !== undefined) {
          res.writeHead(200, headers).end(changed)
          return
        }
        res.writeHead(200, { ...headers, 'Content-Length': st.size })
        if (req.method === 'HEAD') {
          res.end()
          return
        }
        createReadStream(file).pipe(res)
        return
      } catch {
        break
      }
    }
    if (verbose) console.error('  [404]', req.method, req.url)
    res.writeHead(404, head).end('not found')
  })
  return new Promise((r) =>
    server.listen(0, '127.0.0.1', () =>
      r({
        origin: `http://127.0.0.1:${server.address().port}`,
        stop: () =>
          new Promise((d) => {
            server.close(d)
            server.closeAllConnections()
          }),
      }),
    ),
  )
}
