import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { fileSize, visibleText } from './format.ts';
import { icons } from './icons.ts';
import type { Uploads } from './uploads.ts';
import type { Wording } from './wording.ts';

/** The files that will go with the next message. */
export function UploadList({ uploads, words }: { uploads: Uploads; words: Wording }): VNode | null {
  if (uploads.all.length === 0) return null;
  return html`<ul class="uploads">
    ${uploads.all.map(
      ({ id, name, preview, state, sizeBytes }) =>
        html`<li key=${id} class=${state} data-testid="upload" data-state=${state}>
          ${preview === null ? icons.file() : html`<img src=${preview} alt="" />`}
          <span class="file-name"><bdi>${visibleText(name)}</bdi></span>
          <span class="faint">${state === 'uploading' ? words.uploading : fileSize(sizeBytes)}</span>
          <button
            type="button"
            class="icon-button"
            aria-label=${words.remove(name)}
            onClick=${() => {
              uploads.remove(id);
            }}
          >
            ${icons.close()}
          </button>
        </li>`,
    )}
  </ul>`;
}
