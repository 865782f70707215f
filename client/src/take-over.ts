// Offers once, ever, to complete the plain fields that are left to the YAML extension. Changes no setting but ours, and that only on a click.
import * as vscode from 'vscode'
import { isSet, set } from './setting.ts'
import { mentionsDaemonSet } from './stub.ts'
import { schemaKeysAt } from './yaml-extension.ts'

const OFFERED = 'offeredToCompleteFields'
const SETTING = 'completion.schemaKeys'

/** Asks while a DaemonSet is being edited whose fields are left to the other extension; never again, and never who has decided already. */
export function offerToTakeOver({ globalState }: vscode.ExtensionContext): vscode.Disposable {
  globalState.setKeysForSync([OFFERED])
  if (globalState.get(OFFERED) === true) return { dispose() {} }
  const watch = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0 || document !== vscode.window.activeTextEditor?.document) return
    if (schemaKeysAt(document.uri) !== 'mapped' || isSet(SETTING, document.uri) || !mentionsDaemonSet(document.getText())) return
    watch.dispose()
    // Another window may have asked meanwhile.
    if (globalState.get(OFFERED) !== true) void globalState.update(OFFERED, true).then(offer)
  })
  return watch
}

async function offer(): Promise<void> {
  const take = vscode.l10n.t('Let DaemonSet Complete')
  const message = vscode.l10n.t(
    'The YAML extension completes and documents the plain fields of this DaemonSet. DaemonSet can do it, for the Kubernetes version that you choose.',
  )
  if ((await vscode.window.showInformationMessage(message, take, vscode.l10n.t('Keep'))) !== take) return
  await set(SETTING, 'on')
  const open = vscode.l10n.t('Open Its Settings')
  const twice = vscode.l10n.t(
    'Until the YAML extension stops, each field is offered twice. Write “# yaml-language-server: $schema=none” above a manifest, or, where “yaml.schemas” names the schema, list the files in “yaml.disableSchemaDetection”.',
  )
  if ((await vscode.window.showInformationMessage(twice, open)) === open)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'yaml.disableSchemaDetection')
}
