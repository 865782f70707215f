// Living with the YAML extension: says in our settings, as the server asks for them, where it completes plain fields. Changes nothing of its own.
import * as vscode from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { type SchemaKeys, schemaKeysFor } from './yaml-schemas.ts'

const YAML_EXTENSION = 'redhat.vscode-yaml'
/** Hands the YAML extension a schema for every Kubernetes object, whatever the settings say. */
const KUBERNETES_EXTENSION = 'ms-kubernetes-tools.vscode-kubernetes-tools'
/** Its settings that decide. */
const SETTINGS = ['completion', 'schemas', 'disableSchemaDetection'] as const

/** Our settings for a file with `auto` replaced by what it means there. */
export function withSchemaKeys(settings: unknown, uri: vscode.Uri | undefined): unknown {
  if (typeof settings !== 'object' || settings === null || uri === undefined) return settings
  const completion: unknown = 'completion' in settings ? settings.completion : undefined
  const own = typeof completion === 'object' && completion !== null ? completion : {}
  if ('schemaKeys' in own && own.schemaKeys !== 'auto') return settings
  return { ...settings, completion: { ...own, schemaKeys: schemaKeysAt(uri) } }
}

/** Who offers plain fields in a file under `auto`. */
export function schemaKeysAt(uri: vscode.Uri): SchemaKeys {
  const document = vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri.toString())
  // It is activated by every YAML file, so being enabled is enough; other languages are not its own.
  if (document?.languageId !== 'yaml' || vscode.extensions.getExtension(YAML_EXTENSION) === undefined) return 'on'
  const yaml = vscode.workspace.getConfiguration('yaml', uri)
  const [completion, schemas, disableSchemaDetection] = SETTINGS.map((key): unknown => yaml.get(key))
  const forAll = vscode.extensions.getExtension(KUBERNETES_EXTENSION) !== undefined
  return schemaKeysFor({ completion, schemas, disableSchemaDetection, forAll }, uri.path)
}

/** Lets the server ask again when that extension comes, goes or is set otherwise. */
export function followYamlExtension(client: BaseLanguageClient): vscode.Disposable {
  const tell = (): void => {
    if (client.isRunning()) void client.sendNotification('workspace/didChangeConfiguration', { settings: null })
  }
  return vscode.Disposable.from(
    vscode.extensions.onDidChange(tell),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (SETTINGS.some((key) => change.affectsConfiguration(`yaml.${key}`))) tell()
    }),
  )
}
