import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Locale } from '../../../src/kernel/locale.ts';
import type { CastMember } from '../cast.ts';
import { BotFace, Face, RoleBadge } from './people.ts';
import { wording } from './wording.ts';

export type Candidate = { readonly name: string; readonly person: CastMember | null };

/** The `@…` being typed in front of the caret, or undefined. */
function findMentionQuery(text: string, caret: number): { start: number; query: string } | undefined {
  const before = text.slice(0, caret);
  const match = /(?:^|[^\p{Script=Latin}\p{Number}._-])[@＠]([^\s@＠]{0,20})$/u.exec(before);
  if (match?.[1] === undefined) return undefined;
  return { start: caret - match[1].length - 1, query: match[1] };
}

function matching(candidates: readonly Candidate[], query: string): readonly Candidate[] {
  const wanted = query.toLowerCase();
  return candidates
    .filter(({ name }) => name.toLowerCase().includes(wanted) && name.toLowerCase() !== wanted)
    .slice(0, 8);
}

export type MentionChoice = {
  /** Empty: no menu. */
  readonly candidates: readonly Candidate[];
  readonly chosen: number;
  /** Where the `@` stands. */
  readonly start: number;
  /** True when the key was meant for the menu. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly reopen: () => void;
};

export function useMentionChoice(
  text: string,
  caret: number,
  everyone: readonly Candidate[],
  onChoose: (candidate: Candidate, start: number) => void,
): MentionChoice {
  const [chosen, setChosen] = useState(0);
  const [isClosed, setClosed] = useState(false);
  const found = isClosed ? undefined : findMentionQuery(text, caret);
  const candidates = found ? matching(everyone, found.query) : [];
  const start = found?.start ?? 0;
  useEffect(() => {
    setChosen(0);
  }, [found?.query]);

  function onKey(event: KeyboardEvent): boolean {
    const pick = candidates[chosen];
    if (!pick || !['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key)) return false;
    event.preventDefault();
    if (event.key === 'Escape') setClosed(true);
    else if (event.key === 'ArrowDown') setChosen((chosen + 1) % candidates.length);
    else if (event.key === 'ArrowUp') setChosen((chosen - 1 + candidates.length) % candidates.length);
    else onChoose(pick, start);
    return true;
  }
  function reopen(): void {
    setClosed(false);
  }
  return { candidates, chosen, start, onKey, reopen };
}

type Props = {
  readonly candidates: readonly Candidate[];
  readonly chosen: number;
  readonly locale: Locale;
  readonly listId: string;
  readonly onChoose: (candidate: Candidate) => void;
};

export function MentionMenu({ candidates, chosen, locale, listId, onChoose }: Props): VNode {
  return html`<ul class="mention-menu" id=${listId} role="listbox" aria-label=${wording[locale].mentionWhom}>
    ${candidates.map(
      (candidate, index) =>
        html`<li
          key=${candidate.name}
          id=${`${listId}-${index}`}
          role="option"
          aria-selected=${index === chosen}
          onMouseDown=${(event: MouseEvent) => {
            // The box keeps the focus.
            event.preventDefault();
            onChoose(candidate);
          }}
        >
          ${candidate.person ? html`<${Face} person=${candidate.person} size="small" />` : html`<${BotFace} size="small" />`}
          <bdi>${candidate.name}</bdi>
          ${candidate.person && html`<${RoleBadge} person=${candidate.person} locale=${locale} />`}
        </li>`,
    )}
  </ul>`;
}
