import type { Attainment } from '../insight/attainment.ts';
import type { Period } from '../insight/period.ts';
import type { Person } from '../people/person.ts';
import type { Target } from '../sla/policy.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import type { SlaWish } from './sla-wish.ts';

/** A promise of an open ticket that is broken and still owed. */
export type OverduePromise = {
  readonly target: Target;
  readonly dueAt: number;
  /** As explained; null: nobody has. */
  readonly cause: string | null;
};

export type OverdueTicket = {
  readonly ticket: Ticket;
  readonly assignee: Person | null;
  /** Longest overdue first. */
  readonly promises: readonly OverduePromise[];
};

/** How promises are kept, read where a turn asks for it. */
export type SlaFacts =
  | {
      readonly type: 'attainment';
      readonly wish: SlaWish;
      readonly period: Period;
      readonly attainment: Attainment;
    }
  | { readonly type: 'breaches'; readonly total: number; readonly tickets: readonly OverdueTicket[] };
