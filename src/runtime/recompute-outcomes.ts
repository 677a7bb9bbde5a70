import { findLastNumber, listWithoutOutcomes, writeOutcomes } from '../store/attainment-store.ts';
import { loadTicketEvents } from '../store/ticket-event-store.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { truthOf } from './audit-ticket.ts';
import type { Office } from './office.ts';
import { createSlices, type Pace } from './recompute-pace.ts';

/** Numbers looked through at once, and tickets written in one transaction. */
const rangeSize = 1_000;
const batch = 20;

/**
 * Makes the outcome rows of tickets that have none: those closed before there were such rows. Goes through all numbers, by
 * index and in slices, and has nothing to do from the second start on.
 */
export async function fillOutcomes(office: Office, pace: Pace, isStopped: () => boolean): Promise<number> {
  const { database, logger } = office;
  const breathe = createSlices(pace);
  const last = await findLastNumber(database.db);
  let filled = 0;
  for (let after = 0; after < last && !isStopped(); after += rangeSize) {
    const numbers = await listWithoutOutcomes(database.db, after, after + rangeSize);
    await breathe();
    for (let start = 0; start < numbers.length && !isStopped(); start += batch) {
      const some = numbers.slice(start, start + batch);
      await database.transact(async (tx) => {
        for (const number of some) {
          try {
            const events = await loadTicketEvents(tx, number);
            filled += await writeOutcomes(tx, number, truthOf(events, office, office.clock()).outcomes);
          } catch (error) {
            const ticket = ticketReference(number);
            logger.warn('a ticket cannot be reckoned from its events', { ticket }, error);
          }
        }
      });
      await breathe();
    }
  }
  return filled;
}
