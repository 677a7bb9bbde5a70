import type { Inline } from '../channel/outbound.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { ticketAction } from '../ticketing/ticket-card.ts';
import { heading, message, plain, strong, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { commandAction } from './dialog-action.ts';
import type { Facts } from './facts.ts';
import type { OverdueTicket, SlaFacts } from './sla-facts.ts';
import { causeName } from './sla-speech.ts';

/** A button each for so many: more is a wall. */
const buttonsAtMost = 5;

/** 超时: open tickets with a broken promise still owed, most overdue first. */
export function breachesSpeech(asked: Extract<SlaFacts, { type: 'breaches' }>, facts: Facts): Speech {
  const { total, tickets } = asked;
  return (phrases) => {
    const first = tickets.slice(0, buttonsAtMost);
    if (tickets.length === 0)
      return message([text(phrases.say('breaches.none'))], [commandAction(phrases, 'sla')]);
    const hidden = total - tickets.length;
    return message(
      [
        heading(phrases.say('breaches.title', { count: total })),
        { type: 'list', ordered: false, items: tickets.map((one) => overdueLine(one, facts, phrases)) },
        ...(hidden > 0 ? [text(phrases.say('breaches.more', { count: hidden }))] : []),
      ],
      [
        ...first.map(({ ticket }) => {
          const action = ticketAction(phrases, 'show', ticket.number);
          return { ...action, label: `${action.label} ${ticketReference(ticket.number)}` };
        }),
        commandAction(phrases, 'sla'),
      ],
    );
  };
}

function overdueLine(
  { ticket, assignee, promises }: OverdueTicket,
  facts: Facts,
  phrases: Phrases,
): Inline[] {
  const late = promises.map(({ target, dueAt, cause }) =>
    phrases.label('breaches.line', {
      target: phrases.label(`why.target.${target}`),
      time: phrases.instant(dueAt),
      cause: causeName(cause, phrases),
    }),
  );
  const who = assignee?.name ?? phrases.label('card.unassigned');
  return [
    strong(ticketReference(ticket.number)),
    plain(
      ` ${ticket.priority} · ${facts.desk.words.categoryName(ticket.category, phrases.locale)} · ${ticket.title}`,
    ),
    plain(` · ${who} · ${late.join(' · ')}`),
  ];
}
