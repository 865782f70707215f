// Beside the YAML extension with a schema of DaemonSets for the file: nothing twice, nothing contradicted, nothing of its own changed.
import * as vscode from 'vscode'
import { after, ask, assert, equal, hoverText, open, replace, ruleOf, waitForProblems } from './editor.ts'

const SETTING = 'completion.schemaKeys'

suite('Beside the YAML extension', () => {
  let document: vscode.TextDocument

  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('daemonset', document.uri)
  const yaml = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('yaml', document.uri)

  /** How often a label is offered at `$0`, by whomever. */
  async function countWith(from: string, marked: string, label: string, good: (count: number) => boolean): Promise<number> {
    const count = ({ items }: vscode.CompletionList): number =>
      items.filter((item) => (typeof item.label === 'string' ? item.label : item.label.label) === label).length
    const at = document.offsetAt(after(document, from)) - from.length + marked.indexOf('$0')
    await replace(document, from, marked.replace('$0', ''))
    const list = await ask(
      () => vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, document.positionAt(at)),
      (answer) => good(count(answer)),
    )
    await vscode.commands.executeCommand('workbench.action.files.revert')
    return count(list)
  }

  const fieldCount = (good: (count: number) => boolean): Promise<number> =>
    countWith('      containers:', '      host$0\n      containers:', 'hostNetwork', good)

  /** Presses the first button of one message after the other, the newest first, until `question` has a good answer: this editor's own messages stand among ours. */
  async function pressFirstButtons<Answer>(question: () => Answer, good: (answer: Answer) => boolean): Promise<Answer> {
    let below = 0
    return await ask(async () => {
      await vscode.commands.executeCommand('notifications.showList')
      await vscode.commands.executeCommand('list.focusFirst')
      for (let i = 0; i < below; i++) await vscode.commands.executeCommand('list.focusDown')
      await vscode.commands.executeCommand('notification.acceptPrimaryAction')
      below++
      return question()
    }, good)
  }

  suiteSetup(async () => {
    document = await open('agent.yaml')
    const other = vscode.extensions.getExtension('redhat.vscode-yaml')
    assert(other, 'the YAML extension is not there')
    await other.activate()
    await waitForProblems(document.uri, (problems) => problems.some((problem) => ruleOf(problem) === 'selector-mismatch'))
  })

  suiteTeardown(async () => {
    await settings().update(SETTING, undefined, vscode.ConfigurationTarget.Workspace)
  })

  test('offers each key and each value once', async () => {
    const once = (count: number): boolean => count > 0
    equal(await countWith('      containers:', '      host$0\n      containers:', 'hostNetwork', once), 1)
    equal(await countWith('kind: DaemonSet', 'kind: $0', 'DaemonSet', once), 1)
    equal(await countWith('readOnly: true', 'readOnly: $0', 'true', once), 1)
    // Its schema has no values for this field, so they are ours.
    equal(await countWith('effect: NoSchedule', 'effect: $0', 'NoExecute', once), 1)
  })

  test('documents each field once, and adds where it runs', async () => {
    const both = await hoverText(
      document.uri,
      after(document, 'nodeSel'),
      (text) => text.includes('must be true for the pod to fit') && text.includes('ligible on'),
    )
    equal(both.match(/must be true for the pod to fit/g)?.length, 1)
    const plain = await hoverText(document.uri, after(document, 'imag'), (text) => text.includes('Container image name'))
    equal(plain.match(/Container image name/g)?.length, 1)
  })

  test('offers to take over once, and each field is offered twice only then', async () => {
    const its = JSON.stringify(yaml().inspect('schemas'))
    equal(await fieldCount((count) => count > 0), 1)
    await pressFirstButtons(
      () => settings().get(SETTING),
      (value) => value === 'on',
    )
    equal(await fieldCount((count) => count > 1), 2)
    equal(JSON.stringify(yaml().inspect('schemas')), its)
    await settings().update(SETTING, undefined, vscode.ConfigurationTarget.Workspace)
    equal(await fieldCount((count) => count === 1), 1)
    // No further offer came with that edit: the newest message of ours is the one that says how the other is kept from it.
    const tabs = await pressFirstButtons(
      () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label)),
      (labels) => labels.includes('Settings'),
    )
    equal(tabs.filter((label) => label === 'Settings').length, 1)
    equal(settings().get(SETTING), 'auto')
  })
})
