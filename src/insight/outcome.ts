import type { TicketClock, Timer } from '../sla/clock.ts';
import { dayNumber } from '../sla/local-date.ts';
import type { Target } from '../sla/policy.ts';
import { toLocalMs } from '../sla/time-zone.ts';
import { breachExplanations } from '../ticketing/breach-cause.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import type { Ticket } from '../ticketing/ticket.ts';

/** What became of one promise. `open`: kept or broken is not decided; `void`: the ticket ended before it could be. */
export type OutcomeName = 'open' | 'met' | 'breached' | 'void';

/** One promise of one ticket, counted where it was decided: kept when it was kept, broken when its deadline passed. */
export type Outcome = {
  readonly target: Target;
  readonly cycle: number;
  readonly outcome: OutcomeName;
  /** Day number in the house's zone; null while open or void. */
  readonly day: number | null;
  /** Epoch ms; null while paused before it. An open one whose `dueAt` has passed is broken, and not yet answered. */
  readonly dueAt: number | null;
  readonly priority: string;
  readonly groupId: string;
  readonly category: string;
  /** As an agent explained the breach; null: nobody has. */
  readonly cause: string | null;
};

/** A ticket's promises as rows to be counted. Says the same whenever it is asked, as long as nothing happens to the ticket. */
export function outcomesOf(
  ticket: Ticket,
  clock: TicketClock,
  events: readonly TicketEvent[],
  timeZone: string,
): Outcome[] {
  return clock.timers.map((timer): Outcome => {
    const { outcome, decidedAt } = decide(timer);
    return {
      target: timer.target,
      cycle: timer.cycle,
      outcome,
      day: decidedAt === null ? null : dayNumber(toLocalMs(timeZone, decidedAt)),
      dueAt: timer.dueAt,
      priority: ticket.priority,
      groupId: ticket.groupId,
      category: ticket.category,
      cause: causeOf(timer, events),
    };
  });
}

function decide({ state, dueAt }: Timer): { outcome: OutcomeName; decidedAt: number | null } {
  switch (state.name) {
    case 'running':
    case 'paused':
      return { outcome: 'open', decidedAt: null };
    case 'met':
      return dueAt !== null && state.at > dueAt
        ? { outcome: 'breached', decidedAt: dueAt }
        : { outcome: 'met', decidedAt: state.at };
    case 'stopped':
      return dueAt !== null && state.at > dueAt
        ? { outcome: 'breached', decidedAt: dueAt }
        : { outcome: 'void', decidedAt: null };
  }
}

/** The latest word on this promise's breach. */
function causeOf({ target, cycle }: Timer, events: readonly TicketEvent[]): string | null {
  return breachExplanations(events).find(({ key }) => key === `${cycle}/${target}`)?.cause ?? null;
}
