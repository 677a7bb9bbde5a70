import type { Action, Block } from '../channel/outbound.ts';
import { isStaff } from '../people/person.ts';
import { dueWords, type ListedTicket } from '../ticketing/ticket-list.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { ticketAction } from '../ticketing/ticket-card.ts';
import { isOpen } from '../ticketing/ticket.ts';
import { heading, message, plain, strong, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { shorten } from '../wording/shorten.ts';
import { commandAction } from './dialog-action.ts';
import type { Facts, HomeLists } from './facts.ts';

/** Buttons per list: a page is scanned, not searched. */
const buttonsPerList = 5;
const longestTitle = 60;

/** A person's own page: their tickets with status, next promise and what can be done; for the staff also their work and the queue. */
export function homeSpeech(lists: HomeLists, facts: Facts): Speech {
  return (phrases) => {
    const staff = isStaff(facts.person);
    const own = section('list.my', lists.own, phrases);
    const work = staff
      ? [...section('list.mine', lists.mine, phrases), ...section('list.queue', lists.queue, phrases)]
      : [];
    return message(
      [...(staff ? [...work, ...own] : own), text(phrases.say('home.how'))],
      [
        ...(staff ? lists.mine.slice(0, buttonsPerList).map((one) => button('show', one, phrases)) : []),
        ...(staff ? lists.queue.slice(0, buttonsPerList).map((one) => button('claim', one, phrases)) : []),
        ...lists.own.slice(0, buttonsPerList).flatMap((one) => ownButtons(one, phrases)),
        commandAction(phrases, 'new', lists.own.length === 0 && !staff ? 'primary' : 'plain'),
        commandAction(phrases, 'help'),
      ],
    );
  };
}

function section(
  key: 'list.my' | 'list.mine' | 'list.queue',
  listed: readonly ListedTicket[],
  phrases: Phrases,
): Block[] {
  if (listed.length === 0) return [text(phrases.say(`${key}.empty`))];
  return [
    heading(phrases.say(key, { count: listed.length })),
    {
      type: 'list',
      ordered: false,
      items: listed.map((one) => [
        strong(ticketReference(one.ticket.number)),
        plain(
          ` ${one.ticket.priority} · ${phrases.label(`status.${one.ticket.status.name}`)} · ${shorten(one.ticket.title, longestTitle)}${dueWords(one, phrases)}`,
        ),
      ]),
    },
  ];
}

/** What a requester may want of it now. */
function ownButtons(one: ListedTicket, phrases: Phrases): Action[] {
  return isOpen(one.ticket)
    ? [button('status', one, phrases), button('urge', one, phrases)]
    : [button('confirm', one, phrases), button('reopen', one, phrases)];
}

function button(verb: string, { ticket }: ListedTicket, phrases: Phrases): Action {
  const action = ticketAction(phrases, verb, ticket.number);
  return { ...action, label: `${action.label} ${ticketReference(ticket.number)}` };
}
