// The panel's HTML and styles. Colours are the editor's own; nothing is loaded but the one script.
import { TEXTS } from './texts.ts'

interface PageOptions {
  /** New for each page. */
  readonly nonce: string
  /** URI of panel.js for the webview. */
  readonly script: string
  /** The editor's language. */
  readonly language: string
  /** The editor's `vscode.l10n`. Its bundle is undefined where there is no translation; else the page gets it. */
  readonly l10n: { readonly bundle: Readonly<Record<string, string>> | undefined; t(message: string): string }
}

export function pageHtml({ nonce, script, language, l10n }: PageOptions): string {
  // The language of the texts, not of the editor: without a translation they are English.
  const lang = l10n.bundle === undefined ? 'en' : language
  return html`<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<meta name="${TEXTS}" content="${JSON.stringify(l10n.bundle ?? {})}">
<title>${l10n.t('DaemonSet: Nodes')}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<div class="toolbar" role="search" aria-label="${l10n.t('What the table shows')}">
<input id="filter" type="search" placeholder="${l10n.t('Filter by name, label, taint, reason')}" aria-label="${l10n.t('Filter nodes')}">
<label>${l10n.t('Show')} <select id="verdict"><option value="">${l10n.t('all')}</option><option>runs</option><option>pending</option><option>stays</option><option>excluded</option><option>unknown</option><option value="lost">${l10n.t('lost')}</option><option value="gained">${l10n.t('gained')}</option></select></label>
<label>${l10n.t('Group by')} <select id="group"><option value="">${l10n.t('no groups')}</option></select></label>
<label>${l10n.t('Compare with')} <select id="compare"><option value="">${l10n.t('nothing')}</option><option value="disk">${l10n.t('saved file')}</option><option value="head">${l10n.t('git HEAD')}</option><option value="file">${l10n.t('another file…')}</option></select></label>
<button id="overview" type="button">${l10n.t('Overview')}</button>
<button id="discard" type="button" hidden></button>
<span id="summary" role="status"></span>
</div>
<main id="table"><h1>${l10n.t('Nodes and DaemonSets')}</h1></main>
<section id="details" aria-label="${l10n.t('Details')}"></section>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Whatever is put in is text, but for the styles: a translation can bring no tag and end no attribute. */
function html(strings: TemplateStringsArray, ...values: readonly (string | typeof STYLE)[]): string {
  const escaped = values.map((value) => (typeof value === 'string' ? value.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? '') : value.css))
  return String.raw(strings, ...escaped)
}

const STYLE = {
  css: `
html, body { height: 100%; margin: 0; padding: 0; }
body { display: flex; flex-direction: column; font: var(--vscode-font-size) var(--vscode-font-family); color: var(--vscode-foreground); background: var(--vscode-editor-background); }
h1 { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
.toolbar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 8px 12px; }
input, select, button { font: inherit; color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent)); padding: 2px 6px; border-radius: 2px; }
select { color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background); border-color: var(--vscode-dropdown-border); }
select { max-width: 170px; }
input[type=search] { flex: 1 1 240px; min-width: 160px; }
button { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); cursor: pointer; }
button:hover { background: var(--vscode-button-secondaryHoverBackground); outline: 1px dashed var(--vscode-contrastActiveBorder, transparent); }
::placeholder { color: var(--vscode-input-placeholderForeground); }
button.link { color: var(--vscode-textLink-foreground); background: none; border: 0; padding: 0; text-align: left; text-decoration: underline; }
.grid:has(.active):focus-visible { outline: none; }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
[aria-invalid=true] { border-color: var(--vscode-inputValidation-errorBorder); }
#summary { color: var(--vscode-descriptionForeground); }
main { flex: 1 1 60%; min-height: 120px; display: flex; }
.grid { --columns: 1; flex: 1; overflow: auto; position: relative; border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder)); }
.header, .row { display: grid; grid-template-columns: clamp(120px, 24%, 220px) repeat(var(--columns), minmax(180px, 1fr)) clamp(160px, 22%, 190px); min-width: fit-content; }
.header { position: sticky; top: 0; z-index: 1; background: var(--vscode-editor-background); border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder)); }
.header .cell { display: flex; flex-direction: column; height: auto; white-space: normal; overflow-wrap: anywhere; cursor: pointer; padding: 4px 12px; line-height: 1.4; }
.header .focused strong { text-decoration: underline; }
.detail { color: var(--vscode-descriptionForeground); font-size: 0.9em; }
.body { position: relative; }
.row { position: absolute; left: 0; right: 0; height: 26px; }
.row:hover { background: var(--vscode-list-hoverBackground); }
.row:hover::after { content: ''; position: absolute; inset: 0; pointer-events: none; outline: 1px dashed var(--vscode-contrastActiveBorder, transparent); outline-offset: -1px; }
.header .cell:first-child, .row .cell:first-child { position: sticky; left: 0; background: var(--vscode-editor-background); }
.row:hover .cell:first-child { background: linear-gradient(var(--vscode-list-hoverBackground), var(--vscode-list-hoverBackground)), var(--vscode-editor-background); }
.row.group { grid-template-columns: 1fr; font-weight: 600; background: var(--vscode-sideBarSectionHeader-background, var(--vscode-editor-background)); }
.cell { height: 26px; line-height: 26px; padding: 0 12px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; box-sizing: border-box; }
.header .cell.active, .row .cell.active { background: linear-gradient(var(--vscode-list-inactiveSelectionBackground), var(--vscode-list-inactiveSelectionBackground)), var(--vscode-editor-background); color: var(--vscode-list-inactiveSelectionForeground); outline: 1px dotted var(--vscode-contrastActiveBorder, transparent); outline-offset: -1px; }
.grid:focus .cell.active { background: linear-gradient(var(--vscode-list-activeSelectionBackground), var(--vscode-list-activeSelectionBackground)), var(--vscode-editor-background); color: var(--vscode-list-activeSelectionForeground); outline: 1px solid var(--vscode-focusBorder); }
.sign { display: inline-block; width: 1.4em; font-weight: 700; }
.runs { color: var(--vscode-charts-green, var(--vscode-foreground)); }
.pending, .stays { color: var(--vscode-editorWarning-foreground, var(--vscode-foreground)); }
.excluded { color: var(--vscode-descriptionForeground); }
.moved { font-weight: 600; text-decoration: underline dotted; }
.active .sign { color: inherit; }
#details { flex: 0 1 35%; overflow: auto; padding: 4px 12px 12px; border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder)); }
#details h3 { font-size: 1em; margin: 8px 0 4px; }
#details h2 { font-size: 1.1em; margin: 8px 0; }
#details ul { margin: 0; padding-left: 1.2em; line-height: 1.6; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 12px; }
dt { color: var(--vscode-descriptionForeground); }
dd { margin: 0; }
code { font-family: var(--vscode-editor-font-family); font-size: 0.95em; color: var(--vscode-textPreformat-foreground); background: var(--vscode-textPreformat-background); padding: 0 3px; border-radius: 3px; overflow-wrap: anywhere; }
.suppose { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
.suppose input { flex: 0 1 280px; }
`,
}
