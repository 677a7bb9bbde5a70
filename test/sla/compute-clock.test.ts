import { describe, expect, it, test } from 'vitest';
import { BotError } from '../../src/kernel/bot-error.ts';
import { computeClock, findTimer, nextDueAt } from '../../src/sla/compute-clock.ts';
import { noPolicy, type FrozenPolicy, type ReopenMode, type Target } from '../../src/sla/policy.ts';
import { calendars, inShanghai, shanghai } from './support/calendars.ts';
import { clockAt, frozen, ticket, timerOf } from './support/ticket.ts';

const minuteMs = 60_000;

function due(
  facts: Parameters<typeof clockAt>[0],
  now: string,
  target: Target = 'resolution',
): string | null {
  return inShanghai(timerOf(clockAt(facts, now), target).dueAt);
}

describe('deadlines of the default policies', () => {
  it.each([
    ['P1 at night, round the clock', 'P1', '2026-02-17 03:00', '2026-02-17 03:15', '2026-02-17 07:00'],
    ['P2 in the morning', 'P2', '2026-03-03 10:00', '2026-03-03 10:30', '2026-03-04 10:00'],
    [
      'P2 on Friday evening before National Day',
      'P2',
      '2025-09-26 17:30',
      '2025-09-26 18:00',
      '2025-09-28 17:30',
    ],
    [
      'P3 before Spring Festival with a make-up Saturday',
      'P3',
      '2026-02-12 15:00',
      '2026-02-12 17:00',
      '2026-02-24 15:00',
    ],
    ['P4 on a Saturday', 'P4', '2026-03-07 11:00', '2026-03-09 18:00', '2026-03-13 18:00'],
  ])('%s', (_, priority, opened, first, resolution) => {
    const facts = ticket(opened, frozen(priority));
    expect([due(facts, opened, 'firstResponse'), due(facts, opened)]).toEqual([first, resolution]);
  });
});

describe('first response', () => {
  it('is met by a person, in time or late', () => {
    const met = (at: string) =>
      timerOf(
        clockAt(ticket('2026-03-03 10:00', frozen('P2'), { [at]: 'first_response' }), '2026-03-03 12:00'),
        'firstResponse',
      );
    expect(met('2026-03-03 10:30')).toMatchObject({
      state: { name: 'met' },
      usedMs: 30 * minuteMs,
      remainingMs: 0,
      breachedAt: null,
    });
    expect(met('2026-03-03 10:39')).toMatchObject({
      state: { name: 'met' },
      remainingMs: -9 * minuteMs,
      breachedAt: shanghai('2026-03-03 10:30'),
    });
  });

  it('is never paused by default, however the ticket is held', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P2'), { '2026-03-03 10:05': { held: 'requester' } });
    expect(due(facts, '2026-03-03 10:20', 'firstResponse')).toBe('2026-03-03 10:30');
    expect(timerOf(clockAt(facts, '2026-03-03 10:30'), 'firstResponse').breachedAt).toBe(
      shanghai('2026-03-03 10:30'),
    );
  });

  it('is not owed on a ticket an agent opened', () => {
    const clock = clockAt(ticket('2026-03-03 10:00', frozen('P2'), {}, 'agent'), '2026-03-03 10:00');
    expect(clock.timers.map(({ target }) => target)).toEqual(['resolution']);
  });

  it('is over when the ticket ends without it, and goes on when it is reopened', () => {
    const cancelled = ticket('2026-03-03 10:00', frozen('P2'), { '2026-03-03 10:10': 'cancelled' });
    expect(
      clockAt(cancelled, '2026-03-03 15:00').timers.map(({ state, breachedAt }) => [state.name, breachedAt]),
    ).toEqual([
      ['stopped', null],
      ['stopped', null],
    ]);
    const resolved = ticket('2026-03-03 10:00', frozen('P2'), {
      '2026-03-03 10:10': 'resolved',
      '2026-03-03 11:00': 'reopened',
    });
    expect(due(resolved, '2026-03-03 11:00', 'firstResponse')).toBe('2026-03-03 11:20');
  });
});

describe('pauses', () => {
  it.each([
    ['requester', '2026-03-04 11:00'],
    ['scheduled', '2026-03-04 11:00'],
    ['vendor', '2026-03-04 10:00'],
    ['change', '2026-03-04 10:00'],
  ])('an hour on hold for %s: due %s', (held, expected) => {
    const facts = ticket('2026-03-03 10:00', frozen('P2'), {
      '2026-03-03 11:00': { held },
      '2026-03-03 12:00': 'resumed',
    });
    expect(due(facts, '2026-03-03 12:00')).toBe(expected);
  });

  it('no deadline is named while it lasts', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P2'), { '2026-03-03 11:00': { held: 'requester' } });
    const timer = timerOf(clockAt(facts, '2026-03-05 09:00'), 'resolution');
    expect(timer).toMatchObject({
      state: { name: 'paused', since: shanghai('2026-03-03 11:00'), reason: 'requester' },
      dueAt: null,
      usedMs: 60 * minuteMs,
    });
    expect(timer.levels.every(({ at }) => at === null)).toBe(true);
  });

  it('a deadline that passed before stays passed', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P2'), { '2026-03-04 11:00': { held: 'requester' } });
    expect(timerOf(clockAt(facts, '2026-03-05 09:00'), 'resolution')).toMatchObject({
      state: { name: 'paused' },
      breachedAt: shanghai('2026-03-04 10:00'),
    });
  });

  it('a holiday inside a pause counts once', () => {
    const facts = ticket('2026-09-30 17:00', frozen('P2'), {
      '2026-09-30 17:30': { held: 'requester' },
      '2026-10-08 09:30': 'resumed',
    });
    expect(due(facts, '2026-10-08 10:00')).toBe('2026-10-08 18:00');
  });

  it('a new reason ends the old one', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P2'), {
      '2026-03-03 11:00': { held: 'requester' },
      '2026-03-03 12:00': { held: 'vendor' },
      '2026-03-03 13:00': 'resumed',
    });
    expect(due(facts, '2026-03-03 13:00')).toBe('2026-03-04 11:00');
  });

  it('hold and resume in the same instant end in the order they came', () => {
    const state = (steps: Parameters<typeof ticket>[2]) =>
      timerOf(clockAt(ticket('2026-03-03 10:00', frozen('P2'), steps), '2026-03-03 12:00'), 'resolution')
        .state.name;
    expect(state({ '2026-03-03 11:00': [{ held: 'requester' }, 'resumed'] })).toBe('running');
    expect(state({ '2026-03-03 11:00': ['resumed', { held: 'requester' }] })).toBe('paused');
  });
});

describe('next reply', () => {
  const policy = frozen('P2', {
    targets: {
      ...frozen('P2').targets,
      nextReply: { duration: { unit: 'ms', value: 60 * minuteMs }, calendar: 'cn' },
    },
  });

  it('runs from the first unanswered message; a second one does not move it', () => {
    const facts = ticket('2026-03-03 10:00', policy, {
      '2026-03-03 10:40': 'requester_wrote',
      '2026-03-03 11:20': 'requester_wrote',
    });
    expect(due(facts, '2026-03-03 11:20', 'nextReply')).toBe('2026-03-03 11:40');
  });

  it('each exchange is measured', () => {
    const facts = ticket('2026-03-03 10:00', policy, {
      '2026-03-03 10:40': 'requester_wrote',
      '2026-03-03 12:00': 'agent_replied',
      '2026-03-03 12:10': 'agent_replied',
      '2026-03-03 12:30': 'requester_wrote',
      '2026-03-03 12:40': 'agent_replied',
    });
    const exchanges = clockAt(facts, '2026-03-03 13:00').timers.filter(
      ({ target }) => target === 'nextReply',
    );
    expect(
      exchanges.map(({ cycle, usedMs, breachedAt }) => [cycle, usedMs / minuteMs, inShanghai(breachedAt)]),
    ).toEqual([
      [1, 80, '2026-03-03 11:40'],
      [2, 10, null],
    ]);
  });

  it('a word of thanks after the solution starts no clock', () => {
    const facts = ticket('2026-03-03 10:00', policy, {
      '2026-03-03 11:00': 'resolved',
      '2026-03-03 11:05': 'requester_wrote',
    });
    expect(timerOf(clockAt(facts, '2026-03-05 11:00'), 'nextReply')).toMatchObject({
      state: { name: 'stopped' },
      breachedAt: null,
      usedMs: 0,
    });
    expect(nextDueAt(clockAt(facts, '2026-03-05 11:00'))).toBeNull();
  });
});

describe('change of policy', () => {
  const raised = (at: string, policy = frozen('P1')) =>
    ticket('2026-03-03 10:00', frozen('P3'), { [at]: { policy } });

  it('counts from opening', () => {
    expect(due(raised('2026-03-03 11:00'), '2026-03-03 11:00')).toBe('2026-03-03 14:00');
  });

  it('keeps the pauses', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P3'), {
      '2026-03-03 10:10': { held: 'requester' },
      '2026-03-03 10:40': 'resumed',
      '2026-03-03 11:00': { policy: frozen('P1') },
    });
    expect(due(facts, '2026-03-03 11:00')).toBe('2026-03-03 14:30');
  });

  it('may find the new promise broken already', () => {
    const timer = timerOf(clockAt(raised('2026-03-03 15:00'), '2026-03-03 15:00'), 'resolution');
    expect(timer).toMatchObject({
      revision: 2,
      revisedAt: shanghai('2026-03-03 15:00'),
      breachedAt: shanghai('2026-03-03 14:00'),
    });
  });

  it('does not judge anew what was met before', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P3'), {
      '2026-03-03 11:00': 'first_response',
      '2026-03-03 12:00': { policy: frozen('P1') },
    });
    expect(timerOf(clockAt(facts, '2026-03-03 13:00'), 'firstResponse')).toMatchObject({
      revision: 1,
      breachedAt: null,
      targetMs: 120 * minuteMs,
    });
  });

  it('of another name but the same promise is no new one', () => {
    expect(
      timerOf(
        clockAt(raised('2026-03-03 11:00', { ...frozen('P3'), name: 'vip' }), '2026-03-03 12:00'),
        'resolution',
      ),
    ).toMatchObject({ revision: 1, revisedAt: null });
  });

  it('to no policy clears every deadline', () => {
    const clock = clockAt(raised('2026-03-03 11:00', noPolicy), '2026-03-03 12:00');
    expect([clock.timers, nextDueAt(clock)]).toEqual([[], null]);
  });
});

describe('reopening', () => {
  const life = (reopen: ReopenMode) =>
    ticket('2026-03-03 10:00', frozen('P2', { reopen }), {
      '2026-03-03 12:00': 'resolved',
      '2026-03-04 09:00': 'reopened',
    });
  const resolutions = (reopen: ReopenMode) =>
    clockAt(life(reopen), '2026-03-04 09:30')
      .timers.filter(({ target }) => target === 'resolution')
      .map(({ cycle, state, usedMs, dueAt }) => [cycle, state.name, usedMs / minuteMs, inShanghai(dueAt)]);

  it('continue: the clock goes on where it stood', () => {
    expect(resolutions('continue')).toEqual([[1, 'running', 150, '2026-03-04 16:00']]);
  });
  it('total: the time it lay resolved counts', () => {
    expect(resolutions('total')).toEqual([[1, 'running', 510, '2026-03-04 10:00']]);
  });
  it('new_cycle: a new promise, the first one stays met', () => {
    expect(resolutions('new_cycle')).toEqual([
      [1, 'met', 120, '2026-03-04 10:00'],
      [2, 'running', 30, '2026-03-04 18:00'],
    ]);
  });
  it('first: it was kept by the first solution', () => {
    expect(resolutions('first')).toEqual([[1, 'met', 120, '2026-03-04 10:00']]);
  });
  it('ends a hold', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P2'), {
      '2026-03-03 11:00': { held: 'requester' },
      '2026-03-03 12:00': 'closed',
      '2026-03-03 13:00': 'reopened',
    });
    expect(timerOf(clockAt(facts, '2026-03-03 14:00'), 'resolution')).toMatchObject({
      state: { name: 'running' },
      usedMs: 120 * minuteMs,
    });
  });
  it('a cancelled ticket that comes back goes on too', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P2'), {
      '2026-03-03 11:00': 'cancelled',
      '2026-03-03 13:00': 'reopened',
    });
    expect(due(facts, '2026-03-03 13:00')).toBe('2026-03-04 12:00');
  });
});

describe('robustness', () => {
  it('closing twice, resuming what runs, reopening what is open change nothing', () => {
    const plain = ticket('2026-03-03 10:00', frozen('P2'), { '2026-03-03 12:00': 'resolved' });
    const noisy = ticket('2026-03-03 10:00', frozen('P2'), {
      '2026-03-03 10:30': ['resumed', 'reopened'],
      '2026-03-03 12:00': ['resolved', 'closed'],
      '2026-03-06 12:00': ['closed', { held: 'requester' }],
    });
    const key = (facts: typeof plain) =>
      clockAt(facts, '2026-03-09 10:00').timers.map(({ usedMs, state, dueAt }) => [usedMs, state, dueAt]);
    expect(key(noisy)).toEqual(key(plain));
  });

  it('facts may come in any order of time', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P2'), {
      '2026-03-03 11:00': { held: 'requester' },
      '2026-03-03 12:00': 'resumed',
      '2026-03-03 13:00': 'first_response',
    });
    expect(clockAt(facts.toReversed(), '2026-03-03 15:00')).toEqual(clockAt(facts, '2026-03-03 15:00'));
  });

  it('a clock that jumped back undoes nothing', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P2'), { '2026-03-03 12:00': 'resolved' });
    expect(clockAt(facts, '2026-03-03 09:00')).toEqual(clockAt(facts, '2026-03-03 12:00'));
  });

  it('the same facts through JSON give the same clock', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P2'), { '2026-03-03 11:00': { policy: frozen('P1') } });
    const saved = JSON.parse(JSON.stringify(facts)) as typeof facts;
    expect(clockAt(saved, '2026-03-03 12:00')).toEqual(clockAt(facts, '2026-03-03 12:00'));
  });

  it('a calendar that is gone is named', () => {
    const promise = { duration: { unit: 'ms' as const, value: minuteMs }, calendar: 'mars' };
    const policy: FrozenPolicy = { ...noPolicy, targets: { ...noPolicy.targets, resolution: promise } };
    expect(() => clockAt(ticket('2026-03-03 10:00', policy), '2026-03-03 10:00')).toThrow(/"mars".*cn, 24x7/);
  });

  test('a ticket opens once', () => {
    expect(() => computeClock([], calendars, 0)).toThrow(BotError);
    expect(
      findTimer(clockAt(ticket('2026-03-03 10:00', noPolicy), '2026-03-03 10:00'), 'resolution'),
    ).toBeUndefined();
  });

  test('a deadline past what the calendar knows is provisional', () => {
    expect(
      timerOf(clockAt(ticket('2026-12-31 10:00', frozen('P2')), '2026-12-31 10:00'), 'resolution')
        .provisional,
    ).toBe(true);
    expect(
      timerOf(clockAt(ticket('2026-12-31 10:00', frozen('P2')), '2026-12-31 10:00'), 'firstResponse')
        .provisional,
    ).toBe(false);
  });
});
