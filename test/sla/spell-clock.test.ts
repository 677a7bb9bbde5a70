import { describe, expect, it } from 'vitest';
import { dueAlerts, nextAlertAt } from '../../src/sla/alert.ts';
import type { Timer } from '../../src/sla/clock.ts';
import { explainTimer } from '../../src/sla/explain-clock.ts';
import { computeSpellClock, type SpellFact, type SpellPromise } from '../../src/sla/spell-clock.ts';
import { makeWorld } from './oracle/arithmetic-case.ts';
import { walkBetween } from './oracle/minute-walk.ts';
import { randomFrom } from './oracle/random.ts';
import { calendars, inShanghai, shanghai } from './support/calendars.ts';

const minuteMs = 60_000;

function promise<T extends string>(
  name: T,
  minutes: number,
  pauses: readonly string[] = [],
): SpellPromise<T> {
  return {
    name,
    promise: { duration: { unit: 'ms', value: minutes * minuteMs }, calendar: 'cn' },
    levels: null,
    pauses,
  };
}

type Step = 'taken' | 'given' | 'resumed' | 'done' | 'dropped' | { readonly held: string };

function facts(steps: Readonly<Record<string, Step>>): SpellFact[] {
  return Object.entries(steps).map(([time, step]): SpellFact =>
    typeof step === 'string'
      ? { type: step, at: shanghai(time) }
      : { type: 'held', at: shanghai(time), reason: step.held },
  );
}

function at<T extends string>(
  promised: SpellPromise<T>,
  steps: Readonly<Record<string, Step>>,
  now: string,
): Timer<T> {
  const timer = computeSpellClock(promised, facts(steps), calendars, shanghai(now));
  if (!timer) throw new Error('the clock has not begun');
  return timer;
}

describe('a tier clock', () => {
  const tier = promise('tier:1', 30);

  it('hands on after 30 working minutes, lunch of a holiday and nights not counted', () => {
    const timer = at(tier, { '2026-09-30 17:45': 'taken' }, '2026-09-30 17:50');
    expect(inShanghai(timer.dueAt)).toBe('2026-10-08 09:15');
    expect(timer.state).toEqual({ name: 'running' });
    expect(timer.target).toBe('tier:1');
  });

  it('alerts by the same levels, each once', () => {
    const timer = at(tier, { '2026-09-22 10:00': 'taken' }, '2026-09-22 10:31');
    const sent = new Set<string>();
    const [alert] = dueAlerts({ timers: [timer] }, sent, shanghai('2026-09-22 10:31'));
    expect(alert?.key).toBe('1/tier:1/breach');
    sent.add('1/tier:1/breach');
    expect(dueAlerts({ timers: [timer] }, sent, shanghai('2026-09-22 10:31'))).toEqual([]);
    expect(nextAlertAt({ timers: [timer] }, sent)).toBeNull();
  });

  it('is over when the ticket is handed on', () => {
    const timer = at(tier, { '2026-09-22 10:00': 'taken', '2026-09-22 10:20': 'done' }, '2026-09-22 12:00');
    expect(timer).toMatchObject({ state: { name: 'met' }, breachedAt: null, usedMs: 20 * minuteMs });
  });
});

describe('an OLA of a support group', () => {
  const ola = promise('ola:network', 120, ['vendor']);

  it('counts only while the group has the ticket', () => {
    const timer = at(
      ola,
      {
        '2026-09-22 10:00': 'taken',
        '2026-09-22 11:00': 'given',
        '2026-09-22 15:00': 'taken',
        '2026-09-22 15:30': { held: 'vendor' },
        '2026-09-22 16:30': 'resumed',
      },
      '2026-09-22 16:40',
    );
    expect(timer.usedMs).toBe(100 * minuteMs);
    expect(inShanghai(timer.dueAt)).toBe('2026-09-22 17:00');
  });

  it('stands still while it is elsewhere, without a deadline', () => {
    const timer = at(ola, { '2026-09-22 10:00': 'taken', '2026-09-22 11:00': 'given' }, '2026-09-23 11:00');
    expect(timer).toMatchObject({ state: { name: 'paused', reason: 'elsewhere' }, dueAt: null });
  });

  it('a hold for a reason that does not pause it counts on', () => {
    const steps = { '2026-09-22 10:00': 'taken', '2026-09-22 10:10': { held: 'requester' } } as const;
    expect(at(ola, steps, '2026-09-22 11:00').usedMs).toBe(60 * minuteMs);
  });

  it('explains itself like a ticket’s', () => {
    const timer = at(
      ola,
      { '2026-09-22 10:00': 'taken', '2026-09-22 11:00': 'given', '2026-09-22 15:00': 'taken' },
      '2026-09-22 15:10',
    );
    const told = explainTimer(timer, calendars, shanghai('2026-09-22 15:10'));
    expect(told.stretches.map(({ kind, reason, workingMs }) => [kind, reason, workingMs / minuteMs])).toEqual(
      [
        ['running', null, 60],
        ['paused', 'elsewhere', 240],
        ['running', null, 10],
        ['running', null, 50],
      ],
    );
    expect(told.usedMs).toBe(timer.usedMs);
  });
});

describe('a task clock', () => {
  const task = promise('task:7', 60);

  it('has not begun before somebody has it', () => {
    expect(computeSpellClock(task, [], calendars, 0)).toBeUndefined();
    expect(computeSpellClock(task, facts({ '2026-09-22 10:00': 'done' }), calendars, 0)).toBeUndefined();
  });

  it('dropped in time it is stopped, done late it is broken, and nothing after that counts', () => {
    const dropped = {
      '2026-09-22 10:00': 'taken',
      '2026-09-22 10:20': 'dropped',
      '2026-09-22 14:00': 'done',
    } as const;
    expect(at(task, dropped, '2026-09-22 15:00')).toMatchObject({
      state: { name: 'stopped' },
      breachedAt: null,
    });
    const late = at(task, { '2026-09-22 10:00': 'taken', '2026-09-22 11:30': 'done' }, '2026-09-22 15:00');
    expect(inShanghai(late.breachedAt)).toBe('2026-09-22 11:00');
  });

  it('a clock that jumped back does not undo what happened', () => {
    const timer = at(task, { '2026-09-22 10:00': 'taken', '2026-09-22 10:30': 'done' }, '2026-09-22 09:00');
    expect(timer).toMatchObject({ state: { name: 'met' }, usedMs: 30 * minuteMs });
  });
});

it('agrees with a walk minute by minute on 3,000 random stories', () => {
  for (let seed = 1; seed <= 15; seed += 1) {
    const world = makeWorld(seed, 40);
    const random = randomFrom(seed);
    const known = new Map([[world.calendar.name, world.calendar]]);
    for (let story = 0; story < 200; story += 1) {
      const promised: SpellPromise<'x'> = {
        name: 'x',
        promise: {
          duration: { unit: 'ms', value: (1 + random.below(900)) * minuteMs },
          calendar: world.calendar.name,
        },
        levels: null,
        pauses: ['vendor'],
      };
      let minute = world.minutes.first + random.below(5_000);
      const told: SpellFact[] = [{ type: 'taken', at: minute * minuteMs }];
      for (let i = random.below(10); i > 0; i -= 1) {
        minute += random.below(900);
        const type = random.pick(['taken', 'given', 'held', 'resumed'] as const);
        const when = minute * minuteMs;
        told.push(
          type === 'held'
            ? { type, at: when, reason: random.pick(['vendor', 'change']) }
            : { type, at: when },
        );
      }
      const now = minute + random.below(2_000);
      const timer = computeSpellClock(promised, told, known, now * minuteMs);
      expect(timer?.usedMs, `seed ${seed} story ${story}`).toBe(walk(told, now) * minuteMs);

      function walk(story: readonly SpellFact[], until: number): number {
        let [has, held, used] = [false, false, 0];
        const events = [...story, { type: 'resumed', at: until * minuteMs } as const];
        for (const [i, fact] of events.entries()) {
          const before = story[i - 1];
          if (before && has && !held)
            used += walkBetween(world.minutes, before.at / minuteMs, fact.at / minuteMs);
          if (fact.type === 'taken') has = true;
          if (fact.type === 'given') has = false;
          if (fact.type === 'held') held = fact.reason === 'vendor';
          if (fact.type === 'resumed') held = false;
        }
        return used;
      }
    }
  }
});
