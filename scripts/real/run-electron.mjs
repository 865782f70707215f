// For machines that may download VS Code: the same suite in desktop VS Code, the newest and the oldest that the manifest promises.
// usage: node scripts/real/run-electron.mjs [VERSION ...]; exit code 77 where it cannot be downloaded or shown, the suites' otherwise
import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron'

const LEFT_OUT = 77
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
const versions = process.argv.length > 2 ? process.argv.slice(2) : ['stable', engines.vscode.replace('^', '')]
if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) leaveOut('there is no display')
for (const version of versions) {
  const vscodeExecutablePath = await downloadAndUnzipVSCode({ version }).catch((error) => leaveOut(String(error)))
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(root, 'out/test/node/index.js'),
      launchArgs: [
        path.join(root, 'test/vscode/workspace'),
        '--disable-extensions',
        '--disable-workspace-trust',
        ...(process.platform === 'linux' && process.getuid?.() === 0
          ? ['--no-sandbox', '--user-data-dir', path.join(root, '.vscode-test/user-data')]
          : []),
      ],
    })
  } catch (error) {
    console.error(String(error))
    process.exit(1)
  }
}

function leaveOut(reason) {
  console.log(`desktop VS Code left out: ${reason}`)
  process.exit(LEFT_OUT)
}
