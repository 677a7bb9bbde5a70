import { html } from 'htm/preact';
import type { VNode } from 'preact';

/** Drawn in the colour of the text around them; always beside or inside something that has a name. */
function icon(path: VNode): VNode {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${path}</svg>`;
}

export const icons = {
  send: () => icon(html`<path d="M4.5 12 3 4.5 21 12 3 19.5zm0 0H12" />`),
  attach: () =>
    icon(
      html`<path
        d="m20 11.5-8.2 8.2a5.2 5.2 0 0 1-7.4-7.4L13 3.8a3.5 3.5 0 0 1 5 5l-8.5 8.4a1.7 1.7 0 0 1-2.5-2.4l7.6-7.6"
      />`,
    ),
  close: () => icon(html`<path d="m6 6 12 12M18 6 6 18" />`),
  back: () => icon(html`<path d="m14.5 5-7 7 7 7" />`),
  down: () => icon(html`<path d="M12 5v14m-6-6 6 6 6-6" />`),
  file: () => icon(html`<path d="M13.5 3H6v18h12V7.5zm0 0v4.5H18" />`),
  retry: () => icon(html`<path d="M19 12a7 7 0 1 1-2-5l2 2m0-5v5h-5" />`),
  stage: () => icon(html`<path d="M3.5 5h17v14h-17zM9 5v14m6-14v14" />`),
  single: () => icon(html`<path d="M3.5 5h17v14h-17zM9 5v14" />`),
  plus: () => icon(html`<path d="M12 5v14M5 12h14" />`),
};
