/** Expressions evaluated in the browser. As text, because the DOM's types would spill over the whole server's program. */

/** Class names of what is wider inside than outside. */
export const overflowing = `
  [document.documentElement, ...document.querySelectorAll('.log, .pane, .composer, .column')]
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .map((element) => element.className)`;

/** Controls that a screen reader could not name. */
export const nameless = `
  Array.from(document.querySelectorAll('button, a, textarea, select, input:not([type=file])'))
    .filter((element) => !(element.getAttribute('aria-label') ?? element.textContent).trim())
    .filter((element) => !element.closest('label') && !element.querySelector('img[alt]'))
    .map((element) => element.outerHTML)`;

/** Pastes a log file into the box that has the focus. */
export const pasteLog = `(() => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File(['error 809'], 'vpn.log', { type: 'text/plain' }));
  const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
})()`;

export function naturalWidth(selector: string): string {
  return `document.querySelector(${JSON.stringify(selector)})?.naturalWidth`;
}

export const focusOutline = `getComputedStyle(document.activeElement).outlineStyle`;
