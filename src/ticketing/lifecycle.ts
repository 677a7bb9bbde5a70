import { hasRole, isStaff, type Person } from '../people/person.ts';
import type { FrozenPolicy } from '../sla/policy.ts';
import type { Priority } from './classification.ts';
import { isOpen, type Ticket } from './ticket.ts';
import type { Refusal, TicketCommand } from './ticket-command.ts';
import type { TicketChange } from './ticket-event.ts';

/** What the desk's configuration says about a ticket whose category or priority changes. */
export type DeskRules = {
  policyFor(ticket: { priority: Priority; category: string }): FrozenPolicy;
  groupFor(category: string): string;
};

export type LifecycleFacts = {
  readonly now: number;
  readonly rules: DeskRules;
  /** When the requester last urged; null: never. */
  readonly lastUrgedAt: number | null;
};

export type Decision =
  | { readonly ok: true; readonly changes: readonly TicketChange[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** One nudge per half hour is heard; more is noise for both sides. */
export const urgeIntervalMs = 30 * 60_000;

const byRequester = new Set<TicketCommand['type']>([
  'confirm',
  'reopen',
  'add',
  'urge',
  'cancel',
  'rate',
  'explain-rating',
]);

/** May this person do this, and what changes if so. Roles belong to the person, whatever channel they come by. */
export function decide(
  ticket: Ticket,
  command: TicketCommand,
  actor: Person,
  facts: LifecycleFacts,
): Decision {
  const decision = decideCommand(ticket, command, actor, facts);
  return decision.ok ? { ok: true, changes: endHold(ticket, decision.changes) } : decision;
}

/** Changes hands and begins anew: whatever was waited for, the clock runs from here. */
const beginsAnew = new Set<TicketChange['type']>(['claimed', 'assigned', 'released']);

/** A ticket on hold goes on, by an event of its own, when it changes hands: else its clock would stand still for ever. */
function endHold(ticket: Ticket, changes: readonly TicketChange[]): readonly TicketChange[] {
  if (ticket.status.name !== 'on_hold') return changes;
  const goesOn = changes.some(({ type }) => beginsAnew.has(type));
  const staysOrEnds = changes.some(({ type }) => ['held', 'resumed', 'resolved'].includes(type));
  return goesOn && !staysOrEnds ? [{ type: 'resumed' }, ...changes] : changes;
}

function decideCommand(
  ticket: Ticket,
  command: TicketCommand,
  actor: Person,
  facts: LifecycleFacts,
): Decision {
  const own = ticket.requesterId === actor.id;
  const allowed = byRequester.has(command.type)
    ? own || (isStaff(actor) && command.type === 'reopen')
    : isStaff(actor);
  if (!allowed) return refuse({ type: 'not-found' });
  switch (command.type) {
    case 'claim':
      return decideClaim(ticket, actor);
    case 'release':
      return whileOpen(ticket, () =>
        ticket.assigneeId === null ? refuse({ type: 'not-claimed' }) : accept({ type: 'released' }),
      );
    case 'assign':
      return whileOpen(ticket, () =>
        ticket.assigneeId === command.assigneeId
          ? refuse({ type: 'unchanged' })
          : accept({ type: 'assigned', assigneeId: command.assigneeId }),
      );
    case 'reply':
      return unlessEnded(ticket, () =>
        accept(...claimFirst(ticket, actor), {
          type: 'replied',
          text: command.text,
          attachments: command.attachments,
        }),
      );
    case 'note':
      return accept({ type: 'noted', text: command.text });
    case 'hold':
      return whileOpen(ticket, () =>
        ticket.status.name === 'on_hold' && ticket.status.reason === command.reason
          ? refuse({ type: 'unchanged' })
          : accept(...claimFirst(ticket, actor), {
              type: 'held',
              reason: command.reason,
              text: command.text,
            }),
      );
    case 'resume':
      return ticket.status.name === 'on_hold' ? accept({ type: 'resumed' }) : refuse({ type: 'not-on-hold' });
    case 'priority':
      return whileOpen(ticket, () =>
        ticket.priority === command.priority
          ? refuse({ type: 'unchanged' })
          : accept({
              type: 'priority_changed',
              priority: command.priority,
              policy: facts.rules.policyFor({ priority: command.priority, category: ticket.category }),
            }),
      );
    case 'category':
      return decideCategory(ticket, command.category, facts.rules);
    case 'resolve':
      return whileOpen(ticket, () =>
        accept(...claimFirst(ticket, actor), { type: 'resolved', text: command.text }),
      );
    case 'close':
      return unlessEnded(ticket, () => accept({ type: 'closed', by: 'agent' }));
    case 'confirm':
      if (ticket.status.name === 'resolved') return accept({ type: 'closed', by: 'requester' });
      return refuse({ type: isOpen(ticket) ? 'not-resolved' : 'finished' });
    case 'reopen':
      return ticket.status.name === 'resolved' || ticket.status.name === 'closed'
        ? accept({ type: 'reopened', text: command.text })
        : refuse({ type: 'not-finished' });
    case 'add':
      return unlessEnded(ticket, () => decideAddition(ticket, command));
    case 'urge':
      return whileOpen(ticket, () => {
        const againAt = facts.lastUrgedAt === null ? 0 : facts.lastUrgedAt + urgeIntervalMs;
        return againAt > facts.now ? refuse({ type: 'urged-lately', againAt }) : accept({ type: 'urged' });
      });
    case 'cancel':
      return whileOpen(ticket, () => accept({ type: 'cancelled', text: command.text }));
    case 'rate':
      return decideRating(ticket, command.score);
    case 'explain-rating':
      return ticket.rating
        ? accept({ type: 'rating_explained', text: command.text })
        : refuse({ type: 'not-resolved' });
  }
}

function decideClaim(ticket: Ticket, actor: Person): Decision {
  if (!isOpen(ticket)) return refuse({ type: 'finished' });
  if (ticket.assigneeId === actor.id) return refuse({ type: 'already-yours' });
  if (ticket.assigneeId !== null) return refuse({ type: 'claimed-by-other', assigneeId: ticket.assigneeId });
  return accept({ type: 'claimed' });
}

function decideCategory(ticket: Ticket, category: string, rules: DeskRules): Decision {
  return whileOpen(ticket, () => {
    if (ticket.category === category) return refuse({ type: 'unchanged' });
    // A ticket somebody works on stays where it is worked on; only an unclaimed one moves.
    const groupId = ticket.assigneeId === null ? rules.groupFor(category) : ticket.groupId;
    return accept({
      type: 'category_changed',
      category,
      groupId,
      policy: rules.policyFor({ priority: ticket.priority, category }),
    });
  });
}

/** What the requester was asked for ends the waiting for it. */
function decideAddition(ticket: Ticket, command: Extract<TicketCommand, { type: 'add' }>): Decision {
  const wrote: TicketChange = {
    type: 'requester_wrote',
    text: command.text,
    attachments: command.attachments,
  };
  const waited = ticket.status.name === 'on_hold' && ticket.status.reason === 'requester';
  return waited ? accept(wrote, { type: 'resumed' }) : accept(wrote);
}

function decideRating(ticket: Ticket, score: number): Decision {
  if (ticket.rating) return refuse({ type: 'rated-already' });
  if (ticket.status.name === 'resolved')
    return accept({ type: 'closed', by: 'requester' }, { type: 'rated', score });
  return ticket.status.name === 'closed'
    ? accept({ type: 'rated', score })
    : refuse({ type: 'not-resolved' });
}

/** Whoever answers an unclaimed ticket has claimed it. A manager who speaks in somebody else's ticket has not. */
function claimFirst(ticket: Ticket, actor: Person): TicketChange[] {
  return ticket.assigneeId === null && hasRole(actor, 'agent', 'lead') ? [{ type: 'claimed' }] : [];
}

function whileOpen(ticket: Ticket, then: () => Decision): Decision {
  return isOpen(ticket) ? then() : refuse({ type: 'finished' });
}

/** Resolved is not the end yet: words still pass. */
function unlessEnded(ticket: Ticket, then: () => Decision): Decision {
  return isOpen(ticket) || ticket.status.name === 'resolved' ? then() : refuse({ type: 'finished' });
}

function accept(...changes: TicketChange[]): Decision {
  return { ok: true, changes };
}

function refuse(refusal: Refusal): Decision {
  return { ok: false, refusal };
}
