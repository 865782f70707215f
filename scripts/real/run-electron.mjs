// For machines that may download VS Code: the same suite in desktop VS Code.
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runTests } from '@vscode/test-electron'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
try {
  await runTests({
    version: process.env.VSCODE_VERSION ?? 'stable',
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
} catch (e) {
  console.error(String(e))
  process.exit(1)
}
