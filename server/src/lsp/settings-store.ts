// Settings per file: asked of the client once and kept until they change, or taken from what the client pushes.
import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver'
import type { ClientTraits } from './client-traits.ts'
import { DEFAULT_SETTINGS, type RuleVocabulary, readSettings, type Settings } from './settings.ts'

export interface SettingsStore {
  /** The settings of a file; the defaults (or the last known) until the client has answered. */
  of(uri: string): Settings
  /** Undefined when the settings of a file are known; else resolves when they are. */
  ready(uri: string): Promise<void> | undefined
  /** The client says that settings have changed; `pushed` is what it sent along, if anything. */
  changed(pushed: unknown): void
}

export function createSettingsStore(connection: Connection, client: ClientTraits, rules: RuleVocabulary, onChange: () => void): SettingsStore {
  const known = new Map<string, Settings>()
  const asking = new Map<string, Promise<void>>()
  const told = new Set<string>()
  let fallback = read(client.options.settings)

  function read(value: unknown): Settings {
    const { settings, problems } = readSettings(value, rules)
    for (const problem of problems) {
      if (told.has(problem)) continue
      told.add(problem)
      // Not a question, so not showWarningMessage, which is a request.
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message: problem })
    }
    return settings
  }

  async function ask(uri: string): Promise<void> {
    try {
      const value: unknown = await connection.workspace.getConfiguration({ scopeUri: uri, section: 'daemonset' })
      if (asking.has(uri)) known.set(uri, value === null || value === undefined ? fallback : read(value))
    } catch (error) {
      connection.console.warn(`settings: ${String(error)}`)
      known.set(uri, fallback)
    }
    asking.delete(uri)
  }

  return {
    of: (uri) => known.get(uri) ?? fallback ?? DEFAULT_SETTINGS,
    ready(uri) {
      if (!client.configuration || known.has(uri)) return undefined
      const already = asking.get(uri)
      if (already !== undefined) return already
      const question = ask(uri)
      asking.set(uri, question)
      return question
    },
    changed(pushed) {
      if (typeof pushed === 'object' && pushed !== null && 'daemonset' in pushed) fallback = read(pushed.daemonset)
      known.clear()
      asking.clear()
      onChange()
    },
  }
}
