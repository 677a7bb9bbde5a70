import type { Calendar } from '../../../src/sla/calendar.ts';
import { decodeCalendar } from '../../../src/sla/decode-calendar.ts';
import {
  addWorkingTime,
  isOpen,
  subtractWorkingTime,
  workingTimeBetween,
} from '../../../src/sla/working-time.ts';
import {
  layOut,
  walkBackward,
  walkBetween,
  walkForward,
  withoutPauses,
  type Minutes,
  type MinuteSpan,
} from './minute-walk.ts';
import { randomFrom, type Random } from './random.ts';
import { randomCalendar, toFileForm, type RawCalendar } from './random-calendar.ts';

const minuteMs = 60_000;

export type World = {
  readonly seed: number;
  readonly raw: RawCalendar;
  readonly calendar: Calendar;
  readonly minutes: Minutes;
};

export function decodeRaw(name: string, raw: RawCalendar): Calendar {
  const decoded = decodeCalendar(toFileForm(name, raw));
  if ('calendar' in decoded) return decoded.calendar;
  throw new Error(JSON.stringify(decoded.problems));
}

/** One random calendar, laid out for the oracle and decoded for the engine. */
export function makeWorld(seed: number, days: number): World {
  const raw = randomCalendar(randomFrom(seed), days);
  return { seed, raw, calendar: decodeRaw(`seed-${seed}`, raw), minutes: layOut(raw) };
}

function randomPauses(random: Random, { minutes }: World): MinuteSpan[] {
  return Array.from({ length: random.chance(50) ? 0 : 1 + random.below(4) }, (): MinuteSpan => {
    const from = minutes.first + random.below(minutes.open.length);
    return [from, from + random.below(random.chance(70) ? 600 : 6_000)];
  });
}

/**
 * One question of each kind put to both; undefined where they agree, else what they said. Answers beyond the laid-out range
 * are not compared.
 */
export function tryCase(world: World, random: Random): string | undefined {
  const { calendar } = world;
  const spans = randomPauses(random, world);
  const minutes = withoutPauses(world.minutes, spans);
  const size = minutes.open.length;
  const start = minutes.first + random.below(size);
  const end = Math.min(start + random.below(random.chance(80) ? 6_000 : size), minutes.first + size);
  const wanted = random.chance(5) ? 0 : random.below(random.chance(60) ? 600 : 8_000);
  const pauses = spans.map(([from, to]) => ({ from: from * minuteMs, to: to * minuteMs }));
  const claims: (readonly [string, number | boolean | null, number | boolean | null])[] = [];

  const due = walkForward(minutes, start, wanted);
  if (due !== null)
    claims.push([
      'add',
      due * minuteMs,
      addWorkingTime(calendar, start * minuteMs, wanted * minuteMs, pauses),
    ]);
  const begin = walkBackward(minutes, end, wanted);
  if (begin !== null)
    claims.push([
      'subtract',
      begin * minuteMs,
      subtractWorkingTime(calendar, end * minuteMs, wanted * minuteMs, pauses),
    ]);
  const worked = walkBetween(minutes, start, end) * minuteMs;
  claims.push(['between', worked, workingTimeBetween(calendar, start * minuteMs, end * minuteMs, pauses)]);
  claims.push([
    'isOpen',
    world.minutes.open[start - minutes.first] === 1,
    isOpen(calendar, start * minuteMs),
  ]);

  const wrong = claims.find(([, oracle, engine]) => oracle !== engine);
  if (!wrong) return undefined;
  const [what, oracle, engine] = wrong;
  return JSON.stringify({
    seed: world.seed,
    what,
    oracle,
    engine,
    start: start * minuteMs,
    end: end * minuteMs,
    wanted,
    pauses,
    raw: world.raw,
  });
}
