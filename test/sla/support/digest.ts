import { createHash } from 'node:crypto';
import { computeClock } from '../../../src/sla/compute-clock.ts';
import { explainClock } from '../../../src/sla/explain-clock.ts';
import { decodeRaw } from '../oracle/arithmetic-case.ts';
import { randomFrom } from '../oracle/random.ts';
import { randomCalendar } from '../oracle/random-calendar.ts';
import { randomTicket } from '../oracle/random-ticket.ts';

/* Prints a hash of many answers; run under several TZ values it must print the same. */

const hash = createHash('sha256');
for (let seed = 1; seed <= 25; seed += 1) {
  const random = randomFrom(seed);
  const raw = randomCalendar(random, 60);
  const calendar = decodeRaw(`seed-${seed}`, raw);
  const first = Date.parse(`${raw.firstDate}T00:00:00Z`) / 60_000;
  const minutes = { first, open: new Uint8Array(60 * 1440) };
  for (let i = 0; i < 20; i += 1) {
    const { facts, nowAt } = randomTicket({ seed, raw, calendar, minutes }, random);
    const calendars = new Map([[calendar.name, calendar]]);
    hash.update(JSON.stringify(explainClock(computeClock(facts, calendars, nowAt), calendars)));
  }
}
console.log(hash.digest('hex'));
