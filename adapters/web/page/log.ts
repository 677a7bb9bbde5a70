import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CastMember } from '../cast.ts';
import type { WireEntry } from '../wire.ts';
import { dayKey, dayName } from './format.ts';
import { icons } from './icons.ts';
import { Message, PendingMessage } from './message.ts';
import { isDirect, readerOf, type ConversationName } from './model.ts';
import { BotFace } from './people.ts';
import { everybody, type Pending, type State } from './store.ts';
import { wording } from './wording.ts';

/** Messages this close together share one face and name. */
const followUpMs = 3 * 60_000;
const nearBottomPx = 60;
/** How long the bot may be thought to be writing. */
const typingMs = 5_000;

type Props = {
  readonly state: State;
  readonly person: CastMember;
  readonly conversation: ConversationName;
  readonly title: string;
  readonly entries: readonly WireEntry[];
  readonly pending: readonly Pending[];
};

function isFollowUp(before: WireEntry | undefined, entry: WireEntry): boolean {
  return (
    before !== undefined &&
    before.author?.userId === entry.author?.userId &&
    entry.at - before.at < followUpMs
  );
}

function Empty({ person, conversation }: { person: CastMember; conversation: ConversationName }): VNode {
  const say = wording[readerOf(person).locale];
  const direct = isDirect(conversation);
  return html`<div class="empty" data-testid="empty">
    <${BotFace} />
    <p class="empty-title">${direct ? say.emptyDirect : say.emptyGroup}</p>
    <p>${direct ? say.emptyDirectHint : say.emptyGroupHint}</p>
  </div>`;
}

/** Shown between a person's words and the bot's answer, where an answer is due: in the direct conversation. */
function useBotIsWriting(conversation: ConversationName, last: WireEntry | undefined): boolean {
  const isDue = isDirect(conversation) && last !== undefined && last.author !== null;
  const leftMs = isDue ? last.at + typingMs - Date.now() : 0;
  const [, setTick] = useState(0);
  useEffect(() => {
    if (leftMs <= 0) return undefined;
    const timer = setTimeout(() => {
      setTick((tick) => tick + 1);
    }, leftMs);
    return () => {
      clearTimeout(timer);
    };
  }, [last?.messageId]);
  return leftMs > 0;
}

/** Keeps the end in view while the reader is there, and leaves them alone where they have scrolled to. */
function useFollowing(newest: string, isOwn: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [missed, setMissed] = useState(0);

  function toEnd(): void {
    isAtEnd.current = true;
    setMissed(0);
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }
  function onScroll(): void {
    const box = scroller.current;
    if (!box) return;
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearBottomPx;
    if (isAtEnd.current) setMissed(0);
  }
  useLayoutEffect(() => {
    if (isAtEnd.current || isOwn) toEnd();
    else setMissed((count) => count + 1);
  }, [newest]);
  useEffect(() => {
    // Pictures load and cards are repainted: the height changes without a new message.
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
    });
    if (scroller.current) observer.observe(scroller.current);
    if (content.current) observer.observe(content.current);
    return () => {
      observer.disconnect();
    };
  }, []);
  return { scroller, content, missed, toEnd, onScroll };
}

export function Log({ state, person, conversation, title, entries, pending }: Props): VNode {
  const reader = readerOf(person);
  const say = wording[reader.locale];
  const people = everybody(state);
  const last = entries.at(-1);
  const newest = `${last?.messageId ?? ''} ${pending.at(-1)?.clientId ?? ''}`;
  const isOwn = pending.length > 0 || last?.author?.userId === person.userId;
  const { scroller, content, missed, toEnd, onScroll } = useFollowing(newest, isOwn);
  const isWriting = useBotIsWriting(conversation, last) && pending.length === 0;
  const now = Date.now();
  const botName = state.description?.bot.name[reader.locale] ?? '';

  const lines = entries.map((entry, index) => {
    const before = entries[index - 1];
    const isNewDay = before === undefined || dayKey(before.at, reader) !== dayKey(entry.at, reader);
    const author = people.find(({ userId }) => userId === entry.author?.userId) ?? null;
    return html`
      ${
        isNewDay &&
        html`<div class="day" key=${`day ${entry.messageId}`}>
          <span>${dayName(entry.at, now, reader)}</span>
        </div>`
      }
      <${Message}
        key=${entry.messageId}
        entry=${entry}
        me=${person}
        author=${author}
        botName=${botName}
        isFollowUp=${!isNewDay && isFollowUp(before, entry)}
        isGroup=${!isDirect(conversation)}
      />
    `;
  });

  return html`<div class="log-frame">
    <div
      class="log"
      ref=${scroller}
      onScroll=${onScroll}
      tabindex="0"
      data-testid="log"
      role="log"
      aria-label=${title}
    >
      <div class="log-content" ref=${content}>
        ${entries.length === 0 && pending.length === 0 && state.isReady && html`<${Empty} person=${person} conversation=${conversation} />`}
        ${!state.isReady && html`<div class="empty"><p>${say.loading}</p></div>`} ${lines}
        ${pending.map((one) => html`<${PendingMessage} key=${one.clientId} pending=${one} me=${person} />`)}
        ${
          isWriting &&
          html`<div class="typing" aria-label=${say.typing} data-testid="typing">
            <${BotFace} /><span class="dots"><i></i><i></i><i></i></span>
          </div>`
        }
      </div>
    </div>
    ${
      missed > 0 &&
      html`<button type="button" class="to-end" onClick=${toEnd}>
        ${icons.down()} ${say.newMessages(missed)}
      </button>`
    }
  </div>`;
}
