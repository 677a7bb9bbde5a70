import type { Locale } from '../kernel/locale.ts';
import type { DeskWords } from './desk-words.ts';
import type { TicketEvent } from './ticket-event.ts';
import type { Ticket } from './ticket.ts';

/** What whoever takes a ticket over reads first. */
export type Handover = {
  readonly problem: string;
  /** What its requester answered and said. */
  readonly known: readonly string[];
  /** What was replied and noted. */
  readonly tried: readonly string[];
  /** What nobody has answered yet, or why it waits. */
  readonly open: readonly string[];
};

const longest = 160;
const most = 5;

/** The ticket's own words, the latest of each kind: without a language model as good as it gets. */
export function handoverOf(
  ticket: Ticket,
  events: readonly TicketEvent[],
  words: DeskWords,
  locale: Locale,
): Handover {
  const colon = locale === 'en' ? ': ' : '：';
  const answers = ticket.questionnaire
    ? words.answerLines(ticket.questionnaire, locale).map(({ label, value }) => `${label}${colon}${value}`)
    : [];
  const said = events.flatMap(({ change }) => (change.type === 'requester_wrote' ? [change.text] : []));
  const done = events.flatMap(({ change }) =>
    change.type === 'replied' || change.type === 'noted' ? [change.text] : [],
  );
  return {
    problem: short(ticket.title),
    known: [...(ticket.description === ticket.title ? [] : [ticket.description]), ...answers, ...said]
      .map(short)
      .slice(-most),
    tried: done.map(short).slice(-most),
    open: unanswered(events).map(short).slice(-most),
  };
}

/** What the requester wrote after the last reply. */
function unanswered(events: readonly TicketEvent[]): string[] {
  const last = events.findLastIndex(({ change }) => change.type === 'replied' || change.type === 'resolved');
  return events
    .slice(last + 1)
    .flatMap(({ change }) =>
      change.type === 'requester_wrote' || (change.type === 'held' && change.text !== null)
        ? [change.text ?? '']
        : [],
    );
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** The whole story in order, for a reader that has time: one line an event. */
export function storyOf(ticket: Ticket, events: readonly TicketEvent[], handover: Handover): string {
  const lines = events.flatMap(({ change }) => {
    switch (change.type) {
      case 'requester_wrote':
        return [`requester: ${change.text}`];
      case 'replied':
        return [`engineer: ${change.text}`];
      case 'noted':
        return [`work note: ${change.text}`];
      case 'held':
        return [`on hold (${change.reason}): ${change.text ?? ''}`];
      case 'resolved':
        return [`resolved: ${change.text}`];
      case 'reopened':
        return [`reopened: ${change.text ?? ''}`];
      default:
        return [];
    }
  });
  return [ticket.title, ticket.description, ...handover.known, ...lines].join('\n');
}
