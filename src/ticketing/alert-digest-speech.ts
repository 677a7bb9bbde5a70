import type { Inline } from '../channel/outbound.ts';
import { isWatchTarget } from '../sla/watch.ts';
import { heading, message, plain, strong, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { shorten } from '../wording/shorten.ts';
import { acknowledgedLine, nextSteps, type AlertedTicket, type AlertReading } from './alert-speech.ts';
import { spanWords, targetName } from './alert-words.ts';
import { ticketReference } from './reference.ts';
import { ticketAction } from './ticket-card.ts';
import { isOpen } from './ticket.ts';

export type AlertDigest = {
  /** `late`: all of it comes after its time; `morning`: quiet hours kept it back. */
  readonly style: 'digest' | 'late' | 'morning';
  /** Most urgent first. */
  readonly shown: readonly { readonly alerted: AlertedTicket; readonly reading: AlertReading }[];
  /** How many more tickets there are, and the first of their numbers. */
  readonly more: number;
  readonly moreTickets: readonly number[];
};

/** Tickets listed by name, unless more of them are P1: those are never left to the tail. */
export const listedTickets = 10;
/** Buttons are for what comes first. */
const ticketsWithButtons = 3;
const longestTitle = 24;

/** Many alerts as one message: most urgent first, buttons for the first few, and how to see the rest. */
export function alertDigestSpeech({ style, shown, more, moreTickets }: AlertDigest): Speech {
  return (phrases) => {
    const mentioned = new Set<string>();
    const items = shown.map(({ alerted }) => digestLine(alerted, style, mentioned, phrases));
    const count = shown.length + more;
    const title =
      style === 'digest'
        ? phrases.say('alert.digest', { count })
        : style === 'late'
          ? phrases.say('alert.digest.late', { count })
          : phrases.say('alert.digest.morning', { count });
    return message(
      [
        heading(title),
        { type: 'list', ordered: false, items },
        ...(more === 0 ? [] : [text(restLine(more, moreTickets, shown[0]?.reading === 'onlooker', phrases))]),
      ],
      shown
        .filter(({ alerted }) => isOpen(alerted.ticket))
        .slice(0, ticketsWithButtons)
        .flatMap(({ alerted, reading }) => {
          const { number } = alerted.ticket;
          const actions = [
            ...nextSteps(alerted, reading, phrases),
            ...(alerted.acknowledged ? [] : [ticketAction(phrases, 'ack', number)]),
          ];
          return actions.map((action) => ({
            ...action,
            style: 'plain' as const,
            label: `${action.label} ${ticketReference(number)}`,
          }));
        }),
    );
  };
}

/** Onlookers have a list of what is overdue, workers look at one ticket after the other. */
function restLine(more: number, tickets: readonly number[], onlooker: boolean, phrases: Phrases): Inline[] {
  const comma = phrases.locale === 'en' ? ', ' : '、';
  const names = tickets.map(ticketReference).join(comma) + (tickets.length < more ? ' …' : '');
  const command = onlooker
    ? phrases.label('verb.breaches')
    : `${phrases.label('verb.status')} ${ticketReference(tickets[0] ?? 0)}`;
  return phrases.say('alert.digest.rest', { count: more, tickets: names, command });
}

function digestLine(
  { ticket, alerts, mentioned: people, acknowledged }: AlertedTicket,
  style: AlertDigest['style'],
  mentioned: Set<string>,
  phrases: Phrases,
): Inline[] {
  const [{ target, kind, dueAt, overdueMs, late }] = alerts;
  const time = dueAt === null ? '' : phrases.instant(dueAt);
  const span = spanWords(overdueMs, phrases);
  const name = targetName(target, phrases);
  const what = isWatchTarget(target)
    ? phrases.label(`alert.line.${target}`, { span })
    : kind === 'warn'
      ? phrases.label('alert.line.warning', { target: name, time })
      : kind === 'breach' && overdueMs < 60_000
        ? phrases.label('alert.line.breach', { target: name, time })
        : phrases.label('alert.line.after', { target: name, span });
  const mark = late && style === 'digest' ? phrases.label('alert.line.late') : '';
  const told = people.flatMap((person): Inline[] => {
    const again = mentioned.has(person.id);
    mentioned.add(person.id);
    // A second mention in one message is only noise.
    return [plain(' '), again ? plain(person.name) : phrases.mention(person)];
  });
  return [
    strong(ticketReference(ticket.number)),
    plain(` ${ticket.priority} · ${what}${mark} · ${shorten(ticket.title, longestTitle)}`),
    ...told,
    ...(acknowledged ? [plain(' · '), ...acknowledgedLine(acknowledged, phrases)] : []),
    ...(isOpen(ticket) ? [] : [plain(` · ${phrases.label(`status.${ticket.status.name}`)}`)]),
  ];
}
