import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { CastMember } from '../cast.ts';
import type { WireCast } from '../wire.ts';
import { dayKey, dayName, timeOfDay } from './format.ts';
import { icons } from './icons.ts';
import {
  conversationsOf,
  conversationTitle,
  directOf,
  isDirect,
  localeOf,
  readerOf,
  summary,
  unreadCount,
  type ConversationName,
} from './model.ts';
import { Pane } from './pane.ts';
import { BotFace, Face } from './people.ts';
import type { State } from './store.ts';
import { wording } from './wording.ts';

type Props = {
  readonly state: State;
  readonly description: WireCast;
  readonly person: CastMember;
  readonly conversation: ConversationName;
  readonly isListOpen: boolean;
  readonly onConversation: (conversation: ConversationName) => void;
  readonly onBack: () => void;
};

function ConversationLine({
  state,
  description,
  person,
  conversation,
  isOpen,
  onChoose,
}: Pick<Props, 'state' | 'description' | 'person' | 'conversation'> & {
  isOpen: boolean;
  onChoose: () => void;
}): VNode {
  const reader = readerOf(person);
  const say = wording[reader.locale];
  const entries = state.entries.get(conversation) ?? [];
  const last = entries.at(-1);
  const unread = isOpen
    ? 0
    : unreadCount(entries, person, state.readUntil[`${person.userId} ${conversation}`] ?? 0);
  const now = Date.now();
  const isToday = last && dayKey(last.at, reader) === dayKey(now, reader);
  const time = last && (isToday ? timeOfDay(last.at, reader) : dayName(last.at, now, reader));
  const title = conversationTitle(conversation, description.groups, reader.locale, description.bot.name);
  const kind = description.groups.find(({ groupId }) => groupId === conversation)?.kind ?? 'direct';
  return html`<li>
    <button
      type="button"
      class="conversation"
      data-testid="conversation"
      data-conversation=${isDirect(conversation) ? '@me' : conversation}
      aria-current=${isOpen ? 'true' : undefined}
      onClick=${onChoose}
    >
      ${
        isDirect(conversation)
          ? html`<${BotFace} />`
          : html`<span class="face group ${kind}" aria-hidden="true">${Array.from(title)[0]}</span>`
      }
      <span class="conversation-words">
        <span class="conversation-top"><b>${title}</b><span class="faint">${time}</span></span>
        <span class="conversation-bottom">
          <span class="faint last"><bdi>${last ? summary(last, reader.locale) : say.noMessages}</bdi></span>
          ${unread > 0 && html`<span class="badge" aria-label=${say.unread(unread)}>${unread > 99 ? '99+' : unread}</span>`}
        </span>
      </span>
    </button>
  </li>`;
}

/** One person's chat client. On a narrow screen either the list or the conversation. */
export function Single(props: Props): VNode {
  const { state, description, person, conversation, isListOpen } = props;
  const locale = localeOf(person);
  const say = wording[locale];
  const members = isDirect(conversation)
    ? say.direct
    : say.members(
        description.cast.filter(({ groups }) => groups.includes(conversation)).map(({ name }) => name),
      );
  return html`<main class=${isListOpen ? 'single list-open' : 'single'} lang=${locale} data-testid="single">
    <nav class="conversations" aria-label=${say.conversations} data-testid="conversations">
      <ul>
        ${conversationsOf(person, description.groups).map(
          (one) =>
            html`<${ConversationLine}
              key=${one}
              state=${state}
              description=${description}
              person=${person}
              conversation=${one}
              isOpen=${one === conversation}
              onChoose=${() => {
                props.onConversation(one);
              }}
            />`,
        )}
      </ul>
    </nav>
    <section class="conversation-pane">
      <header>
        <button
          type="button"
          class="icon-button back"
          aria-label=${say.back}
          data-testid="back"
          onClick=${props.onBack}
        >
          ${icons.back()}
        </button>
        <div class="conversation-title">
          <h2>${conversationTitle(conversation, description.groups, locale, description.bot.name)}</h2>
          <p class="faint">${members}</p>
        </div>
        <span class="you" title=${say.youAre(person.name)}>
          <${Face} person=${person} size="small" /><bdi>${person.name}</bdi>
        </span>
      </header>
      <${Pane}
        key=${`${person.userId} ${directOf(person)} ${conversation}`}
        state=${state}
        description=${description}
        person=${person}
        conversation=${conversation}
      />
    </section>
  </main>`;
}
