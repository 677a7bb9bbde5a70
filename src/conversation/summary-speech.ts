import type { Block } from '../channel/outbound.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { ticketAction } from '../ticketing/ticket-card.ts';
import { handoverOf, type Handover } from '../ticketing/ticket-story.ts';
import { message, plain, strong, text, type Speech } from '../wording/message.ts';
import type { Target, Facts } from './facts.ts';

/** For whoever takes a ticket over: what is wrong, what is known, what was tried, what is open. */
export function summarySpeechOf({ ticket, events }: Target, facts: Facts): Speech {
  return (phrases) => {
    const thought = facts.thoughts.summary;
    const told: Handover = thought ?? handoverOf(ticket, events, facts.desk.words, phrases.locale);
    const section = (key: 'known' | 'tried' | 'open'): Block[] =>
      told[key].length === 0
        ? []
        : [
            text([strong(phrases.label(`summary.${key}`))]),
            { type: 'list', ordered: false, items: told[key].map((item) => [plain(item)]) },
          ];
    return message(
      [
        text(
          phrases.say('summary.problem', { ticket: ticketReference(ticket.number), problem: told.problem }),
        ),
        ...section('known'),
        ...section('tried'),
        ...section('open'),
        ...(thought ? [text(phrases.say('summary.by-model'))] : []),
      ],
      [ticketAction(phrases, 'history', ticket.number)],
    );
  };
}
