import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { WireCast } from '../wire.ts';
import {
  conversationsOf,
  conversationTitle,
  directOf,
  localeOf,
  unreadCount,
  type ConversationName,
} from './model.ts';
import { Pane } from './pane.ts';
import { Face } from './people.ts';
import { everybody, type State } from './store.ts';
import type { Seat } from './view.ts';
import { wording } from './wording.ts';

type Props = {
  readonly state: State;
  readonly description: WireCast;
  readonly seats: readonly Seat[];
  readonly onSeat: (column: number, seat: Seat) => void;
};

/** Everybody's view of the same story, side by side: how one understands the product in a minute. */
export function Stage({ state, description, seats, onSeat }: Props): VNode {
  const people = everybody(state);
  return html`<main class="stage" data-testid="stage">
    ${seats.map((seat, column) => {
      const person = people.find(({ userId }) => userId === seat.userId);
      if (!person) return null;
      const locale = localeOf(person);
      const say = wording[locale];
      const choose = (conversation: ConversationName): void => {
        onSeat(column, { userId: person.userId, conversation });
      };
      return html`<section class="column" key=${column} lang=${locale} data-testid="column">
        <header>
          <${Face} person=${person} />
          <label class="speaker">
            <span class="unseen">${say.speakAs}</span>
            <select
              data-testid="speaker"
              value=${person.userId}
              onChange=${(event: Event & { currentTarget: HTMLSelectElement }) => {
                const next = people.find(({ userId }) => userId === event.currentTarget.value);
                if (!next) return;
                const stays = next.groups.includes(seat.conversation);
                onSeat(column, {
                  userId: next.userId,
                  conversation: stays ? seat.conversation : directOf(next),
                });
              }}
            >
              ${people.map(
                (one) =>
                  html`<option key=${one.userId} value=${one.userId} selected=${one.userId === person.userId}>
                    ${one.name} · ${say.roles[one.role]}
                  </option>`,
              )}
            </select>
          </label>
          <div class="tabs" role="tablist" aria-label=${say.conversations}>
            ${conversationsOf(person, description.groups).map((conversation) => {
              const entries = state.entries.get(conversation) ?? [];
              const unread = unreadCount(
                entries,
                person,
                state.readUntil[`${person.userId} ${conversation}`] ?? 0,
              );
              const isOpen = conversation === seat.conversation;
              return html`<button
                type="button"
                role="tab"
                key=${conversation}
                data-testid="tab"
                data-conversation=${conversation === directOf(person) ? '@me' : conversation}
                aria-selected=${isOpen}
                onClick=${() => {
                  choose(conversation);
                }}
              >
                ${conversationTitle(conversation, description.groups, locale, description.bot.name)}
                ${!isOpen && unread > 0 && html`<span class="dot" aria-label=${say.unread(unread)}></span>`}
              </button>`;
            })}
          </div>
        </header>
        <${Pane}
          key=${`${person.userId} ${seat.conversation}`}
          state=${state}
          description=${description}
          person=${person}
          conversation=${seat.conversation}
        />
      </section>`;
    })}
  </main>`;
}
