import { message, plain, sentence, text } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { shorten } from '../wording/shorten.ts';
import { reply } from './commands.ts';
import { outcome, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';

/** What somebody put right, as it can be taken back: by its number. */
export type KnownCorrection = {
  readonly id: number;
  readonly text: string;
  readonly from: string | null;
  readonly to: string;
  readonly personId: string;
  readonly at: number;
  readonly isUndone: boolean;
};

const longestText = 40;

/** `corrections`: the latest, newest first. */
export function listCorrections(facts: Facts): Outcome {
  const known = facts.corrections ?? [];
  if (known.length === 0) return reply(facts, sentence('corrections.none'));
  return reply(facts, (phrases) => {
    const nameOf = (category: string): string => facts.desk.words.categoryName(category, phrases.locale);
    return message([
      text(phrases.say('corrections.latest', { count: known.length })),
      {
        type: 'list',
        ordered: false,
        items: known.map(({ id, text: words, from, to, personId, at, isUndone }) => [
          plain(
            phrases.label(isUndone ? 'corrections.undone-line' : 'corrections.line', {
              id,
              text: shorten(words, longestText),
              from: from === null ? '?' : nameOf(from),
              to: nameOf(to),
              name: facts.findPerson(personId)?.name ?? personId,
              when: phrases.instant(at),
            }),
          ),
        ]),
      },
      text(phrases.say('corrections.how')),
    ]);
  });
}

/** `undo C12`. The desk classifies as before within a second; the correction stays on record. */
export function undoCorrection(words: string, facts: Facts): Outcome {
  const number = /^c?-?(\d{1,9})$/i.exec(words.normalize('NFKC').trim())?.[1];
  if (number === undefined) return reply(facts, sentence('corrections.which'));
  const known = facts.corrections?.find(({ id }) => id === Number(number));
  if (!known) return reply(facts, sentence('corrections.unknown', { id: number }));
  if (known.isUndone) return reply(facts, sentence('corrections.undone-already', { id: number }));
  return outcome(
    facts.session.state,
    { type: 'undo-correction', id: known.id },
    say(facts.aside, sentence('corrections.undone', { id: number, text: shorten(known.text, longestText) })),
  );
}
