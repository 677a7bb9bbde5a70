import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Locale } from '../../../src/kernel/locale.ts';
import type { CastMember } from '../cast.ts';
import type { WireCast } from '../wire.ts';
import { api } from './api.ts';
import { icons } from './icons.ts';
import { conversationsOf, unreadCount } from './model.ts';
import { BotFace, Face, LanguageTag, RoleBadge } from './people.ts';
import { everybody, type State } from './store.ts';
import { wording } from './wording.ts';

type Props = {
  readonly state: State;
  readonly description: WireCast;
  readonly locale: Locale;
  /** Who is on the screen. */
  readonly present: readonly string[];
  readonly layout: 'stage' | 'single';
  readonly canStage: boolean;
  readonly onLayout: (layout: 'stage' | 'single') => void;
  readonly onPerson: (person: CastMember) => void;
  readonly onGuest: (guest: CastMember) => void;
};

function VisitorForm({ locale, onGuest }: Pick<Props, 'locale' | 'onGuest'>): VNode {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const say = wording[locale];
  async function enter(): Promise<void> {
    if (name.trim() === '') return;
    const answer = await api.guest(name, locale);
    if (answer.type === 'ok') {
      setName('');
      setProblem(null);
      onGuest(answer.value);
    } else {
      setProblem(answer.message || say.unreachable);
    }
  }
  return html`<form
    class="visitor"
    onSubmit=${(event: Event) => {
      event.preventDefault();
      void enter();
    }}
  >
    <label>
      <span class="unseen">${say.visitor}</span>
      <input
        type="text"
        maxlength="60"
        placeholder=${say.visitorName}
        data-testid="guest-name"
        value=${name}
        onInput=${(event: Event & { currentTarget: HTMLInputElement }) => {
          setName(event.currentTarget.value);
        }}
      />
    </label>
    <button
      type="submit"
      class="icon-button"
      aria-label=${say.enter}
      title=${say.enter}
      data-testid="guest-enter"
    >
      ${icons.plus()}
    </button>
    ${problem !== null && html`<p class="problem" role="alert">${problem}</p>`}
  </form>`;
}

function unreadOf(person: CastMember, { state, description }: Props): number {
  return conversationsOf(person, description.groups)
    .map((one) =>
      unreadCount(state.entries.get(one) ?? [], person, state.readUntil[`${person.userId} ${one}`] ?? 0),
    )
    .reduce((sum, count) => sum + count, 0);
}

/** Who one may be, and how to look. */
export function Rail(props: Props): VNode {
  const { state, locale, present, layout } = props;
  const say = wording[locale];
  return html`<aside class="rail" data-testid="rail">
    <div class="brand">
      <${BotFace} />
      <span><b>帮办 Bangban</b><span class="faint">${say.tagline}</span></span>
    </div>
    ${
      props.canStage &&
      html`<div class="layouts" role="group" aria-label=${say.layout}>
        ${(['stage', 'single'] as const).map(
          (one) =>
            html`<button
              type="button"
              key=${one}
              aria-pressed=${layout === one}
              data-testid=${`layout-${one}`}
              onClick=${() => {
                props.onLayout(one);
              }}
            >
              ${icons[one]()} ${say[one]}
            </button>`,
        )}
      </div>`
    }
    <h2 id="people-title">${say.people}</h2>
    <ul class="people" aria-labelledby="people-title">
      ${everybody(state).map((person) => {
        const isPresent = present.includes(person.userId);
        const unread = isPresent ? 0 : unreadOf(person, props);
        return html`<li key=${person.userId}>
          <button
            type="button"
            class="person"
            data-testid=${`person-${person.userId}`}
            aria-pressed=${isPresent}
            onClick=${() => {
              props.onPerson(person);
            }}
          >
            <${Face} person=${person} />
            <span class="person-words">
              <bdi class="name">${person.name}</bdi>
              <span class="tags"
                ><${RoleBadge} person=${person} locale=${locale} /><${LanguageTag} person=${person}
              /></span>
            </span>
            ${unread > 0 && html`<span class="badge" aria-label=${say.unread(unread)}>${unread > 99 ? '99+' : unread}</span>`}
          </button>
        </li>`;
      })}
    </ul>
    <${VisitorForm} locale=${locale} onGuest=${props.onGuest} />
    <p class="connection" data-testid="connection" data-state=${state.connection} role="status">
      <span class="lamp" aria-hidden="true"></span>${say.connection[state.connection]}
    </p>
  </aside>`;
}
