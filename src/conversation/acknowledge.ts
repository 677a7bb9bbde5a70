import { dutyOfficers } from '../sla/ladder.ts';
import {
  acknowledgeTold,
  brokenPromises,
  explainBreach,
  lastAcknowledgement,
  mayAcknowledge,
} from '../ticketing/alert-acknowledge.ts';
import { handOnGroup } from '../ticketing/alert-hand-on.ts';
import { breachCauses, findBreachCause } from '../ticketing/breach-cause.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { ticketAction } from '../ticketing/ticket-card.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { message, text, sentence } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { reply } from './commands.ts';
import { outcome, type Effect, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';

/**
 * `ack T-12`, or the button below an alert: heard, so that it is not told again; and where a promise is broken, why.
 * `ack T-12 vendor …` says both at once, and corrects what was said before.
 */
export function acknowledge(ticket: Ticket, rest: string, facts: Facts): Outcome {
  const reference = ticketReference(ticket.number);
  const { target, desk, person } = facts;
  const leadId = desk.groups.find(({ id }) => id === ticket.groupId)?.lead ?? null;
  const duty = dutyOfficers(desk.alerts.duty, ticket.groupId);
  if (!target || !mayAcknowledge(person, ticket, { leadId, duty }))
    return reply(facts, (phrases) =>
      message(
        [text(phrases.say('alert.not-yours', { ticket: reference }))],
        ticket.assigneeId === null ? [ticketAction(phrases, 'claim', ticket.number, 'primary')] : [],
      ),
    );
  const { clock, events } = target;
  const named = findBreachCause(rest);
  if (rest !== '' && !named) return askForCause(ticket, facts, []);
  const heard = acknowledgeTold({
    ticket,
    events,
    clock,
    rules: desk.alerts,
    calendars: desk.calendars,
    nextGroupId: handOnGroup(desk.groups, ticket)?.id ?? null,
  });
  const explained = named ? explainBreach(clock, events, named.cause, named.text) : [];
  if (named && explained.length === 0)
    return reply(facts, sentence('alert.nothing-broken', { ticket: reference }));
  const changes = [...heard, ...explained];
  const owesCause = !named && brokenPromises(clock, events).some((promise) => !promise.explained);
  if (changes.length === 0) return owesCause ? askForCause(ticket, facts, []) : nothingToHear(ticket, facts);
  const written: Effect = { type: 'change-ticket', ticket, changes, place: facts.place };
  return owesCause ? askForCause(ticket, facts, [written]) : outcome(facts.session.state, written);
}

/** By buttons; typed, the same words stand behind `ack T-12`. */
function askForCause(ticket: Ticket, facts: Facts, before: readonly Effect[]): Outcome {
  const asked = say(facts.place, (phrases) =>
    message(
      [text(phrases.say('alert.cause', { ticket: ticketReference(ticket.number) }))],
      breachCauses.map((cause) => {
        const label = phrases.label(`cause.${cause}`);
        const action = ticketAction(phrases, 'ack', ticket.number, 'plain', cause);
        return {
          ...action,
          label,
          alias: `${phrases.label('verb.ack')} ${ticketReference(ticket.number)} ${label}`,
        };
      }),
    ),
  );
  return outcome(facts.session.state, ...before, asked);
}

function nothingToHear(ticket: Ticket, facts: Facts): Outcome {
  const last = lastAcknowledgement(facts.target?.events ?? []);
  const agent = last?.actorId == null ? undefined : facts.findPerson(last.actorId)?.name;
  return reply(facts, (phrases) =>
    message([
      text(
        last && agent !== undefined
          ? phrases.say('alert.acknowledged.already', {
              ticket: ticketReference(ticket.number),
              agent,
              time: phrases.instant(last.at),
            })
          : phrases.say('alert.nothing-told', { ticket: ticketReference(ticket.number) }),
      ),
    ]),
  );
}
