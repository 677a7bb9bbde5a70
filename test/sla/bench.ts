import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Calendar } from '../../src/sla/calendar.ts';
import type { ClockFact } from '../../src/sla/clock.ts';
import { computeClock } from '../../src/sla/compute-clock.ts';
import { decodeCalendar } from '../../src/sla/decode-calendar.ts';
import { defaultPolicies } from '../../src/sla/default-policies.ts';
import { freezePolicy } from '../../src/sla/policy.ts';
import { addWorkingTime } from '../../src/sla/working-time.ts';
import { randomFrom, type Random } from './oracle/random.ts';

/* npm run sla:bench: figures of the SLA engine on this machine. */

const hourMs = 3_600_000;

function load(name: string): Calendar {
  const decoded = decodeCalendar(parse(readFileSync(`data/calendars/${name}.yaml`, 'utf8')));
  if ('calendar' in decoded) return decoded.calendar;
  throw new Error(JSON.stringify(decoded.problems));
}

function percentile(values: readonly number[], share: number): number {
  return (
    [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN
  );
}

function measure(what: string, times: number, act: (i: number) => unknown): void {
  const micros: number[] = [];
  const began = performance.now();
  for (let i = 0; i < times; i += 1) {
    const start = performance.now();
    act(i);
    micros.push((performance.now() - start) * 1_000);
  }
  const [p50, p99, max] = [
    percentile(micros, 0.5),
    percentile(micros, 0.99),
    micros.reduce((most, each) => Math.max(most, each), 0),
  ];
  const total = performance.now() - began;
  console.log(
    `${what}: ${times} in ${total.toFixed(0)} ms, p50 ${p50.toFixed(1)} µs, p99 ${p99.toFixed(1)} µs, max ${max.toFixed(0)} µs`,
  );
}

function randomFacts(random: Random, nowAt: number): ClockFact[] {
  const at = nowAt - random.below(20 * 24) * hourMs;
  return [
    { type: 'opened', at, by: 'requester', policy: freezePolicy(random.pick(defaultPolicies)) },
    { type: 'first_response', at: at + random.below(hourMs) },
    { type: 'held', at: at + random.below(8) * hourMs, reason: 'requester' },
    { type: 'resumed', at: at + 9 * hourMs },
  ];
}

const random = randomFrom(1);
const calendars = new Map(['cn', '24x7'].map((name) => [name, load(name)]));
const firstAt = Date.parse('2025-01-01T00:00:00Z');
const someInstant = (): number => firstAt + random.below(500 * 24) * hourMs;

const fresh = load('cn');
measure('add, a month ahead, cold calendar', 1, () => addWorkingTime(fresh, firstAt, 198 * hourMs));
for (const [name, calendar] of calendars) {
  const month = name === 'cn' ? 198 : 30 * 24;
  measure(`add, a month ahead, ${name}`, 100_000, () =>
    addWorkingTime(calendar, someInstant(), month * hourMs),
  );
  measure(`add, three years ahead, ${name}`, 20_000, () =>
    addWorkingTime(calendar, someInstant(), 36 * month * hourMs),
  );
}
const nowAt = Date.parse('2026-11-20T03:00:00Z');
const tickets = Array.from({ length: 20_000 }, () => randomFacts(random, nowAt));
const edited = new Map(['cn', '24x7'].map((name) => [name, load(name)]));
measure('clock of an open ticket, calendar just edited', tickets.length, (i) =>
  computeClock(tickets[i] ?? [], edited, nowAt),
);
