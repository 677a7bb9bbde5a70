import { decide } from '../ticketing/lifecycle.ts';
import { ratingRequest } from '../ticketing/requester-speech.ts';
import { refusalSpeech } from '../ticketing/refusal-speech.ts';
import { departmentOf } from '../people/person.ts';
import { routeToGroup } from '../people/support-group.ts';
import type { TicketCommand } from '../ticketing/ticket-command.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { ticketAction } from '../ticketing/ticket-card.ts';
import { isOpen, type Ticket } from '../ticketing/ticket.ts';
import { message, text } from '../wording/message.ts';
import { say, type Audience } from '../wording/say.ts';
import { dialogAction } from './dialog-action.ts';
import { idle, outcome, type Effect, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { openWords } from './form.ts';
import type { SessionState } from './session.ts';

/** Decides a command on a ticket and says what came of it at `place`. */
export function commandTicket(
  ticket: Ticket,
  command: TicketCommand,
  facts: Facts,
  place: Audience,
): Outcome {
  const decision = decide(ticket, command, facts.person, {
    now: facts.now,
    lastUrgedAt: lastUrgedAt(facts.target?.ticket.number === ticket.number ? facts.target.events : []),
    rules: {
      policyFor: ({ priority, category }) =>
        facts.desk.policyFor({
          priority,
          category,
          impact: ticket.impact,
          level: facts.findPerson(ticket.requesterId)?.level ?? 'standard',
          ...departmentOf(facts.findPerson(ticket.requesterId) ?? { department: null }),
          group: ticket.groupId,
          channel: ticket.channel,
          kind: ticket.kind,
        }),
      groupFor: (category) => routeToGroup(facts.desk.groups, category)?.id ?? ticket.groupId,
    },
  });
  if (!decision.ok)
    return outcome(
      stateAfter(facts),
      say(
        // A "no" is for whoever asked.
        place === facts.place ? facts.aside : place,
        refusalSpeech(decision.refusal, ticket.number, (id) => facts.findPerson(id)),
      ),
    );
  const effects: Effect[] = [{ type: 'change-ticket', ticket, changes: decision.changes, place }];
  if (command.type === 'category')
    effects.push({
      type: 'correction',
      text: ticket.description,
      from: ticket.category,
      to: command.category,
      ticket: ticket.number,
    });
  if (command.type === 'rate')
    return {
      state: { name: 'rating-reason', ticket: ticket.number },
      effects: [...effects, askRatingReason(command.score, facts)],
    };
  return outcome(stateAfter(facts), ...effects);
}

function askRatingReason(score: number, facts: Facts): Effect {
  return say(facts.direct, (phrases) =>
    message(
      [text(phrases.say(score >= 4 ? 'rating.ask.good' : 'rating.ask.bad'))],
      [dialogAction(facts, phrases, 'skip')],
    ),
  );
}

/** A dialogue in progress is left alone by commands typed meanwhile; what waited for just this is over. */
function stateAfter(facts: Facts): SessionState {
  const { state } = facts.session;
  return state.name === 'composing' || state.name === 'sorting' || state.name === 'rating-reason'
    ? idle
    : state;
}

function lastUrgedAt(events: readonly TicketEvent[]): number | null {
  return events.findLast(({ change }) => change.type === 'urged')?.at ?? null;
}

/** Asks for the words of a command whose button was pressed: in a box, else in private, where the next message is for the ticket. */
export function compose(
  verb: 'reply' | 'resolve' | 'note' | 'reopen',
  ticket: Ticket,
  facts: Facts,
): Outcome {
  const boxed = openWords(verb, ticket, facts);
  if (boxed) return boxed;
  const requester = facts.findPerson(ticket.requesterId)?.name ?? '';
  return outcome(
    { name: 'composing', verb, ticket: ticket.number },
    say(facts.direct, (phrases) =>
      message(
        [text(phrases.say(`compose.${verb}`, { ticket: `T-${ticket.number}`, requester }))],
        [dialogAction(facts, phrases, 'cancel')],
      ),
    ),
  );
}

export function askForRating(ticket: Ticket, facts: Facts): Outcome {
  return outcome(facts.session.state, say(facts.direct, ratingRequest(ticket.number, 'rating.ask')));
}

/** Asked first; where no dialogue is in the way a typed "yes" answers it as well as the button. */
export function confirmCancel(ticket: Ticket, facts: Facts, solved = false): Outcome {
  const { state } = facts.session;
  const parameters = { ticket: ticketReference(ticket.number), title: ticket.title };
  const asked = say(facts.place === facts.direct ? facts.direct : facts.aside, (phrases) =>
    message(
      [text(phrases.say(solved ? 'command.cancel-solved' : 'command.cancel-sure', parameters))],
      [ticketAction(phrases, 'cancel', ticket.number, 'danger', phrases.label('answer.yes'))],
    ),
  );
  const free = (state.name === 'idle' || state.name === 'composing') && isOpen(ticket);
  return outcome(free ? { name: 'composing', verb: 'cancel', ticket: ticket.number } : state, asked);
}
