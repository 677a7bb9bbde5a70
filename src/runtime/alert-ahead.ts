import { loadEventsOfMany } from '../store/ticket-event-store.ts';
import { firstDue, listDueAlerts, type DueTicket } from '../store/ticket-store.ts';
import { prepareAlerts, type ReadyTicket } from './alert-prepare.ts';
import type { Office } from './office.ts';
import { createSlices, type Pace } from './recompute-pace.ts';

/** So far ahead it is reckoned what will be due: time enough for tens of thousands at one instant. */
const horizonMs = 30_000;
/** Told later than that after its instant, an alert is reckoned anew: how late it is belongs to what it says. */
const freshMs = 5_000;
/** Read at once: few enough that reading them holds the loop for some ms only. */
const batch = 50;
/** One look ahead; the next one goes on. What falls due meanwhile waits no longer than this. */
const lookMs = 200;

/**
 * What will be due within the next half minute, reckoned before it is: when the instant comes, it only has to be written.
 * Held in memory, of no worth by itself: a ticket's version tells whether it still holds, and without it everything is
 * reckoned at its instant.
 */
export type AlertsAhead = {
  /** What was reckoned for this ticket, where it is still true at `now`; it is forgotten then. */
  take(due: DueTicket, now: number): ReadyTicket | undefined;
  /** Reckons more, in slices, until the horizon or for a moment. */
  look(office: Office, pace: Pace): Promise<void>;
  /** Whether this ticket is said to be unreadable for the first time: the log needs it once, not every second. */
  isNews(number: number): boolean;
  /** When something falls due next, as far as it is known; null: nothing within the horizon. */
  nextAt(): number | null;
};

type Foreseen = { readonly at: number; readonly ready: ReadyTicket };

export function createAlertsAhead(): AlertsAhead {
  const foreseen = new Map<number, Foreseen>();
  const unreadable = new Set<number>();
  let reached: Pick<DueTicket, 'number' | 'at'> = firstDue;
  let lookedAt = 0;
  let nextAt: number | null = null;

  /** A clock that jumped makes everything start again. */
  const startAgain = (now: number): void => {
    foreseen.clear();
    reached = { at: now, number: 0 };
  };

  return {
    take: ({ number, version, at }, now) => {
      const known = foreseen.get(number);
      if (!known) return undefined;
      foreseen.delete(number);
      const { ready } = known;
      const isStill = ready.version === version && known.at === at && now - at < freshMs;
      return isStill && (ready.nextAlertAt === null || ready.nextAlertAt > now) ? ready : undefined;
    },
    look: async (office, pace) => {
      const { database, clock, logger } = office;
      const breathe = createSlices(pace);
      const now = clock();
      if (now < lookedAt || now > reached.at) startAgain(now);
      lookedAt = now;
      for (const [number, { at }] of foreseen) if (now - at > freshMs) foreseen.delete(number);
      const endAt = pace.elapsed() + lookMs;
      while (pace.elapsed() < endAt) {
        const due = await listDueAlerts(database.db, now + horizonMs, batch, reached);
        const histories = await loadEventsOfMany(
          database.db,
          due.map(({ number }) => number),
        );
        for (const { number, version, at } of due) {
          try {
            const ready = prepareAlerts(histories.get(number) ?? [], office, at);
            if (ready.version === version) foreseen.set(number, { at, ready });
          } catch (error) {
            // At its instant it is tried again, and told of.
            const reason = error instanceof Error ? error.message : 'unknown';
            logger.debug('what a ticket will have to tell cannot be foreseen', { ticket: number, reason });
          }
          await breathe();
        }
        reached = due.at(-1) ?? { at: now + horizonMs, number: 0 };
        if (due.length < batch) break;
      }
      const [soonest] = await listDueAlerts(database.db, now + horizonMs, 1, { at: now, number: 0 });
      nextAt = soonest?.at ?? null;
    },
    isNews: (number) => {
      const isNew = !unreadable.has(number);
      unreadable.add(number);
      return isNew;
    },
    nextAt: () => nextAt,
  };
}
