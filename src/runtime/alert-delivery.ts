import { gatherAlerts, hasRoom, isUrgent, type GatheredMessage } from '../sla/gather.ts';
import { getCalendar } from '../sla/calendar.ts';
import { computeClock } from '../sla/compute-clock.ts';
import { quietUntil } from '../sla/quiet-hours.ts';
import {
  dropCopies,
  getAlertCopy,
  listAlertPlaces,
  listShownCopies,
  listWaitingCopies,
  postponeCopies,
  type WaitingCopy,
} from '../store/alert-copy-store.ts';
import {
  beginAlertMessage,
  finishAlertMessage,
  gatherCopies,
  listToldAt,
  listUnfinishedMessages,
} from '../store/alert-message-store.ts';
import type { Tx } from '../store/database.ts';
import { loadTicketEvents } from '../store/ticket-event-store.ts';
import { loadTicket } from '../store/ticket-store.ts';
import { listedTickets } from '../ticketing/alert-digest-speech.ts';
import { clockFacts } from '../ticketing/clock-facts.ts';
import { say } from '../wording/say.ts';
import { alertCard, messageSpeech } from './alert-message.ts';
import { alertStateOf } from './alert-state-of.ts';
import type { Office } from './office.ts';
import { createPeople } from './people.ts';
import { createSlices, gentlePace, type Pace } from './recompute-pace.ts';
import { createSpeaker } from './speak.ts';

/** More wait for the next message: a storm must not fill the memory. */
const mostAtOnce = 20_000;
/** Read, or marked in one transaction: few enough that the loop is held for some ms only. */
const portion = 500;
/** Destinations told side by side: what they write shares its commits. */
const placesAtOnce = 20;
/** A message of more P1 tickets than that helps nobody; the others follow in the next one. */
const mostListed = 60;
const minuteMs = 60_000;

/** Tells every destination what waits for it. Returns how many messages were queued. */
export async function tellAlerts(office: Office, pace: Pace = gentlePace): Promise<number> {
  const { database, clock } = office;
  const breathe = createSlices(pace);
  let told = 0;
  // What an earlier run was gathering when it ended: with what is in it, it is told.
  for (const id of await listUnfinishedMessages(database.db))
    if (await database.transact((tx) => finishMessage(tx, office, id, clock()))) told += 1;
  const places = await listAlertPlaces(database.db, clock());
  for (let from = 0; from < places.length; from += placesAtOnce) {
    const some = places.slice(from, from + placesAtOnce);
    const counts = await Promise.all(some.map((place) => tellPlace(office, place, breathe)));
    told += counts.reduce((sum, count) => sum + count, 0);
  }
  return told;
}

async function tellPlace(office: Office, place: string, breathe: () => Promise<void>): Promise<number> {
  const { database, clock, desk } = office;
  const now = clock();
  const { digest } = desk.alerts;
  const toldAt = await listToldAt(database.db, place, now - minuteMs);
  if (!hasRoom(toldAt, now, digest)) return 0;
  const waiting: WaitingCopy[] = [];
  for (;;) {
    const some = await listWaitingCopies(database.db, place, now, portion, waiting.at(-1)?.id);
    waiting.push(...some);
    if (some.length < portion || waiting.length >= mostAtOnce) break;
    await breathe();
  }
  const copies = await stillToTell(office, waiting, now, breathe);
  await breathe();
  const { messages, againAt } = gatherAlerts(copies, toldAt, now, digest);
  await breathe();
  const untold = new Map(copies.map((copy) => [copy.id, copy]));
  let count = 0;
  for (const message of messages) {
    const { shown, counted } = splitMessage(message);
    for (const id of [...shown.flat(), ...counted]) untold.delete(id);
    if (await tellMessage(office, place, message.style, shown, counted, now)) count += 1;
  }
  if (againAt !== null) {
    // P1 has room of its own: it is looked for again at the next sweep.
    const later = [...untold.values()].filter(({ priority }) => !isUrgent(priority));
    await inPortions(office, later, (tx, ids) => postponeCopies(tx, ids, againAt, false));
  }
  return count;
}

/** Transactions of their own: done twice or only in part, it does no harm. */
async function inPortions(
  { database }: Office,
  copies: readonly WaitingCopy[],
  work: (tx: Tx, ids: readonly number[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < copies.length; from += portion) {
    const ids = copies.slice(from, from + portion).map(({ id }) => id);
    await database.transact((tx) => work(tx, ids));
  }
}

/** Without what somebody took note of meanwhile, what quiet hours hold back, and what they held back for nothing. */
async function stillToTell(
  office: Office,
  waiting: readonly WaitingCopy[],
  now: number,
  breathe: () => Promise<void>,
): Promise<WaitingCopy[]> {
  const { quietHours } = office.desk.alerts;
  const until =
    quietHours === null
      ? null
      : quietUntil(quietHours, now, office.timeZone, (name) => getCalendar(office.desk.calendars, name));
  const told: WaitingCopy[] = [];
  const quiet: WaitingCopy[] = [];
  const useless: WaitingCopy[] = [];
  for (const copy of waiting) {
    if (copy.acknowledged) useless.push(copy);
    else if (until !== null && quietHours?.exempt.includes(copy.priority) !== true) quiet.push(copy);
    else if (copy.held && !(await stillHolds(office, copy.id, now))) useless.push(copy);
    else told.push(copy);
    if (copy.held) await breathe();
  }
  await inPortions(office, useless, dropCopies);
  if (until !== null) await inPortions(office, quiet, (tx, ids) => postponeCopies(tx, ids, until, true));
  return told;
}

/** Whether what was due in the night is still owed in the morning. */
async function stillHolds(office: Office, copyId: number, now: number): Promise<boolean> {
  const { db } = office.database;
  const { alert } = await getAlertCopy(db, copyId);
  const ticket = await loadTicket(db, alert.ticket);
  if (!ticket) return false;
  const events = await loadTicketEvents(db, alert.ticket);
  const clock = computeClock(clockFacts(events), office.desk.calendars, now);
  const { timers } = alertStateOf(ticket, clock, events, office.desk);
  const timer = timers.find(
    ({ target, cycle, revision }) =>
      target === alert.target && alert.cycle === `${cycle}${revision > 1 ? `r${revision}` : ''}`,
  );
  return timer?.state.name === 'running' || (timer?.state.name === 'paused' && alert.kind !== 'warn');
}

type Split = { readonly shown: readonly (readonly number[])[]; readonly counted: readonly number[] };

/** Copies it lists by name, ticket by ticket, and those it only counts. */
function splitMessage({ tickets }: GatheredMessage): Split {
  const urgent = tickets.filter(([first]) => first !== undefined && isUrgent(first.priority)).length;
  const length = Math.min(mostListed, Math.max(listedTickets, urgent));
  // P1 is listed, never counted: what does not fit waits for the next message.
  const counted = tickets.slice(length).filter(([first]) => first !== undefined && !isUrgent(first.priority));
  return {
    shown: tickets.slice(0, length).map((alerts) => alerts.map(({ id }) => id)),
    counted: counted.flatMap((alerts) => alerts.map(({ id }) => id)),
  };
}

/**
 * Gathers one message, in portions, and queues it with its last. A copy is in one message only; what was begun and not
 * finished is finished by the next run.
 */
async function tellMessage(
  office: Office,
  place: string,
  style: GatheredMessage['style'],
  shown: Split['shown'],
  counted: Split['counted'],
  now: number,
): Promise<boolean> {
  const { database } = office;
  const begin = async (tx: Tx): Promise<number> => {
    const id = await beginAlertMessage(tx, { place, style });
    for (const [position, ids] of shown.entries()) await gatherCopies(tx, id, ids, position);
    return id;
  };
  if (counted.length <= portion)
    return database.transact(async (tx) => {
      const id = await begin(tx);
      await gatherCopies(tx, id, counted, null);
      return finishMessage(tx, office, id, now);
    });
  const id = await database.transact(begin);
  for (let from = 0; from < counted.length; from += portion)
    await database.transact((tx) => gatherCopies(tx, id, counted.slice(from, from + portion), null));
  return database.transact((tx) => finishMessage(tx, office, id, now));
}

/** What is told is marked as told together with the message in the outbox. False where there was nothing left to tell. */
async function finishMessage(tx: Tx, office: Office, messageId: number, now: number): Promise<boolean> {
  if (!(await finishAlertMessage(tx, messageId, now))) return false;
  const [first] = await listShownCopies(tx, messageId);
  if (!first) return false;
  const people = createPeople(tx);
  const speech = await messageSpeech(tx, office, people, messageId);
  if (!speech) return false;
  const { conversation, personId } = first;
  if (personId !== null) await people.load([personId]);
  const speaker = createSpeaker(tx, office, alertCard(messageId), now, (id) => people.find(id));
  await speaker.speak(
    say({ type: 'place', conversation, personId: personId ?? '' }, speech, alertCard(messageId)),
  );
  return true;
}
