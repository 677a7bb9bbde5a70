import type { TicketMemory } from '../knowledge/ticket-memory.ts';
import type { Database } from '../store/database.ts';
import { findLatestTicket, listTicketsAfter, listTicketsEnded } from '../store/remembered-ticket-store.ts';

const page = 500;
/** Older ones are other machines and other software. */
const remembered = 20_000;

/** Keeps the memory of tickets as the store is. Returns how many were looked at. */
export type TicketFollower = { follow(): Promise<number> };

export function createTicketFollower(database: Database, memory: TicketMemory): TicketFollower {
  let lastNumber = 0;
  let endedAt = 0;
  let isStarted = false;

  /** What is read for the first time is read with its state. */
  const start = async (): Promise<void> => {
    const latest = await findLatestTicket(database.db);
    lastNumber = Math.max(0, latest.number - remembered);
    endedAt = latest.endedAt;
    isStarted = true;
  };

  const followOpened = async (): Promise<number> => {
    let count = 0;
    for (;;) {
      const tickets = await listTicketsAfter(database.db, lastNumber, page);
      for (const ticket of tickets) {
        memory.put(ticket);
        lastNumber = ticket.number;
      }
      count += tickets.length;
      if (tickets.length < page) return count;
    }
  };

  /** Those of the last instant are looked at again: several may end in one. */
  const followEnded = async (): Promise<number> => {
    let count = 0;
    for (;;) {
      const tickets = await listTicketsEnded(database.db, endedAt, page);
      for (const ticket of tickets) {
        memory.put(ticket);
        endedAt = ticket.endedAt;
      }
      count += tickets.length;
      if (tickets.length < page) return count;
      // A whole page of one instant: nobody ends 500 tickets in a millisecond but an import.
      if (tickets[0]?.endedAt === endedAt) endedAt += 1;
    }
  };

  return {
    follow: async () => {
      if (!isStarted) await start();
      return (await followOpened()) + (await followEnded());
    },
  };
}
