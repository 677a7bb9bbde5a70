import type { Action, Inline } from '../channel/outbound.ts';
import type { Person } from '../people/person.ts';
import { heading, message, plain, quote, strong, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { shorten } from '../wording/shorten.ts';
import { breachWords } from './alert-words.ts';
import type { BreachExplanation } from './breach-cause.ts';
import type { DeskWords } from './desk-words.ts';
import type { Promises } from './promises.ts';
import { ticketReference } from './reference.ts';
import { isOpen, type Ticket } from './ticket.ts';

export type TicketView = {
  readonly ticket: Ticket;
  readonly requester: Person;
  readonly assignee: Person | null;
  readonly promises: Promises;
  /** Why promises were broken, as far as somebody said. */
  readonly breaches: readonly BreachExplanation[];
  readonly words: DeskWords;
};

/** A card is read at a glance; the requester's whole words stand in the conversation and in the ticket. */
const longestOnCard = 600;

/** Key of every copy of a ticket's card. */
export function cardKey(number: number): string {
  return `ticket:${number}`;
}

/** The reverse of {@link cardKey}; undefined for a card of something else. */
export function ticketOfCard(key: string): number | undefined {
  const number = /^ticket:(\d+)$/.exec(key)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** A button on a ticket; `T-12` with the verb is what a person may type instead. */
export function ticketAction(
  phrases: Phrases,
  verb: string,
  number: number,
  style: Action['style'] = 'plain',
  argument?: string,
): Action {
  const word = phrases.label(`verb.${verb}`);
  const suffix = argument === undefined ? '' : ` ${argument}`;
  return {
    action: `t:${verb}:${number}${argument === undefined ? '' : `:${argument}`}`,
    label: phrases.label(`button.${verb}`),
    style,
    alias: `${word} ${ticketReference(number)}${suffix}`,
  };
}

/** The engineer's card: everything needed to start, and the next step as a button. Repainted at every change. */
export function ticketCard(view: TicketView): Speech {
  return (phrases) => {
    const { ticket, words } = view;
    const title: Inline[] = [
      strong(
        `${ticketReference(ticket.number)} · ${ticket.priority} · ${words.categoryName(ticket.category, phrases.locale)}`,
      ),
    ];
    const body =
      ticket.description === ticket.title ? [] : [quote(shorten(ticket.description, longestOnCard))];
    return message(
      [
        heading(title),
        text([plain(ticket.title)]),
        ...body,
        { type: 'fields', fields: cardFields(view, phrases) },
      ],
      cardActions(ticket, phrases),
      ticket.attachments.map((attachment) => attachment.key),
    );
  };
}

function cardFields(view: TicketView, phrases: Phrases) {
  const { ticket, requester, assignee, promises, breaches, words } = view;
  const field = (key: string, value: string | Inline[]) => ({
    label: phrases.label(`field.${key}`),
    value: typeof value === 'string' ? [plain(value)] : value,
  });
  const due = (at: number | null, breached: boolean, provisional: boolean): Inline[] => {
    if (at === null) return [];
    const mark = provisional ? [plain(phrases.label('sla.provisional'))] : [];
    return breached
      ? [strong(phrases.label('card.overdue', { time: phrases.instant(at) })), ...mark]
      : [plain(phrases.instant(at)), ...mark];
  };
  const answers = ticket.questionnaire ? words.answerLines(ticket.questionnaire, phrases.locale) : [];
  const fields = [
    field(
      'requester',
      requester.level === 'standard'
        ? requester.name
        : `${requester.name} · ${requester.level.toUpperCase()}`,
    ),
    field('status', phrases.label(`status.${ticket.status.name}`) + holdSuffix(ticket, phrases)),
    ...(assignee ? [field('assignee', assignee.name)] : []),
    field(
      'impact',
      `${phrases.label(`impact.${ticket.impact}`)} · ${phrases.label(`urgency.${ticket.urgency}`)}`,
    ),
    ...answers.map(({ label, value }) => ({ label, value: [plain(value)] })),
    ...(ticket.alsoAffected.length === 0
      ? []
      : [field('also-affected', phrases.label('card.also-affected', { count: ticket.alsoAffected.length }))]),
    ...(breaches.length === 0 ? [] : [field('breach-cause', breachWords(breaches, phrases))]),
  ];
  if (!isOpen(ticket)) return fields;
  const first =
    ticket.firstResponseAt === null
      ? due(promises.firstResponseDueAt, promises.firstResponseBreached, promises.firstResponseProvisional)
      : [];
  const resolution = due(
    promises.resolutionDueAt,
    promises.resolutionBreached,
    promises.resolutionProvisional,
  );
  return [
    ...fields,
    ...(first.length > 0 ? [field('first-response', first)] : []),
    ...(resolution.length > 0 ? [field('resolution', resolution)] : []),
    ...similarFields(view, phrases),
  ];
}

/** What helped before, in a line each. */
function similarFields({ ticket, words }: TicketView, phrases: Phrases) {
  return words.solvedLike(ticket).map(({ number, resolution }) => ({
    label: phrases.label('field.similar'),
    value: [plain(`${ticketReference(number)} ${shorten(resolution.replaceAll('\n', ' '), 60)}`)],
  }));
}

function holdSuffix(ticket: Ticket, phrases: Phrases): string {
  return ticket.status.name === 'on_hold' ? ` · ${phrases.label(`hold.${ticket.status.reason}`)}` : '';
}

function cardActions(ticket: Ticket, phrases: Phrases): Action[] {
  const button = (verb: string, style: Action['style'] = 'plain') =>
    ticketAction(phrases, verb, ticket.number, style);
  if (!isOpen(ticket)) return [];
  if (ticket.assigneeId === null) return [button('claim', 'primary')];
  if (ticket.status.name === 'on_hold')
    return [button('resume', 'primary'), button('reply'), button('resolve')];
  return [button('reply', 'primary'), button('resolve'), button('note'), button('release')];
}
