import type { Outcome } from '../insight/outcome.ts';
import { loadOutcomesOfMany } from '../store/attainment-store.ts';
import type { Database } from '../store/database.ts';
import { loadEventsOfMany } from '../store/ticket-event-store.ts';
import { listUnfinishedAfter, type Deadlines } from '../store/ticket-store.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { createSlices, type Pace } from './recompute-pace.ts';

/** A ticket as read outside any transaction: whoever acts on it loads it again in one. */
export type WalkedTicket = {
  readonly ticket: Ticket;
  readonly deadlines: Deadlines;
  readonly events: readonly TicketEvent[];
  readonly outcomes: readonly Outcome[];
};

/** Read at once: few enough that reading them holds the loop for some ms only. */
const batch = 25;

/** Shows every open or resolved ticket once, by number, in slices, some at a time. Returns how many there were. */
export async function walkUnfinished(
  { db }: Database,
  pace: Pace,
  visit: (walked: WalkedTicket) => Promise<void>,
): Promise<number> {
  const breathe = createSlices(pace);
  let after = 0;
  let seen = 0;
  for (;;) {
    const found = await listUnfinishedAfter(db, after, batch);
    const numbers = found.map(({ ticket }) => ticket.number);
    const histories = await loadEventsOfMany(db, numbers);
    const kept = await loadOutcomesOfMany(db, numbers);
    // Side by side, so that what is written shares its commits.
    const visits: Promise<void>[] = [];
    const failures: unknown[] = [];
    for (const { ticket, deadlines } of found) {
      const { number } = ticket;
      const [events, outcomes] = [histories.get(number) ?? [], kept.get(number) ?? []];
      visits.push(
        visit({ ticket, deadlines, events, outcomes }).catch((error: unknown) => {
          failures.push(error);
        }),
      );
      await breathe();
    }
    await Promise.all(visits);
    if (failures.length > 0) throw failures[0];
    seen += found.length;
    after = found.at(-1)?.ticket.number ?? after;
    if (found.length < batch) return seen;
  }
}
