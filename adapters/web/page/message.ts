import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CastMember } from '../cast.ts';
import type { WireAttachment, WireEntry } from '../wire.ts';
import { Actions } from './actions.ts';
import { fileSize, fullTime, timeOfDay, visibleText } from './format.ts';
import { icons } from './icons.ts';
import { localeOf, readerOf } from './model.ts';
import { retry } from './outgoing.ts';
import { BotFace, Face, RoleBadge } from './people.ts';
import { isLong, mentionsPerson, RichBlock } from './rich-text.ts';
import type { Pending } from './store.ts';
import { wording } from './wording.ts';

export function Files({ files }: { files: readonly WireAttachment[] }): VNode | null {
  if (files.length === 0) return null;
  return html`<div class="files">
    ${files.map((file) =>
      file.isImage
        ? html`<a class="picture" href=${file.url} target="_blank" rel="noopener" data-testid="attachment">
            <img src=${file.url} alt=${visibleText(file.name)} loading="lazy" />
          </a>`
        : html`<a class="file" href=${file.url} download=${file.name} data-testid="attachment">
            ${icons.file()}
            <span class="file-name"><bdi>${visibleText(file.name)}</bdi></span>
            <span class="faint">${fileSize(file.sizeBytes)}</span>
          </a>`,
    )}
  </div>`;
}

function Words({ entry, me }: { entry: WireEntry; me: CastMember }): VNode | null {
  const [isOpen, setOpen] = useState(false);
  const say = wording[localeOf(me)];
  const long = useMemo(() => isLong(entry.blocks), [entry]);
  if (entry.blocks.length === 0) return null;
  return html`<div class=${long && !isOpen ? 'words clamped' : 'words'}>
      ${entry.blocks.map((block) => html`<${RichBlock} block=${block} me=${me.userId} />`)}
    </div>
    ${
      long &&
      html`<button
        type="button"
        class="quiet"
        aria-expanded=${isOpen}
        onClick=${() => {
          setOpen(!isOpen);
        }}
      >
        ${isOpen ? say.showLess : say.showAll}
      </button>`
    }`;
}

/** True for a moment after the card was repainted. */
function useRepainted(entry: WireEntry): boolean {
  const [isFresh, setFresh] = useState(false);
  const seen = useRef(entry.cursor);
  useEffect(() => {
    if (seen.current === entry.cursor) return undefined;
    seen.current = entry.cursor;
    setFresh(true);
    const timer = setTimeout(() => {
      setFresh(false);
    }, 1_600);
    return () => {
      clearTimeout(timer);
    };
  }, [entry.cursor]);
  return isFresh;
}

export type MessageProps = {
  readonly entry: WireEntry;
  /** Who looks. */
  readonly me: CastMember;
  /** The author as the cast knows them. */
  readonly author: CastMember | null;
  readonly botName: string;
  /** Same author a moment before: no second face and name. */
  readonly isFollowUp: boolean;
  readonly isGroup: boolean;
};

export function Message({ entry, me, author, botName, isFollowUp, isGroup }: MessageProps): VNode {
  const reader = readerOf(me);
  const say = wording[reader.locale];
  const isFresh = useRepainted(entry);
  const isMine = entry.author?.userId === me.userId;
  const side = isMine ? 'mine' : entry.author === null ? 'from-bot' : 'theirs';
  const isToMe = !isMine && mentionsPerson(entry.blocks, me.userId);
  const name = entry.author === null ? botName : (author?.name ?? entry.author.name);
  const classes = ['message', side, isFollowUp && 'follow-up', isFresh && 'repainted', isToMe && 'to-me'];
  const { editedAt } = entry;
  return html`<article
    class=${classes.filter(Boolean).join(' ')}
    data-testid="message"
    data-message-id=${entry.messageId}
    data-author=${entry.author?.userId ?? 'bot'}
    data-edited=${editedAt !== null}
    aria-label=${name}
  >
    ${
      !isMine &&
      html`<div class="face-place">
        ${!isFollowUp && (author ? html`<${Face} person=${author} />` : html`<${BotFace} />`)}
      </div>`
    }
    <div class="body">
      ${
        !isMine &&
        !isFollowUp &&
        isGroup &&
        html`<div class="byline">
          <bdi class="name">${name}</bdi>
          ${
            author
              ? html`<${RoleBadge} person=${author} locale=${reader.locale} />`
              : html`<span class="role bot">${say.bot}</span>`
          }
        </div>`
      }
      <div class="bubble">
        <${Words} entry=${entry} me=${me} />
        <${Files} files=${entry.attachments} />
        <${Actions} entry=${entry} person=${me} />
      </div>
      <div class="meta">
        ${
          editedAt !== null &&
          html`<span class="edited" title=${fullTime(editedAt, reader)}
            >${say.updated(timeOfDay(editedAt, reader))}</span
          >`
        }
        <time datetime=${new Date(entry.at).toISOString()} title=${fullTime(entry.at, reader)}>
          ${timeOfDay(entry.at, reader)}
        </time>
      </div>
    </div>
  </article>`;
}

export function PendingMessage({ pending, me }: { pending: Pending; me: CastMember }): VNode {
  const say = wording[localeOf(me)];
  const isFailed = pending.state === 'failed';
  return html`<article class="message mine pending" data-testid="pending" data-state=${pending.state}>
    <div class="body">
      <div class="bubble">
        <div class=${pending.text.length > 1_200 ? 'words clamped' : 'words'}>
          <p dir="auto"><bdi>${visibleText(pending.text)}</bdi></p>
        </div>
        ${pending.attachmentKeys.length > 0 && html`<p class="faint">${say.attachment}</p>`}
      </div>
      <div class="meta">
        ${
          isFailed
            ? html`<button
                type="button"
                class="retry"
                data-testid="retry"
                title=${pending.reason || say.unreachable}
                onClick=${() => void retry(pending.clientId)}
              >
                ${icons.retry()} ${say.retry}
              </button>`
            : html`<span class="faint">${say.sending}</span>`
        }
      </div>
    </div>
  </article>`;
}
