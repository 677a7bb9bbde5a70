import type { Person } from '../people/person.ts';
import { message, text, type Speech } from '../wording/message.ts';
import { ticketReference } from './reference.ts';
import type { Refusal } from './ticket-command.ts';

/** Says no, why, and who has it. `find` names people; an unknown id stays unnamed. */
export function refusalSpeech(
  refusal: Refusal,
  number: number,
  find: (personId: string) => Person | undefined,
): Speech {
  return (phrases) => {
    const ticket = ticketReference(number);
    switch (refusal.type) {
      case 'claimed-by-other':
      case 'not-assignee':
        return message([
          text(
            phrases.say(`refusal.${refusal.type}`, { ticket, agent: find(refusal.assigneeId)?.name ?? '—' }),
          ),
        ]);
      case 'urged-lately':
        return message([
          text(phrases.say('refusal.urged-lately', { ticket, time: phrases.instant(refusal.againAt) })),
        ]);
      case 'not-found':
      case 'already-yours':
      case 'not-claimed':
      case 'finished':
      case 'not-finished':
      case 'not-resolved':
      case 'not-on-hold':
      case 'unchanged':
      case 'rated-already':
        return message([text(phrases.say(`refusal.${refusal.type}`, { ticket }))]);
    }
  };
}
