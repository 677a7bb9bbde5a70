import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CastMember } from '../cast.ts';
import { api } from './api.ts';
import { Composer } from './composer.ts';
import { Log } from './log.ts';
import { conversationTitle, isDirect, localeOf, type ConversationName } from './model.ts';
import { markRead, type State } from './store.ts';
import { useUploads } from './uploads.ts';
import type { WireCast } from '../wire.ts';
import { wording } from './wording.ts';

type Props = {
  readonly state: State;
  readonly description: WireCast;
  readonly person: CastMember;
  readonly conversation: ConversationName;
};

/** Whose opening was already told; once per page is enough, and the server tells the engine only once ever. */
const opened = new Set<string>();

/** One conversation as one person sees it: what was said, and the box to say something. */
export function Pane({ state, description, person, conversation }: Props): VNode {
  const locale = localeOf(person);
  const say = wording[locale];
  const entries = state.entries.get(conversation) ?? [];
  const pending = state.pending.filter(
    (one) => one.as === person.userId && one.conversation === conversation,
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [isDropping, setDropping] = useState(false);
  const uploads = useUploads(person, description.limits, setProblem);
  const newestAt = entries.at(-1)?.at ?? 0;
  const isUntouched = state.isReady && entries.length === 0 && pending.length === 0;

  useEffect(() => {
    const mark = (): void => {
      if (document.visibilityState === 'visible') markRead(person, conversation, newestAt);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => {
      document.removeEventListener('visibilitychange', mark);
    };
  }, [newestAt, person.userId, conversation]);

  useEffect(() => {
    if (!isUntouched || !isDirect(conversation) || opened.has(person.userId)) return;
    opened.add(person.userId);
    void api.opened(person, locale);
  }, [isUntouched, person.userId, conversation]);

  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

  return html`<section
    class=${isDropping ? 'pane dropping' : 'pane'}
    lang=${locale}
    data-testid="pane"
    data-as=${person.userId}
    data-conversation=${isDirect(conversation) ? '@me' : conversation}
    onDragOver=${(event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setDropping(true);
    }}
    onDragLeave=${(event: DragEvent & { currentTarget: HTMLElement }) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropping(false);
    }}
    onDrop=${(event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setDropping(false);
      uploads.add(Array.from(event.dataTransfer?.files ?? []));
    }}
  >
    <${Log}
      state=${state}
      person=${person}
      conversation=${conversation}
      title=${conversationTitle(conversation, description.groups, locale, description.bot.name)}
      entries=${entries}
      pending=${pending}
    />
    <${Composer}
      description=${description}
      person=${person}
      conversation=${conversation}
      uploads=${uploads}
      problem=${problem}
      onProblem=${setProblem}
    />
    ${isDropping && html`<div class="drop-hint">${say.drop}</div>`}
  </section>`;
}
