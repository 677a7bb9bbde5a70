import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CastMember } from '../cast.ts';
import { reconnectFromStart } from './connection.ts';
import { localeOf, type ConversationName } from './model.ts';
import { Rail } from './rail.ts';
import { Single } from './single.ts';
import { Stage } from './stage.ts';
import { everybody, getState, update, useStore } from './store.ts';
import {
  columnOf,
  firstSeat,
  firstView,
  keepView,
  stageSeats,
  useWide,
  validSeat,
  type Seat,
  type View,
} from './view.ts';
import { wording } from './wording.ts';

export function App({ onReload }: { onReload: () => void }): VNode {
  const state = useStore();
  const [view, setView] = useState<View>(firstView);
  const canStage = useWide('(min-width: 1200px)');
  const { description } = state;
  const people = everybody(state);
  const isStage = canStage && (view.layout ?? 'stage') === 'stage';
  const groups = description?.groups ?? [];
  const seats = stageSeats(view, people, groups);
  const [firstPerson] = people;
  const seat = validSeat(view.single, people) ?? (firstPerson && firstSeat(firstPerson, groups));
  const speaker = people.find(({ userId }) => userId === (isStage ? seats[0]?.userId : seat?.userId));
  const locale = speaker ? localeOf(speaker) : 'zh-CN';
  const say = wording[locale];

  useEffect(() => {
    document.documentElement.lang = locale;
    if (description) keepView({ ...view, single: seat ?? null, stage: seats }, isStage);
  });
  useEffect(() => {
    const onHash = (): void => {
      setView(firstView());
    };
    window.addEventListener('hashchange', onHash);
    return () => {
      window.removeEventListener('hashchange', onHash);
    };
  }, []);

  if (!description || !seat) {
    return html`<div class="waiting">
      ${
        state.loadFailed
          ? html`<p>${say.loadFailed}</p>
              <button type="button" class="action primary" onClick=${onReload}>${say.reload}</button>`
          : html`<p>${say.loading}</p>`
      }
    </div>`;
  }

  function sit(column: number, next: Seat): void {
    setView({ ...view, stage: seats.with(column, next) });
  }
  function choosePerson(person: CastMember): void {
    const next = firstSeat(person, groups);
    if (!isStage) setView({ ...view, single: next, isListOpen: true });
    else sit(Math.min(columnOf(person), seats.length - 1), next);
  }

  const person = people.find(({ userId }) => userId === seat.userId);
  const present = isStage ? seats.map(({ userId }) => userId) : [seat.userId];
  return html`<div class=${isStage ? 'app staged' : view.isListOpen ? 'app list-open' : 'app'} lang=${locale}>
    <p class="demo" role="note" data-testid="demo-banner">${say.demo}</p>
    ${state.connection === 'lost' && html`<p class="lost" role="alert" data-testid="lost-banner">${say.lostBanner}</p>`}
    <div class="layout">
      <${Rail}
        state=${state}
        description=${description}
        locale=${locale}
        present=${present}
        layout=${isStage ? 'stage' : 'single'}
        canStage=${canStage}
        onLayout=${(layout: 'stage' | 'single') => {
          setView({ ...view, layout });
        }}
        onPerson=${choosePerson}
        onGuest=${(guest: CastMember) => {
          const others = getState().guests.filter(({ userId }) => userId !== guest.userId);
          update({ guests: [...others, guest] });
          reconnectFromStart();
          choosePerson(guest);
        }}
      />
      ${
        isStage
          ? html`<${Stage} state=${state} description=${description} seats=${seats} onSeat=${sit} />`
          : person &&
            html`<${Single}
              state=${state}
              description=${description}
              person=${person}
              conversation=${seat.conversation}
              isListOpen=${view.isListOpen}
              onConversation=${(conversation: ConversationName) => {
                setView({ ...view, single: { userId: person.userId, conversation }, isListOpen: false });
              }}
              onBack=${() => {
                setView({ ...view, isListOpen: true });
              }}
            />`
      }
    </div>
  </div>`;
}
