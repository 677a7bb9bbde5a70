import { refusalSpeech } from '../ticketing/refusal-speech.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { ticketAction } from '../ticketing/ticket-card.ts';
import { isOpen, type Ticket } from '../ticketing/ticket.ts';
import { message, text } from '../wording/message.ts';
import { reply } from './commands.ts';
import { outcome, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';

/** `transfer T-12 network`, or the button that proposes it: the ticket goes to another group and waits there for somebody. */
export function transfer(ticket: Ticket, rest: string, facts: Facts): Outcome {
  const { groups } = facts.desk;
  const wanted = rest.trim().toLowerCase();
  const group = groups.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted);
  if (!isOpen(ticket))
    return reply(
      facts,
      refusalSpeech({ type: 'finished' }, ticket.number, () => undefined),
    );
  if (group?.id === ticket.groupId)
    return reply(
      facts,
      refusalSpeech({ type: 'unchanged' }, ticket.number, () => undefined),
    );
  if (!group)
    return reply(facts, (phrases) =>
      message(
        [text(phrases.say('command.transfer-which', { ticket: ticketReference(ticket.number) }))],
        groups
          .filter(({ id }) => id !== ticket.groupId)
          .slice(0, 8)
          .map(({ id, name }) => ({
            ...ticketAction(phrases, 'transfer', ticket.number, 'plain', id),
            label: name,
          })),
      ),
    );
  const policy = facts.desk.policyFor({
    priority: ticket.priority,
    category: ticket.category,
    impact: ticket.impact,
    level: facts.findPerson(ticket.requesterId)?.level ?? 'standard',
    group: group.id,
    channel: ticket.channel,
    kind: ticket.kind,
  });
  return outcome(facts.session.state, {
    type: 'change-ticket',
    ticket,
    // What it waited for was the former group's matter; with the next its clock runs.
    changes: [
      ...(ticket.status.name === 'on_hold' ? [{ type: 'resumed' } as const] : []),
      { type: 'transferred', groupId: group.id, policy },
    ],
    place: facts.place,
  });
}
