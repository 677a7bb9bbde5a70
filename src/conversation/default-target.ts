import { isUnfinished } from '../ticketing/ticket.ts';
import { isOpen, type Ticket } from '../ticketing/ticket.ts';
import { verbs, type VerbId } from '../ticketing/verb.ts';

/** Tickets a verb without a number may mean: for staff what they have in hand, for requesters their own. */
export function meantTickets(
  verb: VerbId,
  own: readonly Ticket[],
  assigned: readonly Ticket[],
): readonly Ticket[] {
  const known = verbs.find(({ id }) => id === verb);
  switch (verb) {
    case 'status':
    case 'why':
      return own.filter(isUnfinished).length > 0 || assigned.length === 0
        ? own.filter(isUnfinished)
        : assigned;
    case 'urge':
    case 'add':
    case 'cancel':
      return own.filter(isOpen);
    case 'confirm':
      return own.filter(({ status }) => status.name === 'resolved');
    case 'reopen':
      return own.filter(({ status }) => status.name === 'resolved' || status.name === 'closed').slice(0, 1);
    case 'rate':
      return own
        .filter(({ status, rating }) => (status.name === 'resolved' || status.name === 'closed') && !rating)
        .slice(0, 1);
    default:
      return known?.audience === 'staff' ? assigned : [];
  }
}
