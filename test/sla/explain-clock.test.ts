import { describe, expect, it, test } from 'vitest';
import { explainClock } from '../../src/sla/explain-clock.ts';
import { reopenModes } from '../../src/sla/policy.ts';
import { makeWorld } from './oracle/arithmetic-case.ts';
import { randomTicket } from './oracle/random-ticket.ts';
import { randomFrom } from './oracle/random.ts';
import { calendars } from './support/calendars.ts';
import { clockAt, frozen, ticket } from './support/ticket.ts';

describe('explainClock', () => {
  const facts = ticket('2025-09-30 17:00', frozen('P2'), {
    '2025-09-30 17:10': 'first_response',
    '2025-10-09 10:00': { held: 'requester' },
    '2025-10-09 11:00': 'resumed',
  });
  const told = explainClock(clockAt(facts, '2025-10-09 12:00'), calendars);
  const resolution = told.timers.find(({ target }) => target === 'resolution');

  it('names every stretch with local times, working minutes and reason', () => {
    expect(
      resolution?.stretches.map(({ kind, from, to, reason, workingMs, ahead }) => [
        from.local,
        to.local,
        kind,
        reason,
        workingMs / 60_000,
        ahead,
      ]),
    ).toEqual([
      ['2025-09-30T17:00', '2025-09-30T18:00', 'running', null, 60, false],
      ['2025-09-30T18:00', '2025-10-09T09:00', 'outside', null, 0, false],
      ['2025-10-09T09:00', '2025-10-09T10:00', 'running', null, 60, false],
      ['2025-10-09T10:00', '2025-10-09T11:00', 'paused', 'requester', 60, false],
      ['2025-10-09T11:00', '2025-10-09T12:00', 'running', null, 60, false],
      ['2025-10-09T12:00', '2025-10-09T18:00', 'running', null, 360, true],
    ]);
  });

  it('names the holidays it went over', () => {
    const days = resolution?.stretches[1]?.days ?? [];
    expect(days.map(({ date }) => date)).toEqual(
      ['01', '02', '03', '04', '05', '06', '07', '08'].map((day) => `2025-10-${day}`),
    );
    expect(days[0]).toEqual({ date: '2025-10-01', kind: 'holiday', name: '国庆节、中秋节' });
  });

  it('gives calendar, sum, deadline and what comes next', () => {
    expect(resolution).toMatchObject({
      calendar: 'cn',
      timeZone: 'Asia/Shanghai',
      usedMs: 180 * 60_000,
      targetMs: 540 * 60_000,
      remainingMs: 360 * 60_000,
      due: { local: '2025-10-09T18:00' },
      provisional: false,
      nextLevels: [
        { id: 'warn:1h', kind: 'warn', moment: { local: '2025-10-09T17:00' }, key: '1/resolution/warn:1h' },
        { id: 'breach', kind: 'breach', moment: { local: '2025-10-09T18:00' } },
      ],
    });
  });

  it('tells of make-up working days and of changes of policy', () => {
    const changed = ticket('2025-09-26 17:30', frozen('P2'), {
      '2025-09-28 10:00': { policy: frozen('P3') },
    });
    const { timers, policies } = explainClock(clockAt(changed, '2025-09-28 11:00'), calendars);
    expect(policies.map(({ name }) => name)).toEqual(['P2', 'P3']);
    const days = timers.flatMap(({ stretches }) => stretches.flatMap((stretch) => stretch.days));
    expect(days).toContainEqual({ date: '2025-09-28', kind: 'make-up', name: null });
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(told))).toEqual(told);
  });
});

test('the random tickets of the oracle have everything an explanation must bear', () => {
  const seen = new Map<string, number>();
  const count = (what: string): void => {
    seen.set(what, (seen.get(what) ?? 0) + 1);
  };
  const world = makeWorld(1, 40);
  const random = randomFrom(1);
  for (let i = 0; i < 2_000; i += 1) {
    const { facts } = randomTicket(world, random);
    for (const fact of facts) {
      count(fact.type);
      if (fact.type === 'opened' || fact.type === 'policy_changed') count(`reopen ${fact.policy.reopen}`);
    }
  }
  for (const what of [
    'held',
    'resumed',
    'reopened',
    'policy_changed',
    ...reopenModes.map((mode) => `reopen ${mode}`),
  ])
    expect(seen.get(what) ?? 0, what).toBeGreaterThan(100);
});

test('a deadline beyond what the calendar knows is told as provisional', () => {
  const late = ticket('2026-12-30 15:00', frozen('P3'));
  const { timers } = explainClock(clockAt(late, '2026-12-30 16:00'), calendars);
  expect(timers.map(({ target, provisional }) => [target, provisional])).toEqual([
    ['firstResponse', false],
    ['resolution', true],
  ]);
});
