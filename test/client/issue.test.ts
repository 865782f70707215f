import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { issueReport, type Manifest, type Versions } from '../../client/src/issue.ts'

const MANIFEST: Manifest = { publisher: 'daemonset', name: 'daemonset', version: '1.2.3', repository: '' }
const VERSIONS: Versions = { editor: 'Editor', editorVersion: '1.100.0', host: 'desktop', remote: undefined, kubernetes: '1.37' }

describe('“Report Issue…”', () => {
  test('fills in the versions', () => {
    const { body } = issueReport(MANIFEST, { ...VERSIONS, remote: 'wsl' }, 'What happened:')
    assert.equal(body, 'What happened:\n\n\n- DaemonSet 1.2.3\n- Editor 1.100.0 (desktop, wsl)\n- Kubernetes 1.37\n')
  })

  test('says so when the server does not answer', () => {
    assert.match(issueReport(MANIFEST, { ...VERSIONS, kubernetes: undefined }, '').body, /server does not answer/)
  })

  test('goes to the editor’s reporter only where there is an address to send to', () => {
    assert.equal(issueReport(MANIFEST, VERSIONS, '').reporter, undefined)
    assert.equal(issueReport({ ...MANIFEST, repository: { url: '' } }, VERSIONS, '').reporter, undefined)
    const address = 'https://example.com/daemonset'
    for (const place of [{ repository: address }, { repository: { url: address } }, { bugs: address }, { bugs: { url: address } }]) {
      const { body, reporter } = issueReport({ ...MANIFEST, ...place }, VERSIONS, 'Heading')
      assert.deepEqual(reporter, { extensionId: 'daemonset.daemonset', issueBody: body })
    }
  })
})
