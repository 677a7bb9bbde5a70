import type { Reading } from '../conversation/reading.ts';
import type { OverdueTicket, SlaFacts } from '../conversation/sla-facts.ts';
import { readSlaWish } from '../conversation/sla-wish.ts';
import { addUp } from '../insight/attainment.ts';
import { periodOf } from '../insight/period.ts';
import type { Person } from '../people/person.ts';
import { computeClock } from '../sla/compute-clock.ts';
import { countDecided, countOpenOutcomes, countOverdue, listOverdue } from '../store/attainment-store.ts';
import type { Tx } from '../store/database.ts';
import { loadTicketEvents } from '../store/ticket-event-store.ts';
import { loadTicket } from '../store/ticket-store.ts';
import { breachExplanations } from '../ticketing/breach-cause.ts';
import { clockFacts } from '../ticketing/clock-facts.ts';
import { mayUse, verbs } from '../ticketing/verb.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';

const listLength = 15;

/** What `sla` and `breaches` are answered with; null where the turn asks neither, or the person may not. */
export async function loadSlaFacts(
  tx: Tx,
  office: Office,
  people: People,
  { reading, person, now }: { readonly reading: Reading; readonly person: Person; readonly now: number },
): Promise<SlaFacts | null> {
  if (reading.type !== 'command') return null;
  const { verb, rest } = reading.command;
  if (verb !== 'sla' && verb !== 'breaches') return null;
  const known = verbs.find(({ id }) => id === verb);
  if (!known || !mayUse(person, known)) return null;
  if (verb === 'breaches')
    return {
      type: 'breaches',
      total: await countOverdue(tx, now),
      tickets: await loadOverdue(tx, office, people, now),
    };
  const wish = readSlaWish(rest, office.desk.groups);
  const period = periodOf(wish.period, now, office.timeZone);
  const asked = <T extends { readonly groupId: string }>(rows: readonly T[]): readonly T[] =>
    wish.group === null ? rows : rows.filter(({ groupId }) => groupId === wish.group?.id);
  const decided = await countDecided(tx, period.fromDay, period.toDay);
  const open = await countOpenOutcomes(tx, period.fromAt, now);
  return { type: 'attainment', wish, period, attainment: addUp(asked(decided), asked(open)) };
}

/** The rows said which; what is told is computed from the events. */
async function loadOverdue(tx: Tx, office: Office, people: People, now: number): Promise<OverdueTicket[]> {
  const overdue: OverdueTicket[] = [];
  for (const number of await listOverdue(tx, now, listLength)) {
    const ticket = await loadTicket(tx, number);
    if (!ticket) continue;
    const events = await loadTicketEvents(tx, number);
    const explained = breachExplanations(events);
    const { timers } = computeClock(clockFacts(events), office.desk.calendars, now);
    const promises = timers
      .flatMap(({ target, cycle, state, breachedAt }) =>
        state.name === 'running' && breachedAt !== null
          ? [
              {
                target,
                dueAt: breachedAt,
                cause: explained.find(({ key }) => key === `${cycle}/${target}`)?.cause ?? null,
              },
            ]
          : [],
      )
      .sort((a, b) => a.dueAt - b.dueAt);
    const assignee = ticket.assigneeId === null ? null : await people.get(ticket.assigneeId);
    if (promises.length > 0) overdue.push({ ticket, assignee, promises });
  }
  return overdue;
}
