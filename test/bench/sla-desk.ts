import { monitorEventLoopDelay } from 'node:perf_hooks';
import { outcomesOf } from '../../src/insight/outcome.ts';
import { auditOpenTickets } from '../../src/runtime/audit-open-tickets.ts';
import { loadSlaFacts } from '../../src/runtime/load-sla-facts.ts';
import type { Office } from '../../src/runtime/office.ts';
import { createPeople } from '../../src/runtime/people.ts';
import { syncCalendars } from '../../src/runtime/recompute-calendars.ts';
import { gentlePace } from '../../src/runtime/recompute-pace.ts';
import { createAlertRounds } from '../../src/runtime/alert-rounds.ts';
import { createSweeper } from '../../src/runtime/sweeper.ts';
import { sweepAlerts } from '../../src/runtime/sweep-alerts.ts';
import { computeClock } from '../../src/sla/compute-clock.ts';
import { writeOutcomes } from '../../src/store/attainment-store.ts';
import type { Tx } from '../../src/store/database.ts';
import { loadPerson } from '../../src/store/person-store.ts';
import { appendEvents } from '../../src/store/ticket-event-store.ts';
import { insertTicket, nextTicketNumber } from '../../src/store/ticket-store.ts';
import { deadlinesOf } from '../../src/runtime/ticket-writer.ts';
import { foldEvents } from '../../src/ticketing/apply-event.ts';
import { clockFacts } from '../../src/ticketing/clock-facts.ts';
import type { TicketChange, TicketEvent } from '../../src/ticketing/ticket-event.ts';
import { aTicket } from '../support/a-ticket.ts';
import { openQuietOffice, type QuietOffice } from '../support/quiet-office.ts';
import { percentile } from './percentiles.ts';

/*
 * node test/bench/sla-desk.ts [--short] [open] [storm] [attainment]: the promises' figures with the real store and the product's own functions. Event
 * loop: the longest time a timer of 1 ms had to wait. Nothing here is a test.
 */

const short = process.argv.includes('--short');
const scale = short ? 0.1 : 1;
const hourMs = 3_600_000;
const categories = ['hardware.printer', 'network.vpn', 'account.password', 'email.mailbox', 'software.crash'];

function say(name: string, value: string): void {
  console.log(`${name.padEnd(52)} ${value}`);
}

type Step = { readonly afterMs: number; readonly change: TicketChange };

/** Straight into the store, as the writer does, without telling anybody. */
async function put(
  tx: Tx,
  office: Office,
  openedAt: number,
  priority: 'P1' | 'P2' | 'P3' | 'P4',
  index: number,
  steps: readonly Step[],
): Promise<void> {
  const number = await nextTicketNumber(tx);
  const policy = office.desk.policyFor({ priority, category: 'hardware.printer', kind: 'incident' });
  const opening = aTicket({
    requesterId: 'lin',
    groupId: 'service-desk',
    priority,
    policy,
    category: categories[index % categories.length] ?? 'other.unknown',
  });
  const changes: Step[] = [{ afterMs: 0, change: { ...opening, type: 'opened' } }, ...steps];
  const events = changes.map(({ afterMs, change }, at): TicketEvent => ({
    ticket: number,
    seq: at + 1,
    at: openedAt + afterMs,
    actorId: at === 0 ? 'lin' : 'wang',
    channel: 'web',
    change,
  }));
  const ticket = foldEvents(events);
  if (!ticket) throw new Error('no ticket');
  const clock = computeClock(clockFacts(events), office.desk.calendars, office.clock());
  await insertTicket(tx, ticket, deadlinesOf(ticket, clock, events, office));
  await appendEvents(tx, events);
  await writeOutcomes(tx, number, outcomesOf(ticket, clock, events, office.timeZone));
}

async function fill(
  desk: QuietOffice,
  count: number,
  one: (tx: Tx, index: number) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < count; start += 500)
    await desk.office.database.transact(async (tx) => {
      for (let i = start; i < Math.min(count, start + 500); i += 1) await one(tx, i);
    });
}

/** Runs `work` and tells how long it took, and how long the loop was held at most. */
async function held<T>(
  work: () => Promise<T>,
): Promise<{ result: T; ms: number; cpuMs: number; longestMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  delay.enable();
  const began = performance.now();
  const cpu = process.cpuUsage();
  const result = await work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  return { result, ms, cpuMs: (user + system) / 1_000, longestMs: delay.max / 1e6 };
}

const priorities = ['P1', 'P2', 'P3', 'P4'] as const;

async function openTickets(): Promise<void> {
  const desk = await openQuietOffice({ at: '2026-11-20T11:00:00+08:00' });
  const count = 20_000 * scale;
  await syncCalendars(desk.office, gentlePace);
  await fill(desk, count, (tx, index) => {
    const openedAt = desk.now() - (index % 200) * 600_000;
    return put(tx, desk.office, openedAt, priorities[index % 4] ?? 'P3', index, [
      { afterMs: 60_000, change: { type: 'claimed' } },
      { afterMs: 120_000, change: { type: 'replied', text: '在看', attachments: [] } },
      { afterMs: 180_000, change: { type: 'held', reason: 'requester', text: null } },
      { afterMs: 240_000, change: { type: 'resumed' } },
    ]);
  });
  const audit = await held(() => auditOpenTickets(desk.office, gentlePace, { owed: new Map() }));
  say(
    `audit of ${audit.result.tickets} open tickets`,
    `${audit.ms.toFixed(0)} ms (CPU ${audit.cpuMs.toFixed(0)}), loop held ${audit.longestMs.toFixed(0)} ms at most, ${audit.result.differences} differences`,
  );
  const cn = desk.office.desk.calendars.get('cn');
  if (!cn) throw new Error('no cn');
  const closed = (date: string) =>
    desk.restarted({ calendars: [{ ...cn, holidays: new Map([...cn.holidays, [date, '停电'] as const]) }] });
  const far = await held(() => syncCalendars(closed('2026-12-31'), gentlePace));
  say(
    `recomputed after a calendar edit, ${far.result.tickets} tickets`,
    `${far.ms.toFixed(0)} ms (CPU ${far.cpuMs.toFixed(0)}), loop held ${far.longestMs.toFixed(0)} ms at most, ${far.result.moved} moved`,
  );
  const near = await held(() => syncCalendars(closed('2026-11-23'), gentlePace));
  say(
    `the same where most deadlines move, each written`,
    `${near.ms.toFixed(0)} ms (CPU ${near.cpuMs.toFixed(0)}), loop held ${near.longestMs.toFixed(0)} ms at most, ${near.result.moved} moved and told`,
  );
  await desk.close();
}

async function storm(): Promise<void> {
  const desk = await openQuietOffice({ at: '2026-11-20T11:00:00+08:00' });
  const count = 10_000 * scale;
  const startAt = desk.now();
  const calmMs = 20_000;
  // P1: first response is due a quarter of an hour after opening; all within one second, twenty seconds from the start.
  await fill(desk, count, (tx, index) =>
    put(
      tx,
      desk.office,
      startAt - 15 * 60_000 + calmMs + Math.floor((index / count) * 1_000),
      'P1',
      index,
      [],
    ),
  );
  await sweepAlerts(desk.office);
  const began = performance.now();
  const office: Office = { ...desk.office, clock: () => startAt + Math.floor(performance.now() - began) };
  const rounds = createAlertRounds(office, 1_000);
  const sweeper = createSweeper(
    'alerts',
    1_000,
    office.logger,
    async () => {
      await rounds.round();
    },
    () => rounds.pauseMs(),
  );
  const told = new Map<string, number>();
  const until = async (ms: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, startAt + ms - office.clock()));
  };
  sweeper.start();
  const calm = await held(() => until(calmMs - 500));
  const seen = await held(async () => {
    await until(calmMs + 6_000);
    await sweeper.stop();
  });
  const first = await desk.office.database.db
    .selectFrom('sla_alert_message')
    .select(['conversation_key', 'tickets', 'told_at'])
    .where('told_at', '>=', startAt + calmMs)
    .orderBy('id')
    .execute();
  const rows = await desk.office.database.db
    .selectFrom('ticket_event')
    .innerJoin('ticket', 'ticket.number', 'ticket_event.ticket')
    .select(['ticket.number', 'ticket.opened_at', 'ticket_event.at', 'ticket_event.payload'])
    .where('ticket_event.type', '=', 'alerted')
    .where('ticket_event.payload', 'like', '%firstResponse/breach%')
    .execute();
  const lateness = rows.map(({ opened_at, at }) => at - (opened_at + 15 * 60_000));
  for (const { number } of rows) told.set(String(number), (told.get(String(number)) ?? 0) + 1);
  say(
    `${count} deadlines within one second`,
    `${rows.length} told, ${[...told.values()].filter((times) => times > 1).length} twice, lateness p50 ${percentile(lateness, 0.5)} ms, p99 ${percentile(lateness, 0.99)} ms, max ${lateness.reduce((a, b) => Math.max(a, b), 0)} ms, early ${lateness.filter((ms) => ms < 0).length}, loop held ${seen.longestMs.toFixed(0)} ms, CPU ${seen.cpuMs.toFixed(0)} ms`,
  );
  say('reckoned before', `loop held ${calm.longestMs.toFixed(0)} ms, CPU ${calm.cpuMs.toFixed(0)} ms`);
  say(
    'messages about them',
    first
      .map(
        ({ conversation_key, tickets, told_at }) =>
          `${conversation_key} ${tickets} at ${(told_at ?? 0) - startAt - calmMs} ms`,
      )
      .slice(0, 6)
      .join('; '),
  );
  await desk.close();
}

async function attainment(): Promise<void> {
  const desk = await openQuietOffice({ at: '2026-11-30T17:00:00+08:00' });
  const count = 100_000 * scale;
  const from = Date.parse('2026-11-01T00:00:00+08:00');
  await fill(desk, count, (tx, index) => {
    const openedAt = from + (index % 660) * hourMs;
    return put(tx, desk.office, openedAt, priorities[index % 4] ?? 'P3', index, [
      { afterMs: 10 * 60_000, change: { type: 'claimed' } },
      {
        afterMs: (index % 40) * 60_000 + 11 * 60_000,
        change: { type: 'replied', text: '在看', attachments: [] },
      },
      { afterMs: (index % 100) * hourMs + 2 * hourMs, change: { type: 'resolved', text: '好了' } },
      { afterMs: (index % 100) * hourMs + 3 * hourMs, change: { type: 'closed', by: 'requester' } },
    ]);
  });
  const person = await loadPerson(desk.office.database.db, 'chen');
  if (!person) throw new Error('no manager');
  for (const [verb, rest] of [
    ['sla', 'month'],
    ['sla', 'week'],
    ['sla', 'today'],
    ['breaches', ''],
  ] as const) {
    const times: number[] = [];
    for (let i = 0; i < 7; i += 1) {
      const began = performance.now();
      await desk.office.database.transact((tx) =>
        loadSlaFacts(tx, desk.office, createPeople(tx), {
          reading: {
            type: 'command',
            command: { verb, ticket: null, rest },
            text: '',
            attachments: [],
            mentions: [],
          } as never,
          person,
          now: desk.now(),
        }),
      );
      times.push(performance.now() - began);
    }
    say(
      `${verb} ${rest} over ${count} closed tickets of this month`,
      `median ${percentile(times, 0.5).toFixed(0)} ms, first ${(times[0] ?? 0).toFixed(0)} ms`,
    );
  }
  await desk.close();
}

const all = { open: openTickets, storm, attainment };
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
for (const [name, measure] of Object.entries(all))
  if (wanted.length === 0 || wanted.includes(name)) await measure();
