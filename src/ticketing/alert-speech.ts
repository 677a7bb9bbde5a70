import type { Action, Inline } from '../channel/outbound.ts';
import type { Person } from '../people/person.ts';
import type { LevelKind } from '../sla/clock.ts';
import { isWatchTarget } from '../sla/watch.ts';
import { heading, message, plain, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { shorten } from '../wording/shorten.ts';
import { spanWords, targetName } from './alert-words.ts';
import { ticketReference } from './reference.ts';
import { ticketAction } from './ticket-card.ts';
import { isOpen, type Ticket } from './ticket.ts';

/** An alert as it is told: what a ticket's clock found, without the clock. */
export type ToldAlert = {
  /** A promise's or a watch's. */
  readonly target: string;
  readonly kind: LevelKind;
  readonly repeat: number;
  readonly at: number;
  readonly dueAt: number | null;
  /** Working ms past the deadline; of a watch, past its beginning. */
  readonly overdueMs: number;
  readonly late: boolean;
};

/** A ticket's alerts for one place, strongest first, never empty. */
export type AlertedTicket = {
  readonly ticket: Ticket;
  readonly alerts: readonly [ToldAlert, ...ToldAlert[]];
  /** Who has the ticket by now; null: nobody. */
  readonly assignee: string | null;
  /** Who has to act. */
  readonly mentioned: readonly Person[];
  /** Who took note of it; null: nobody yet. */
  readonly acknowledged: { readonly by: string; readonly at: number } | null;
  /** Where it could be handed on to. */
  readonly handOnTo: { readonly id: string; readonly name: string } | null;
};

/** `worker`: may take the next step; `onlooker`: gets a look at the ticket. */
export type AlertReading = 'worker' | 'onlooker';

/** A title in an alert is for recognising it. */
const longestTitle = 60;

/** One ticket's alerts: what it is about, whoever has to act really mentioned, and the next step as a button. */
export function alertSpeech(alerted: AlertedTicket, reading: AlertReading): Speech {
  return (phrases) => {
    const { ticket, alerts, mentioned, acknowledged } = alerted;
    const people = mentioned.flatMap((person): Inline[] => [phrases.mention(person), plain(' ')]);
    const lines = alerts.map((alert, index) =>
      text([...(index === 0 ? people : []), ...alertLine(alerted, alert, phrases)]),
    );
    const late = alerts.find((alert) => alert.late);
    return message(
      [
        heading(headline(alerted, phrases)),
        ...lines,
        ...(late ? [text(phrases.say('sla.late', { time: phrases.instant(late.at) }))] : []),
        ...(acknowledged ? [text(acknowledgedLine(acknowledged, phrases))] : []),
      ],
      [
        ...nextSteps(alerted, reading, phrases),
        ...(acknowledged || !isOpen(ticket) ? [] : [ticketAction(phrases, 'ack', ticket.number)]),
        ticketAction(phrases, 'why', ticket.number),
      ],
    );
  };
}

/** The same message with its name in every button, so that a press tells which message was answered. */
export function pressedAs(messageId: number, speech: Speech): Speech {
  return (phrases) => {
    const said = speech(phrases);
    return {
      ...said,
      actions: said.actions.map((action) => ({ ...action, action: `a:${messageId}:${action.action}` })),
    };
  };
}

export function acknowledgedLine({ by, at }: { by: string; at: number }, phrases: Phrases): Inline[] {
  return phrases.say('alert.acknowledged', { agent: by, time: phrases.instant(at) });
}

/** The one thing to do about it; none where nothing is left to do. */
export function nextSteps(
  { ticket, alerts, handOnTo }: AlertedTicket,
  reading: AlertReading,
  phrases: Phrases,
): Action[] {
  if (!isOpen(ticket)) return [ticketAction(phrases, 'show', ticket.number)];
  if (handOnTo && alerts[0].target === 'handOn') {
    const transfer = ticketAction(phrases, 'transfer', ticket.number, 'primary', handOnTo.id);
    return [{ ...transfer, label: phrases.label('button.transfer.to', { group: handOnTo.name }) }];
  }
  const verb = reading === 'onlooker' ? 'show' : ticket.assigneeId === null ? 'claim' : 'reply';
  return [ticketAction(phrases, verb, ticket.number, 'primary')];
}

/** Read alone in a list of notifications, it says which ticket and what about it. */
function headline({ ticket: { number }, alerts, assignee }: AlertedTicket, phrases: Phrases): Inline[] {
  const { target, kind, repeat, overdueMs } = alerts[0];
  const ticket = ticketReference(number);
  if (target === 'unclaimed' && assignee !== null)
    return phrases.say('alert.title.claimed', { ticket, agent: assignee });
  if (isWatchTarget(target)) return phrases.say(`alert.title.${target}`, { ticket });
  if (kind === 'after' || (kind === 'breach' && repeat > 0))
    return phrases.say('alert.title.after', { ticket, span: spanWords(overdueMs, phrases) });
  return phrases.say(kind === 'warn' ? 'alert.title.warn' : 'alert.title.breach', { ticket });
}

function alertLine({ ticket, handOnTo }: AlertedTicket, alert: ToldAlert, phrases: Phrases): Inline[] {
  const { target, kind, repeat, dueAt, overdueMs } = alert;
  const { priority } = ticket;
  const title = shorten(ticket.title, longestTitle);
  const span = spanWords(overdueMs, phrases);
  if (target === 'handOn') {
    const group = handOnTo?.name ?? '';
    return phrases.say('alert.handOn', { title, priority, span, group });
  }
  if (isWatchTarget(target)) return phrases.say(`alert.${target}`, { title, priority, span });
  const name = targetName(target, phrases);
  const time = dueAt === null ? '' : phrases.instant(dueAt);
  // Whoever has heard of the breach wants to know how far it has gone.
  if (kind === 'after' || (kind === 'breach' && repeat > 0))
    return phrases.say('sla.after', { title, priority, span, target: name, time });
  return phrases.say(kind === 'warn' ? 'sla.warning' : 'sla.breach', {
    title,
    priority,
    target: name,
    time,
  });
}
