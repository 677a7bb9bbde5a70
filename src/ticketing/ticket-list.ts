import { heading, message, plain, strong, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import type { DeskWords } from './desk-words.ts';
import type { Promises } from './promises.ts';
import { ticketReference } from './reference.ts';
import { ticketAction } from './ticket-card.ts';
import type { Ticket } from './ticket.ts';

export type ListedTicket = { readonly ticket: Ticket; readonly promises: Promises };

/** ` · 今天 15:30 到期`: the promise that comes next; empty where nothing is promised. */
export function dueWords({ ticket, promises }: ListedTicket, phrases: Phrases): string {
  const unanswered = ticket.firstResponseAt === null && promises.firstResponseDueAt !== null;
  const dueAt = unanswered ? promises.firstResponseDueAt : promises.resolutionDueAt;
  const late = unanswered ? promises.firstResponseBreached : promises.resolutionBreached;
  const provisional = unanswered ? promises.firstResponseProvisional : promises.resolutionProvisional;
  if (dueAt === null) return '';
  return ` · ${phrases.label(late ? 'list.overdue' : 'list.due', { time: phrases.instant(dueAt) })}${provisional ? phrases.label('sla.provisional') : ''}`;
}

/** A list with one button per ticket for the first few. `key` names the heading and, with `.empty`, what to say of nothing. */
export function ticketList(
  key: 'list.queue' | 'list.mine' | 'list.my',
  listed: readonly ListedTicket[],
  words: DeskWords,
): Speech {
  return (phrases) => {
    if (listed.length === 0) return message([text(phrases.say(`${key}.empty`))]);
    const verb = key === 'list.queue' ? 'claim' : key === 'list.mine' ? 'show' : 'status';
    return message(
      [
        heading(phrases.say(key, { count: listed.length })),
        {
          type: 'list',
          ordered: false,
          items: listed.map((one) => {
            const { ticket } = one;
            const when = dueWords(one, phrases);
            return [
              strong(ticketReference(ticket.number)),
              plain(
                ` ${ticket.priority} · ${words.categoryName(ticket.category, phrases.locale)} · ${ticket.title} · ${phrases.label(`status.${ticket.status.name}`)}${when}`,
              ),
            ];
          }),
        },
      ],
      listed.slice(0, 5).map(({ ticket }) => {
        const action = ticketAction(phrases, verb, ticket.number);
        return { ...action, label: `${action.label} ${ticketReference(ticket.number)}` };
      }),
    );
  };
}
