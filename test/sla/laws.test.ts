import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../src/sla/calendar.ts';
import { addWorkingTime, subtractWorkingTime, workingTimeBetween } from '../../src/sla/working-time.ts';
import { decodeRaw } from './oracle/arithmetic-case.ts';
import { randomFrom } from './oracle/random.ts';
import { randomCalendar } from './oracle/random-calendar.ts';

const dayMs = 86_400_000;
const calendarOf = new Map<number, Calendar>();

/** One of 40 random calendars and an instant to the millisecond near its clock changes. */
const worlds = fc
  .record({
    seed: fc.integer({ min: 1, max: 40 }),
    offsetMs: fc.integer({ min: -10 * dayMs, max: 60 * dayMs }),
  })
  .map(({ seed, offsetMs }) => {
    const raw = randomCalendar(randomFrom(seed), 60);
    const calendar = calendarOf.get(seed) ?? decodeRaw(`law-${seed}`, raw);
    calendarOf.set(seed, calendar);
    return { calendar, at: Date.parse(`${raw.firstDate}T00:00:00Z`) + offsetMs };
  });
const durations = fc.integer({ min: 0, max: 20 * dayMs });
const pauses = (around: number) =>
  fc.array(
    fc
      .record({
        from: fc.integer({ min: -5 * dayMs, max: 40 * dayMs }),
        length: fc.integer({ min: 0, max: 3 * dayMs }),
      })
      .map(({ from, length }) => ({
        from: around + from,
        to: around + from + length,
      })),
    { maxLength: 4 },
  );
const cases = worlds.chain((world) => fc.tuple(fc.constant(world), durations, pauses(world.at)));

describe('laws of working time', () => {
  it('what is added has elapsed', () => {
    fc.assert(
      fc.property(cases, ([{ calendar, at }, durationMs, spans]) => {
        const dueAt = addWorkingTime(calendar, at, durationMs, spans) ?? NaN;
        expect(dueAt).toBeGreaterThanOrEqual(at);
        expect(workingTimeBetween(calendar, at, dueAt, spans)).toBe(durationMs);
      }),
      { numRuns: 1_500 },
    );
  });

  it('what is added can be taken back', () => {
    fc.assert(
      fc.property(cases, ([{ calendar, at }, durationMs, spans]) => {
        fc.pre(durationMs > 0);
        const dueAt = addWorkingTime(calendar, at, durationMs, spans) ?? NaN;
        const backAt = subtractWorkingTime(calendar, dueAt, durationMs, spans);
        expect(workingTimeBetween(calendar, Math.min(at, backAt), Math.max(at, backAt), spans)).toBe(0);
      }),
      { numRuns: 800 },
    );
  });

  it('adding in two steps is adding at once', () => {
    fc.assert(
      fc.property(cases, durations, ([{ calendar, at }, first, spans], second) => {
        fc.pre(second > 0);
        const middle = addWorkingTime(calendar, at, first, spans) ?? NaN;
        expect(addWorkingTime(calendar, middle, second, spans)).toBe(
          addWorkingTime(calendar, at, first + second, spans),
        );
      }),
      { numRuns: 800 },
    );
  });

  it('elapsed time adds up, and never backwards', () => {
    fc.assert(
      fc.property(cases, durations, ([{ calendar, at }, length, spans], more) => {
        const [middle, end] = [at + length, at + length + more];
        const sum =
          workingTimeBetween(calendar, at, middle, spans) + workingTimeBetween(calendar, middle, end, spans);
        expect(workingTimeBetween(calendar, at, end, spans)).toBe(sum);
        expect(workingTimeBetween(calendar, end, at, spans)).toBe(0);
      }),
      { numRuns: 800 },
    );
  });

  it('a pause of k working time before the deadline moves it by k', () => {
    fc.assert(
      fc.property(
        worlds,
        durations,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 5 * dayMs }),
        ({ calendar, at }, durationMs, share, length) => {
          fc.pre(durationMs > 0);
          const dueAt = addWorkingTime(calendar, at, durationMs) ?? NaN;
          const from = Math.floor(at + (dueAt - at) * share);
          fc.pre(from < dueAt);
          const pause = { from, to: from + length };
          const pausedMs = workingTimeBetween(calendar, pause.from, pause.to);
          const movedAt = addWorkingTime(calendar, at, durationMs, [pause]) ?? NaN;
          expect(movedAt).toBe(pausedMs === 0 ? dueAt : addWorkingTime(calendar, dueAt, pausedMs));
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('the order of pauses, their overlap and empty ones do not matter', () => {
    fc.assert(
      fc.property(cases, ([{ calendar, at }, durationMs, spans]) => {
        const [one] = spans;
        const others = one
          ? [...spans.toReversed(), one, { from: one.from, to: one.from }, { from: one.to, to: one.from }]
          : [];
        expect(addWorkingTime(calendar, at, durationMs, others)).toBe(
          addWorkingTime(calendar, at, durationMs, spans),
        );
      }),
      { numRuns: 400 },
    );
  });
});
