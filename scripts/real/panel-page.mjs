// The node panel's page without an editor, and what is shown in it: for run-panel.mjs. Needs `npm run build`.
import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const script = readFileSync(path.join(root, 'dist/panel.js'), 'utf8')

/** The page's HTML from its source, with the script in place of its address and a stand-in for the editor's side. */
export async function pageText(theme, bundle) {
  const { outputFiles } = await build({ entryPoints: [path.join(root, 'client/src/panel/page.ts')], bundle: true, write: false, format: 'esm' })
  const { pageHtml } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
  const variables = Object.entries(THEMES[theme]).map(([name, value]) => `--vscode-${name}: ${value};`)
  const l10n = { bundle, t: (text) => bundle?.[text] ?? text }
  return pageHtml({ nonce: 'test', script: 'SCRIPT', language: 'de', l10n })
    .replace(
      '<script nonce="test" src="SCRIPT"></script>',
      () => `<script nonce="test">window.said = []; window.acquireVsCodeApi = () => ({ postMessage: (m) => said.push(m), getState: () => undefined, setState() {} })</script>
<script nonce="test">${script}</script>`,
    )
    .replace('</style>', `:root { ${variables.join(' ')} } body { background: var(--vscode-editor-background); }</style>`)
}

const FONTS = { 'font-family': 'sans-serif', 'font-size': '13px', 'editor-font-family': 'monospace' }
export const THEMES = {
  dark: {
    ...FONTS,
    foreground: '#cccccc',
    'editor-background': '#1f1f1f',
    descriptionForeground: '#9d9d9d',
    'input-background': '#313131',
    'input-foreground': '#cccccc',
    'dropdown-background': '#313131',
    'dropdown-foreground': '#cccccc',
    'button-secondaryBackground': '#313131',
    'button-secondaryForeground': '#cccccc',
    'textLink-foreground': '#4daafc',
    'charts-green': '#89d185',
    'editorWarning-foreground': '#cca700',
    focusBorder: '#0078d4',
    'list-activeSelectionBackground': '#04395e',
    'list-activeSelectionForeground': '#ffffff',
  },
  light: {
    ...FONTS,
    foreground: '#3b3b3b',
    'editor-background': '#ffffff',
    descriptionForeground: '#3b3b3b',
    'input-background': '#ffffff',
    'input-foreground': '#3b3b3b',
    'dropdown-background': '#ffffff',
    'dropdown-foreground': '#3b3b3b',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryForeground': '#3b3b3b',
    'textLink-foreground': '#005fb8',
    'charts-green': '#388a34',
    'editorWarning-foreground': '#bf8803',
    focusBorder: '#005fb8',
    'list-activeSelectionBackground': '#e8e8e8',
    'list-activeSelectionForeground': '#000000',
  },
  'contrast-light': {
    ...FONTS,
    foreground: '#292929',
    'editor-background': '#ffffff',
    descriptionForeground: '#575757',
    'input-background': '#ffffff',
    'input-foreground': '#292929',
    'dropdown-background': '#ffffff',
    'dropdown-foreground': '#292929',
    'button-secondaryBackground': '#ffffff',
    'button-secondaryForeground': '#292929',
    'textLink-foreground': '#0f4a85',
    'charts-green': '#374e06',
    'editorWarning-foreground': '#895503',
    contrastBorder: '#0f4a85',
    contrastActiveBorder: '#006bbd',
    focusBorder: '#006bbd',
  },
  contrast: {
    ...FONTS,
    foreground: '#ffffff',
    'editor-background': '#000000',
    descriptionForeground: '#ffffff',
    'input-background': '#000000',
    'input-foreground': '#ffffff',
    'dropdown-background': '#000000',
    'dropdown-foreground': '#ffffff',
    'button-secondaryForeground': '#ffffff',
    'textLink-foreground': '#21a6ff',
    'charts-green': '#89d185',
    'editorWarning-foreground': '#ffd370',
    contrastBorder: '#6fc3df',
    contrastActiveBorder: '#f38518',
    focusBorder: '#f38518',
  },
}

/** 5,000 nodes; the first DaemonSet runs on all but every tenth, the second everywhere. */
export function message() {
  const nodes = Array.from({ length: 5000 }, (_, index) => ({
    name: index === 7 ? '<img src=x onerror=said.push("html")>' : `node-${String(index).padStart(4, '0')}`,
    labels: { 'kubernetes.io/os': 'linux', pool: `pool-${index % 7}` },
    taints: index % 10 === 0 ? ['dedicated=yes:NoSchedule'] : [],
    ready: true,
    unschedulable: false,
    allocatable: { cpu: 4, memory: 16 * 1024 ** 3 },
  }))
  const all = nodes.map((_, index) => index)
  const range = { start: { line: 3, character: 0 }, end: { line: 40, character: 0 } }
  const view = (name, index, excluded) => {
    const runs = all.filter((node) => !excluded.includes(node))
    return {
      uri: 'file:///w/a.yaml',
      version: 1,
      index,
      namespace: null,
      name,
      range,
      desired: runs.length,
      unknown: 0,
      total: all.length,
      requests: { cpu: 0.1, memory: 64 * 1024 ** 2 },
      rollout: ['4500 pods, up to 1 at a time'],
      change: {
        texts: ['5000 → 4500 eligible nodes'],
        lost: excluded,
        gained: [],
        changes: [{ text: 'removed toleration dedicated:NoSchedule', range }],
      },
      groups: [
        { nodes: runs, shouldRun: true, shouldContinueRunning: true, verdict: 'runs', reasons: [] },
        {
          nodes: excluded,
          shouldRun: false,
          shouldContinueRunning: false,
          verdict: 'excluded',
          reasons: [{ check: 'taint', detail: 'dedicated=yes:NoSchedule is not tolerated', field: 'spec.template.spec.tolerations', range }],
        },
      ],
    }
  }
  const tainted = all.filter((index) => index % 10 === 0)
  return {
    type: 'placement',
    supposed: [],
    inventories: [{ source: 'file:nodes.json', id: 1, nodes, daemonsets: [view('agent', 0, tainted), view('logs', 1, [])] }],
  }
}
