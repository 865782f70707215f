// Code lens over each DaemonSet and inlay hints at the lines that decide: where it runs, at a glance.
import { type CodeLens, type CodeLensParams, type InlayHint, type InlayHintParams, MarkupKind } from 'vscode-languageserver'
import { spanOfField } from '../core/analysis/place-of.ts'
import { effectHints } from '../core/features/explain-placement.ts'
import { lensText } from '../core/features/lens.ts'
import { shiftSpan } from '../core/text.ts'
import type { FileSnapshot } from '../core/workspace.ts'
import { offsetAt, positionAt, rangeOf, spanOf } from './convert.ts'
import { daemonSetsOf, placementInput } from './placements.ts'
import type { Session } from './session.ts'

export function codeLenses(session: Session, file: FileSnapshot, _: CodeLensParams): CodeLens[] {
  const settings = session.settingsOf(file.uri)
  if (!settings.codeLens) return []
  const inventories = session.nodeSources.inventoriesOf(file.uri, session.nodeSourcesOf(file.uri))
  const lenses: CodeLens[] = []
  for (const { object, daemonset, start, index } of daemonSetsOf(file)) {
    const range = rangeOf(file.text, shiftSpan(daemonset.root.entries[0]?.keySpan ?? daemonset.root.span, start), session.client.encoding)
    for (const inventory of inventories) {
      const title = lensText(placementInput(file, daemonset, inventory).placement, inventory)
      // A client without the panel shows the text alone.
      const command = session.client.options.panel === true ? 'daemonset.showPlacement' : ''
      lenses.push({ range, command: { title, command, arguments: [{ uri: file.uri, index, item: object.item }] } })
    }
  }
  return lenses
}

export function inlayHints(session: Session, file: FileSnapshot, { range }: InlayHintParams): InlayHint[] {
  const settings = session.settingsOf(file.uri)
  if (!settings.inlayHints) return []
  const wanted = spanOf(file.text, range, session.client.encoding)
  const hints: InlayHint[] = []
  for (const { daemonset, start } of daemonSetsOf(file)) {
    if (daemonset.root.span.end + start < wanted.start || daemonset.root.span.start + start > wanted.end) continue
    for (const { field, label, tooltip } of effectHints(placementInput(file, daemonset))) {
      const at = shiftSpan(spanOfField(daemonset.root, field, 'key'), start)
      if (at.end < wanted.start || at.start > wanted.end) continue
      const { line } = positionAt(file.text, at.start, session.client.encoding)
      // At the end of the line, behind what is written there.
      const end = offsetAt(file.text, { line, character: Number.MAX_SAFE_INTEGER }, session.client.encoding)
      hints.push({
        position: positionAt(file.text, end, session.client.encoding),
        label,
        paddingLeft: true,
        tooltip: { kind: MarkupKind.Markdown, value: tooltip },
      })
    }
  }
  return hints
}
