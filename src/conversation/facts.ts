import type { Locale } from '../kernel/locale.ts';
import type { Person } from '../people/person.ts';
import type { ListedTicket } from '../ticketing/ticket-list.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import type { TicketClock } from '../sla/clock.ts';
import type { Audience } from '../wording/say.ts';
import type { Desk } from './desk.ts';
import type { Session } from './session.ts';

/** A ticket with its whole story and where its clock stands. */
export type Target = {
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
  readonly clock: TicketClock;
};

/** What a turn is decided on: read in the same transaction that writes what comes of it. */
export type Facts = {
  readonly now: number;
  readonly person: Person;
  readonly locale: Locale;
  readonly channel: string;
  readonly session: Session;
  /** The person's own tickets, newest first: unfinished ones and those closed lately. */
  readonly own: readonly Ticket[];
  /** Where answers to commands go: the group if it is a desk's own, else the direct conversation. */
  readonly place: Audience;
  /** The direct conversation. */
  readonly direct: Audience;
  /** The very conversation it was said in. */
  readonly group: Audience;
  readonly inGroup: boolean;
  /** The ticket the command or button names. */
  readonly target: Target | null;
  /** Staff only, where a command names no ticket: what they have in hand. */
  readonly assigned: readonly Ticket[];
  readonly listed: readonly ListedTicket[];
  /** Whom the words of an `assign` fit. */
  readonly named: readonly Person[];
  findPerson(id: string): Person | undefined;
  readonly desk: Desk;
};
