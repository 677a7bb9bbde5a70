import { describe, expect, it } from 'vitest';
import { alertKey, dueAlerts, nextAlertAt } from '../../src/sla/alert.ts';
import { compareClocks } from '../../src/sla/clock-difference.ts';
import { computeClock } from '../../src/sla/compute-clock.ts';
import { timePromise, type TimedPromise } from '../../src/sla/time-promise.ts';
import { calendars, cn, decodeOrThrow, inShanghai, shanghai } from './support/calendars.ts';
import { clockAt, frozen, ticket } from './support/ticket.ts';

const minuteMs = 60_000;

describe("clocks that are not a ticket's", () => {
  /** L1 has thirty working minutes before it hands on. */
  const tier = (change: Partial<TimedPromise<'tier1'>>): TimedPromise<'tier1'> => ({
    target: 'tier1',
    cycle: 1,
    revision: 1,
    revisedAt: null,
    promise: { duration: { unit: 'ms', value: 30 * minuteMs }, calendar: 'cn' },
    levels: [],
    startAt: shanghai('2026-03-03 17:45'),
    metAt: null,
    stopped: null,
    exclusions: [],
    ...change,
  });

  it('run on the same engine', () => {
    const timer = timePromise(tier({}), calendars, shanghai('2026-03-04 09:00'));
    expect([inShanghai(timer.dueAt), timer.usedMs / minuteMs, timer.state.name]).toEqual([
      '2026-03-04 09:15',
      15,
      'running',
    ]);
  });

  it('pause', () => {
    const exclusions = [{ from: shanghai('2026-03-04 09:05'), to: null, reason: 'consulting' }];
    expect(timePromise(tier({ exclusions }), calendars, shanghai('2026-03-04 12:00'))).toMatchObject({
      state: { name: 'paused', reason: 'consulting' },
      dueAt: null,
      usedMs: 20 * minuteMs,
    });
  });

  it('alert once under their own name', () => {
    const clock = { timers: [timePromise(tier({}), calendars, shanghai('2026-03-04 09:20'))] };
    const [alert] = dueAlerts(clock, new Set(), shanghai('2026-03-04 09:20'));
    expect([alert?.key, alert?.target]).toEqual(['1/tier1/breach', 'tier1']);
    expect(nextAlertAt(clock, new Set())).toBe(shanghai('2026-03-04 09:15'));
    expect(dueAlerts(clock, new Set(['1/tier1/breach']), shanghai('2026-03-04 09:20'))).toEqual([]);
    expect(clock.timers.flatMap((timer) => timer.levels.map((level) => alertKey(timer, level)))).toEqual([
      '1/tier1/breach',
    ]);
  });
});

describe('compareClocks', () => {
  const facts = ticket('2026-03-03 10:00', frozen('P3'), { '2026-03-03 10:10': 'first_response' });
  const now = '2026-03-03 15:00';

  it('says what an edit of a policy would move and break', () => {
    const edited = [...facts, { type: 'policy_changed' as const, at: shanghai(now), policy: frozen('P1') }];
    expect(compareClocks(clockAt(facts, now), clockAt(edited, now))).toEqual([
      {
        target: 'resolution',
        cycle: 1,
        dueBefore: shanghai('2026-03-06 10:00'),
        dueAfter: shanghai('2026-03-03 14:00'),
        breaks: true,
        heals: false,
      },
    ]);
  });

  it('says what an edit of a calendar would move', () => {
    const off = decodeOrThrow({ name: 'cn', extends: 'cn', holidays: ['2026-03-04'] }, new Map([['cn', cn]]));
    const after = computeClock(facts, new Map([['cn', off]]), shanghai(now));
    expect(compareClocks(clockAt(facts, now), after).map(({ dueAfter }) => inShanghai(dueAfter))).toEqual([
      '2026-03-09 10:00',
    ]);
  });

  it('nothing where nothing differs, in whatever order a database keeps keys', () => {
    const reordered = facts.map((fact) => {
      if (fact.type !== 'opened') return fact;
      const { pauses, reopen, levels, targets, name } = fact.policy;
      return { ...fact, policy: { pauses, reopen, levels, targets, name } };
    });
    expect(compareClocks(clockAt(facts, now), clockAt(reordered, now))).toEqual([]);
  });
});
