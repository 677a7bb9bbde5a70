import type { Person } from '../people/person.ts';
import { heading, message, plain, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { shorten } from '../wording/shorten.ts';
import { alertWords, breachWords } from './alert-words.ts';
import type { DeskWords } from './desk-words.ts';
import { ticketReference } from './reference.ts';
import type { TicketChange, TicketEvent } from './ticket-event.ts';

/** One event is one line, even where somebody pasted a log. */
const longestDetail = 500;

/** Every event of a ticket, oldest first, for staff only: it holds work notes. */
export function historySpeech(
  number: number,
  events: readonly TicketEvent[],
  find: (personId: string) => Person | undefined,
  words: DeskWords,
): Speech {
  return (phrases) =>
    message([
      heading(phrases.say('history.title', { ticket: ticketReference(number) })),
      {
        type: 'list',
        ordered: true,
        items: events.map((event) => {
          const actor =
            event.actorId === null
              ? phrases.label('history.bot')
              : (find(event.actorId)?.name ?? event.actorId);
          return [
            plain(
              `${phrases.instant(event.at)} · ${actor} · ${describe(event.change, phrases, find, words)}`,
            ),
          ];
        }),
      },
    ]);
}

function describe(
  change: TicketChange,
  phrases: Phrases,
  find: (personId: string) => Person | undefined,
  words: DeskWords,
): string {
  const what = phrases.label(`event.${change.type}`);
  const detail = detailOf(change, phrases, find, words);
  return detail === null
    ? what
    : `${what}${phrases.locale === 'en' ? ': ' : '：'}${shorten(detail, longestDetail)}`;
}

function detailOf(
  change: TicketChange,
  phrases: Phrases,
  find: (personId: string) => Person | undefined,
  words: DeskWords,
): string | null {
  switch (change.type) {
    case 'opened':
      return `${change.priority} · ${words.categoryName(change.category, phrases.locale)}`;
    case 'requester_changed':
      return find(change.requesterId)?.name ?? change.requesterId;
    case 'assigned':
      return find(change.assigneeId)?.name ?? change.assigneeId;
    case 'held':
      return [phrases.label(`hold.${change.reason}`), change.text]
        .filter((part) => part !== null)
        .join(' · ');
    case 'priority_changed':
      return change.priority;
    case 'policy_changed':
      return change.policy.name;
    case 'category_changed':
      return words.categoryName(change.category, phrases.locale);
    case 'replied':
    case 'requester_wrote':
    case 'joined':
    case 'noted':
    case 'resolved':
    case 'rating_explained':
      return change.text;
    case 'reopened':
    case 'cancelled':
      return change.text;
    case 'rated':
      return String(change.score);
    case 'recovery_opened':
      return ticketReference(change.followUp);
    case 'alerted':
      return alertWords(change.key, phrases);
    case 'acknowledged':
      return change.keys.map((key) => alertWords(key, phrases)).join(phrases.locale === 'en' ? ', ' : '、');
    case 'breach_explained':
      return breachWords([change], phrases);
    case 'transferred':
      return words.groupName(change.groupId);
    case 'closed':
      return phrases.label(`closed-by.${change.by}`);
    case 'claimed':
    case 'released':
    case 'resumed':
    case 'urged':
      return null;
  }
}
