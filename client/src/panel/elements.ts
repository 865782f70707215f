// Small pieces of the page. Everything is set as text: names and labels come from files.

export function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text = ''): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

export function button(text: string, className: string, run: () => void): HTMLButtonElement {
  const element = make('button', text)
  element.type = 'button'
  element.className = className
  element.addEventListener('click', run)
  return element
}

export function textField(label: string, placeholder: string): HTMLInputElement {
  const input = make('input')
  input.type = 'text'
  input.placeholder = placeholder
  input.setAttribute('aria-label', label)
  return input
}
