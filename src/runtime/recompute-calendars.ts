import { createHash } from 'node:crypto';
import { differingDates } from '../sla/calendar-difference.ts';
import { fromSnapshot, snapshotOf, type CalendarSnapshot } from '../sla/calendar-snapshot.ts';
import type { Calendar, Calendars } from '../sla/calendar.ts';
import { compareClocks, type DeadlineDifference } from '../sla/clock-difference.ts';
import type { TicketClock } from '../sla/clock.ts';
import { computeClock } from '../sla/compute-clock.ts';
import { dayNumber } from '../sla/local-date.ts';
import { loadOutcomesOfMany, sameOutcomes, writeOutcomesOfMany } from '../store/attainment-store.ts';
import { listCardCopies } from '../store/card-copy-store.ts';
import type { Tx } from '../store/database.ts';
import { listSeenCalendars, saveSeenCalendar, type SeenCalendar } from '../store/sla-watch-store.ts';
import { reindexTickets } from '../store/ticket-advance-store.ts';
import { loadTicketEvents } from '../store/ticket-event-store.ts';
import { loadDeadlines, loadTicket, updateTicket } from '../store/ticket-store.ts';
import { breachExplanations } from '../ticketing/breach-cause.ts';
import { clockFacts } from '../ticketing/clock-facts.ts';
import { promisesOf } from '../ticketing/promises.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { cardKey, ticketCard } from '../ticketing/ticket-card.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { say } from '../wording/say.ts';
import { differencesOf, truthOf, type Truth } from './audit-ticket.ts';
import type { Office } from './office.ts';
import { createPeople, type People } from './people.ts';
import type { Pace } from './recompute-pace.ts';
import { walkUnfinished, type WalkedTicket } from './recompute-walk.ts';
import { createSpeaker } from './speak.ts';
import { movedSpeech } from './watch-speech.ts';

/** A change of a file that was seen: which dates it touches, and what became of the open tickets. */
export type CalendarSync = {
  readonly changed: readonly { readonly name: string; readonly dates: readonly string[] }[];
  /** Open or resolved tickets looked at, and those of them with a deadline that moved. */
  readonly tickets: number;
  readonly moved: number;
};

/** Tickets written in one transaction: few enough that the loop is held for some ms only. */
const writtenAtOnce = 25;

/** So many days back and ahead a change is looked for: no open promise is older, none reaches farther. */
const horizonDays = 5 * 366;

/** A calendar as a row to compare with what was seen last. */
export function seenAs(calendar: Calendar): SeenCalendar {
  const content = snapshotOf(calendar);
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { name: calendar.name, hash, content };
}

/** The calendars open tickets were last reckoned with: those of now, with each changed one as it was. */
export async function listCalendarsBefore(
  office: Pick<Office, 'database' | 'desk'>,
): Promise<{ before: Calendars; changed: readonly string[] }> {
  const seen = await listSeenCalendars(office.database.db);
  const before = new Map(office.desk.calendars);
  const changed = seen.filter((one) => {
    const now = office.desk.calendars.get(one.name);
    return now !== undefined && seenAs(now).hash !== one.hash;
  });
  for (const { name, content } of changed) before.set(name, fromSnapshot(content as CalendarSnapshot));
  return { before, changed: changed.map(({ name }) => name) };
}

/**
 * Sees which calendars were changed since the last start (a new year imported, an hour edited) and reckons the open tickets
 * that use them anew, in slices: index columns and outcome rows are set right, and an assignee is told where a deadline
 * really moved. Interrupted, it is done again at the next start: nothing is told twice.
 */
export async function syncCalendars(office: Office, pace: Pace): Promise<CalendarSync> {
  const { database, desk, clock, logger } = office;
  const { before, changed } = await listCalendarsBefore(office);
  const today = dayNumber(clock());
  const differing = changed.flatMap((name) => {
    const [then, now] = [before.get(name), desk.calendars.get(name)];
    if (!then || !now) return [];
    const dates = differingDates(then, now, today - horizonDays, today + horizonDays);
    // The worth of a working day, the zone or the coverage move deadlines without any date's hours changing.
    const whole =
      then.workingDayMinutes !== now.workingDayMinutes ||
      then.timeZone !== now.timeZone ||
      JSON.stringify(then.coverage) !== JSON.stringify(now.coverage);
    return [{ name, dates, matters: whole || dates.length > 0 }];
  });
  let moved = 0;
  let tickets = 0;
  if (differing.some(({ matters }) => matters)) {
    const cause = changed.flatMap((name) => desk.calendars.get(name) ?? []).map((one) => seenAs(one).hash);
    const key = createHash('sha256').update(cause.join()).digest('hex').slice(0, 16);
    const told: Told = { before, cause: key };
    const stale: Reckoned[] = [];
    const write = async (): Promise<void> => {
      const some = stale.splice(0);
      if (some.length === 0) return;
      moved += await database.transact((tx) => recomputeTickets(tx, office, some, told));
    };
    tickets = await walkUnfinished(database, pace, async (walked) => {
      const truth = readable(walked, office);
      if (!truth) return;
      const isRight =
        differencesOf(walked.ticket, walked.deadlines, truth).length === 0 &&
        sameOutcomes(walked.outcomes, truth.outcomes);
      if (isRight) return;
      stale.push({ walked, truth, moves: movesFrom(walked.events, truth, before, clock()) });
      if (stale.length >= writtenAtOnce) await write();
    });
    await write();
    for (const { name, dates } of differing)
      logger.info('a calendar was changed: open tickets were reckoned anew', {
        calendar: name,
        dates: dates.length,
        first: dates[0] ?? null,
        last: dates.at(-1) ?? null,
        tickets,
        moved,
      });
  }
  await database.transact(async (tx) => {
    for (const calendar of desk.calendars.values()) await saveSeenCalendar(tx, seenAs(calendar), clock());
  });
  return { changed: differing.map(({ name, dates }) => ({ name, dates })), tickets, moved };
}

/** Undefined for a ticket that cannot be reckoned: the others are. */
function readable({ ticket, events }: WalkedTicket, office: Office): Truth | undefined {
  try {
    return truthOf(events, office, office.clock());
  } catch (error) {
    const reference = { ticket: ticketReference(ticket.number) };
    office.logger.error('a ticket cannot be reckoned from its events', reference, error);
    return undefined;
  }
}

type Told = { readonly before: Calendars; readonly cause: string };

/** A ticket whose record is to be set right, as it was read and reckoned outside the transaction. */
type Reckoned = {
  readonly walked: Pick<WalkedTicket, 'ticket' | 'deadlines' | 'events' | 'outcomes'>;
  readonly truth: Truth;
  /** Deadlines still owed that moved. */
  readonly moves: readonly DeadlineDifference[];
};

function movesFrom(
  events: readonly TicketEvent[],
  { clock }: Truth,
  before: Calendars,
  now: number,
): DeadlineDifference[] {
  return movesOf(computeClock(clockFacts(events), before, now), clock);
}

/**
 * Sets them right and tells what moved; returns of how many a deadline did. What was read before counts only if nothing
 * happened to the ticket since: its version tells; else it is read again.
 */
async function recomputeTickets(
  tx: Tx,
  office: Office,
  tickets: readonly Reckoned[],
  told: Told,
): Promise<number> {
  const standing = await reindexTickets(
    tx,
    tickets.map(({ truth: { ticket, deadlines } }) => ({
      ...{ number: ticket.number, version: ticket.version, deadlines },
    })),
  );
  const [asRead, others] = [
    tickets.filter(({ truth }) => standing.has(truth.ticket.number)),
    tickets.filter(({ truth }) => !standing.has(truth.ticket.number)),
  ];
  await writeOutcomesOfMany(
    tx,
    asRead.map(({ walked, truth }) => ({
      number: truth.ticket.number,
      kept: walked.outcomes,
      wanted: truth.outcomes,
    })),
  );
  const people = createPeople(tx);
  let moved = 0;
  for (const { walked, truth, moves } of asRead) {
    const { number } = truth.ticket;
    // A row that tells another story than its events: rare enough to be written as a whole.
    if (differencesOf(walked.ticket, walked.deadlines, truth).includes('ticket'))
      await updateTicket(tx, truth.ticket, truth.ticket.version, truth.deadlines);
    if (moves.length === 0) continue;
    moved += 1;
    await repaintCard(tx, office, people, truth, walked.events, `calendar:${told.cause}:${number}/card`);
    await tellMoved(tx, office, people, truth.ticket, moves, `calendar:${told.cause}:${number}`);
  }
  for (const { walked } of others)
    if (await recomputeAnew(tx, office, walked.ticket.number, told)) moved += 1;
  return moved;
}

async function recomputeAnew(tx: Tx, office: Office, number: number, told: Told): Promise<boolean> {
  const ticket = await loadTicket(tx, number);
  const deadlines = await loadDeadlines(tx, number);
  if (!ticket || !deadlines) return false;
  const now = office.clock();
  const events = await loadTicketEvents(tx, number);
  const outcomes = (await loadOutcomesOfMany(tx, [number])).get(number) ?? [];
  const truth = truthOf(events, office, now);
  const moves = movesFrom(events, truth, told.before, now);
  // A row of another version than its events would be found moved for ever.
  if (ticket.version !== truth.ticket.version)
    await updateTicket(tx, truth.ticket, ticket.version, truth.deadlines);
  return (
    (await recomputeTickets(
      tx,
      office,
      [{ walked: { ticket, deadlines, events, outcomes }, truth, moves }],
      told,
    )) > 0
  );
}

/** Deadlines stand on the card. */
async function repaintCard(
  tx: Tx,
  office: Office,
  people: People,
  { ticket, clock }: Truth,
  events: readonly TicketEvent[],
  cause: string,
): Promise<void> {
  if ((await listCardCopies(tx, cardKey(ticket.number))).length === 0) return;
  const requester = await people.get(ticket.requesterId);
  const assignee = ticket.assigneeId === null ? null : await people.get(ticket.assigneeId);
  const { words } = office.desk;
  const breaches = breachExplanations(events);
  const view = { ticket, requester, assignee, promises: promisesOf(clock), breaches, words };
  const speaker = createSpeaker(tx, office, cause, office.clock(), (id) => people.find(id));
  await speaker.speak({ type: 'repaint', card: cardKey(ticket.number), speech: ticketCard(view) });
}

/** Deadlines that are still owed and differ. */
export function movesOf(before: TicketClock, after: TicketClock): DeadlineDifference[] {
  const owed = new Set(
    after.timers.flatMap(({ target, cycle, state }) =>
      state.name === 'running' || state.name === 'paused' ? [`${cycle}/${target}`] : [],
    ),
  );
  return compareClocks(before, after).filter(
    ({ target, cycle, dueBefore, dueAfter }) => owed.has(`${cycle}/${target}`) && dueBefore !== dueAfter,
  );
}

/** One message for one ticket, to whoever works on it; nobody is woken for a ticket nobody has. */
export async function tellMoved(
  tx: Tx,
  office: Office,
  people: People,
  ticket: Ticket,
  moves: readonly DeadlineDifference[],
  cause: string,
): Promise<void> {
  if (ticket.assigneeId === null) return;
  await people.get(ticket.assigneeId);
  const speaker = createSpeaker(tx, office, cause, office.clock(), (id) => people.find(id));
  await speaker.speak(
    say(
      { type: 'person', personId: ticket.assigneeId, channel: null },
      movedSpeech(ticketReference(ticket.number), ticket.title, moves),
    ),
  );
}
