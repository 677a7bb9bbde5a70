import { insertAlertCopies } from '../store/alert-copy-store.ts';
import { insertAlerts } from '../store/alert-store.ts';
import type { Tx } from '../store/database.ts';
import { advanceTickets } from '../store/ticket-advance-store.ts';
import { appendEvents, loadEventsOfMany } from '../store/ticket-event-store.ts';
import { firstDue, listDueAlerts, type DueTicket } from '../store/ticket-store.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import { createAlertsAhead, type AlertsAhead } from './alert-ahead.ts';
import { tellAlerts } from './alert-delivery.ts';
import { createAlertPlaces, type AlertPlaces } from './alert-places.ts';
import { prepareAlerts, type ReadyTicket } from './alert-prepare.ts';
import type { AlertPlace } from './alert-recipients.ts';
import type { Office } from './office.ts';
import { createSlices, gentlePace, type Pace } from './recompute-pace.ts';

/** Tickets written in one transaction: few enough that the loop is held for some ms only. */
const batch = 100;
/** Histories read at once. */
const readAtOnce = 50;

/**
 * Finds every alert that is due, once, and tells what waits at each destination. May run twice, late, or not for an hour.
 * Returns how many tickets and messages it had to do with.
 * @param ahead what was reckoned before it is due; without it, all is reckoned now
 */
export async function sweepAlerts(
  office: Office,
  ahead: AlertsAhead = createAlertsAhead(),
  pace: Pace = gentlePace,
): Promise<number> {
  const found = await recordAlerts(office, ahead, pace);
  return found + (await tellAlerts(office, pace));
}

/**
 * Writes down every alert that is due: from here on it will be told, and only once. Returns how many tickets it looked at.
 * A ticket that cannot be reckoned is passed over and logged, the others have theirs.
 */
export async function recordAlerts(office: Office, ahead: AlertsAhead, pace: Pace): Promise<number> {
  const { database, clock } = office;
  const places = createAlertPlaces(office);
  const breathe = createSlices(pace);
  let after = firstDue;
  let seen = 0;
  for (;;) {
    const now = clock();
    const due = await listDueAlerts(database.db, now, batch, after);
    const known = due.map((one) => ({ due: one, ready: ahead.take(one, now) }));
    const unknown = known.flatMap((one) => (one.ready ? [] : [one.due]));
    const ready = [
      ...known.flatMap((one) => one.ready ?? []),
      ...(await reckon(unknown, office, ahead, now, breathe)),
    ];
    if (ready.length > 0) await writeReady(office, places, ready, now);
    await breathe();
    seen += due.length;
    const last = due.at(-1);
    if (!last || due.length < batch) return seen;
    after = last;
  }
}

async function reckon(
  due: readonly DueTicket[],
  office: Office,
  ahead: AlertsAhead,
  now: number,
  breathe: () => Promise<void>,
): Promise<ReadyTicket[]> {
  const ready: ReadyTicket[] = [];
  for (let from = 0; from < due.length; from += readAtOnce) {
    const numbers = due.slice(from, from + readAtOnce).map(({ number }) => number);
    const histories = await loadEventsOfMany(office.database.db, numbers);
    for (const number of numbers) {
      try {
        ready.push(prepareAlerts(histories.get(number) ?? [], office, now));
      } catch (error) {
        if (ahead.isNews(number))
          office.logger.error('a ticket cannot be reckoned from its events', { ticket: number }, error);
      }
      await breathe();
    }
  }
  return ready;
}

/**
 * One transaction: each alert under its unique key, with a copy for each destination, its event in the ticket's history and
 * the next look at the ticket. A ticket to which something happened since it was reckoned is left alone: its column brings
 * the next sweep back to it.
 */
async function writeReady(
  office: Office,
  places: AlertPlaces,
  ready: readonly ReadyTicket[],
  now: number,
): Promise<void> {
  const placesOf = new Map<string, readonly AlertPlace[]>();
  for (const ticket of ready)
    for (const { key, to } of ticket.alerts) {
      const found = await places.of(to, ticket);
      if (found.length === 0) office.logger.warn('an alert reaches nobody', { ticket: ticket.number, key });
      placesOf.set(`${ticket.number}/${key}`, found);
    }
  await office.database.transact((tx) => write(tx, ready, placesOf, now));
}

async function write(
  tx: Tx,
  ready: readonly ReadyTicket[],
  placesOf: ReadonlyMap<string, readonly AlertPlace[]>,
  now: number,
): Promise<void> {
  const advances = ready.map(({ number, version, alerts, nextAlertAt }) => ({
    ...{ number, version, nextAlertAt },
    added: alerts.length,
  }));
  const standing = await advanceTickets(tx, advances);
  const written = ready.filter(({ number }) => standing.has(number));
  // They move no deadline and are announced by nobody.
  await appendEvents(
    tx,
    written.flatMap(({ number, version, alerts }) =>
      alerts.map(({ key }, index): TicketEvent => ({
        ticket: number,
        seq: version + 1 + index,
        at: now,
        actorId: null,
        channel: null,
        change: { type: 'alerted', key },
      })),
    ),
  );
  const alerts = written.flatMap((ticket) => ticket.alerts);
  const ids = await insertAlerts(
    tx,
    alerts.map(({ row }) => row),
    now,
  );
  const copies = alerts.flatMap(({ key, row: { ticket } }, index) => {
    const alertId = ids[index];
    return alertId === undefined
      ? []
      : (placesOf.get(`${ticket}/${key}`) ?? []).map((place) => ({ alertId, ...place }));
  });
  await insertAlertCopies(tx, copies, now);
}
