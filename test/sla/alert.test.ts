import { describe, expect, it } from 'vitest';
import { dueAlerts, nextAlertAt, type Alert } from '../../src/sla/alert.ts';
import type { ClockFact } from '../../src/sla/clock.ts';
import { computeClock } from '../../src/sla/compute-clock.ts';
import type { FrozenPolicy } from '../../src/sla/policy.ts';
import { makeWorld } from './oracle/arithmetic-case.ts';
import { randomTicket } from './oracle/random-ticket.ts';
import { randomFrom } from './oracle/random.ts';
import { inShanghai, shanghai } from './support/calendars.ts';
import { clockAt, frozen, ticket } from './support/ticket.ts';

/** Sweeps at these times, remembering what was told; `time key late? change?` of each alert. */
function sweep(facts: readonly ClockFact[], times: readonly string[], sent = new Set<string>()): string[] {
  return times.flatMap((time) => {
    const now = shanghai(time);
    const known = facts.filter(({ at }) => at <= now);
    const alerts = dueAlerts(computeClockAt(known, time), sent, now);
    for (const { key } of alerts) sent.add(key);
    return alerts.map(
      (alert) =>
        `${time.slice(5)} ${alert.key}${alert.late ? ' late' : ''}${alert.onChange ? ' change' : ''}`,
    );
  });
}

function computeClockAt(facts: readonly ClockFact[], time: string) {
  return clockAt(facts, time);
}

const P2 = frozen('P2');
const responded = { '2026-03-03 10:10': 'first_response' } as const;

describe('levels of the default policies', () => {
  const levels = (priority: string, target: 'firstResponse' | 'resolution') =>
    clockAt(ticket('2026-03-03 10:00', frozen(priority)), '2026-03-03 10:00')
      .timers.filter((timer) => timer.target === target)
      .flatMap((timer) => timer.levels.map(({ id, at }) => `${id} ${inShanghai(at)}`));
  it.each([
    ['P1', 'firstResponse', ['warn:80% 2026-03-03 10:12', 'breach 2026-03-03 10:15']],
    ['P1', 'resolution', ['warn:80% 2026-03-03 13:12', 'breach 2026-03-03 14:00']],
    ['P2', 'firstResponse', ['warn:80% 2026-03-03 10:24', 'breach 2026-03-03 10:30']],
    ['P2', 'resolution', ['warn:1h 2026-03-04 09:00', 'breach 2026-03-04 10:00']],
    ['P4', 'firstResponse', ['warn:1h 2026-03-04 09:00', 'breach 2026-03-04 10:00']],
  ] as const)('%s %s', (priority, target, expected) => {
    expect(levels(priority, target)).toEqual(expected);
  });
});

describe('configured levels', () => {
  const policy: FrozenPolicy = {
    ...P2,
    levels: [
      { kind: 'percent', percent: 50 },
      { kind: 'offset', offsetMs: -3_600_000 },
      { kind: 'offset', offsetMs: 3_600_000 },
      { kind: 'percent', percent: 150 },
    ],
  };
  it('come in order, each once; what would lie before the opening does not apply', () => {
    const facts = ticket('2026-03-03 10:00', policy);
    const [first, resolution] = clockAt(facts, '2026-03-03 10:00').timers;
    expect(first?.levels.map(({ id }) => id)).toEqual(['warn:50%', 'breach', 'after:150%', 'after:1h']);
    expect(resolution?.levels.map(({ id, at }) => `${id} ${inShanghai(at)}`)).toEqual([
      'warn:50% 2026-03-03 14:30',
      'warn:1h 2026-03-04 09:00',
      'breach 2026-03-04 10:00',
      'after:1h 2026-03-04 11:00',
      'after:150% 2026-03-04 14:30',
    ]);
  });
  it('none but the breach', () => {
    expect(
      sweep(ticket('2026-03-03 10:00', { ...P2, levels: [] }, responded), [
        '2026-03-04 09:30',
        '2026-03-04 10:00',
      ]),
    ).toEqual(['03-04 10:00 1/resolution/breach']);
  });
});

describe('each alert once', () => {
  const facts = ticket('2026-03-03 10:00', P2, responded);

  it('a warning, then the breach, however often the sweeper comes', () => {
    expect(
      sweep(facts, [
        '2026-03-04 08:59',
        '2026-03-04 09:00',
        '2026-03-04 09:00',
        '2026-03-04 09:30',
        '2026-03-04 10:00',
        '2026-03-04 10:01',
        '2026-03-06 10:00',
      ]),
    ).toEqual(['03-04 09:00 1/resolution/warn:1h', '03-04 10:00 1/resolution/breach']);
  });

  it('until it is saved it comes again: a crash before saving loses nothing', () => {
    const clock = clockAt(facts, '2026-03-04 09:00');
    const once = dueAlerts(clock, new Set(), shanghai('2026-03-04 09:00'));
    expect(dueAlerts(clock, new Set(), shanghai('2026-03-04 09:00'))).toEqual(once);
    expect(once).toHaveLength(1);
  });

  it('of several missed levels only the strongest, marked late; the weaker ones never', () => {
    expect(sweep(facts, ['2026-03-04 12:00', '2026-03-04 12:01'])).toEqual([
      '03-04 12:00 1/resolution/breach late',
    ]);
  });

  it('a minute of delay is not late', () => {
    expect(sweep(facts, ['2026-03-04 10:01'])).toEqual(['03-04 10:01 1/resolution/breach']);
    expect(sweep(facts, ['2026-03-04 10:02'])).toEqual(['03-04 10:02 1/resolution/breach late']);
  });

  it('a clock that jumped back tells nothing early and nothing twice', () => {
    expect(
      sweep(facts, [
        '2026-03-04 09:05',
        '2026-03-04 08:00',
        '2026-03-04 09:05',
        '2026-03-04 10:00',
        '2026-03-04 09:00',
      ]),
    ).toEqual(['03-04 09:05 1/resolution/warn:1h late', '03-04 10:00 1/resolution/breach']);
  });
});

describe('what no longer matters', () => {
  it('a promise kept is not warned of afterwards', () => {
    const facts = ticket('2026-03-03 10:00', P2, { ...responded, '2026-03-04 09:20': 'resolved' });
    expect(sweep(facts, ['2026-03-04 11:00'])).toEqual([]);
  });
  it('a promise broken is told even if it was fulfilled since', () => {
    const facts = ticket('2026-03-03 10:00', P2, {
      '2026-03-03 10:40': 'first_response',
      '2026-03-03 12:00': 'resolved',
    });
    expect(sweep(facts, ['2026-03-03 13:00', '2026-03-03 14:00'])).toEqual([
      '03-03 13:00 1/firstResponse/breach late',
    ]);
  });
  it('nothing is told while the clock is paused, and the warning moves with the deadline', () => {
    const facts = ticket('2026-03-03 10:00', P2, {
      ...responded,
      '2026-03-03 17:00': { held: 'requester' },
      '2026-03-04 12:00': 'resumed',
    });
    expect(
      sweep(facts, [
        '2026-03-04 10:30',
        '2026-03-04 12:00',
        '2026-03-04 12:59',
        '2026-03-04 13:00',
        '2026-03-04 14:00',
      ]),
    ).toEqual(['03-04 13:00 1/resolution/warn:1h', '03-04 14:00 1/resolution/breach']);
  });
  it('cancelled in time: nothing; cancelled too late: the breach', () => {
    expect(
      sweep(ticket('2026-03-03 10:00', P2, { '2026-03-03 10:20': 'cancelled' }), ['2026-03-09 10:00']),
    ).toEqual([]);
    expect(
      sweep(ticket('2026-03-03 10:00', P2, { '2026-03-03 10:50': 'cancelled' }), ['2026-03-09 10:00']),
    ).toEqual(['03-09 10:00 1/firstResponse/breach late']);
  });
});

describe('a change of policy gives at most one notice per target', () => {
  const raise = (at: string, policy = frozen('P1')) =>
    ticket('2026-03-03 10:00', frozen('P3'), { ...responded, [at]: { policy } });
  it('broken by the change itself: one, said to be so and not late', () => {
    expect(
      sweep(raise('2026-03-03 15:00'), ['2026-03-03 14:59', '2026-03-03 15:00', '2026-03-03 15:01']),
    ).toEqual(['03-03 15:00 1r2/resolution/breach change']);
  });
  it('past the warning only: the warning, then the breach in its time', () => {
    expect(sweep(raise('2026-03-03 13:30'), ['2026-03-03 13:30', '2026-03-03 14:00'])).toEqual([
      '03-03 13:30 1r2/resolution/warn:80% change',
      '03-03 14:00 1r2/resolution/breach',
    ]);
  });
  it('already known to be broken: none', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P1'), {
      ...responded,
      '2026-03-03 15:00': { policy: frozen('P1', { levels: [{ kind: 'percent', percent: 50 }] }) },
    });
    expect(sweep(facts, ['2026-03-03 14:00', '2026-03-03 15:00', '2026-03-03 18:00'])).toEqual([
      '03-03 14:00 1/resolution/breach',
    ]);
  });
  it('a lowered priority has its own warning and breach to come', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P1'), {
      ...responded,
      '2026-03-03 14:30': { policy: P2 },
    });
    expect(
      sweep(facts, ['2026-03-03 14:00', '2026-03-03 14:30', '2026-03-04 09:00', '2026-03-04 10:00']),
    ).toEqual([
      '03-03 14:00 1/resolution/breach',
      '03-04 09:00 1r2/resolution/warn:1h',
      '03-04 10:00 1r2/resolution/breach',
    ]);
  });
});

describe('new cycles have alerts of their own', () => {
  it('of next replies', () => {
    const policy = frozen('P2', {
      targets: {
        firstResponse: null,
        nextReply: { duration: { unit: 'ms', value: 1_800_000 }, calendar: 'cn' },
        resolution: null,
      },
    });
    const facts = ticket('2026-03-03 10:00', policy, {
      '2026-03-03 11:00': 'requester_wrote',
      '2026-03-03 11:40': 'agent_replied',
      '2026-03-03 12:00': 'requester_wrote',
    });
    expect(sweep(facts, ['2026-03-03 11:30', '2026-03-03 12:25', '2026-03-03 12:30'])).toEqual([
      '03-03 11:30 1/nextReply/breach',
      '03-03 12:25 2/nextReply/warn:80%',
      '03-03 12:30 2/nextReply/breach',
    ]);
  });
  it('of resolutions', () => {
    const facts = ticket('2026-03-03 10:00', frozen('P2', { reopen: 'new_cycle' }), {
      ...responded,
      '2026-03-04 11:00': 'resolved',
      '2026-03-04 12:00': 'reopened',
    });
    expect(sweep(facts, ['2026-03-04 10:00', '2026-03-04 12:00', '2026-03-05 12:00'])).toEqual([
      '03-04 10:00 1/resolution/breach',
      '03-05 12:00 2/resolution/breach',
    ]);
  });
});

describe('nextAlertAt', () => {
  it('is what a sweeper waits for', () => {
    const facts = ticket('2026-03-03 10:00', P2);
    const next = (...sent: string[]) =>
      inShanghai(nextAlertAt(clockAt(facts, '2026-03-03 10:00'), new Set(sent)));
    expect(next()).toBe('2026-03-03 10:24');
    expect(next('1/firstResponse/warn:80%')).toBe('2026-03-03 10:30');
    expect(next('1/firstResponse/breach')).toBe('2026-03-04 09:00');
    expect(next('1/firstResponse/breach', '1/resolution/warn:1h')).toBe('2026-03-04 10:00');
    expect(next('1/firstResponse/breach', '1/resolution/breach')).toBeNull();
  });
});

describe('random tickets under a random sweeper', () => {
  it('no alert is early, doubled or lost, and nextAlertAt names the next one', () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const world = makeWorld(seed, 15);
      const random = randomFrom(seed * 77);
      const calendars = new Map([[world.calendar.name, world.calendar]]);
      for (let i = 0; i < 150; i += 1) {
        const { facts, nowAt } = randomTicket(world, random);
        const openedAt = facts[0]?.at ?? 0;
        const sent = new Set<string>();
        const told: Alert[] = [];
        const sweepAt = (at: number): void => {
          const clock = computeClock(
            facts.filter((fact) => fact.at <= at),
            calendars,
            at,
          );
          const alerts = dueAlerts(clock, sent, at);
          const next = nextAlertAt(clock, sent);
          expect(alerts.length > 0).toBe(next !== null && next <= at);
          for (const alert of alerts) {
            expect(alert.at).toBeLessThanOrEqual(at);
            expect(sent.has(alert.key)).toBe(false);
            sent.add(alert.key);
            told.push(alert);
          }
          expect(dueAlerts(clock, sent, at)).toEqual([]);
          const coming = nextAlertAt(clock, sent);
          if (coming !== null) {
            const later = computeClock(
              facts.filter((fact) => fact.at <= at),
              calendars,
              coming,
            );
            expect(dueAlerts(later, sent, coming).length).toBeGreaterThan(0);
            expect(dueAlerts(later, sent, coming - 1)).toEqual([]);
          }
        };
        for (let at = openedAt; at < nowAt; at += random.below(2_000) * 60_000) sweepAt(at);
        sweepAt(nowAt);
        expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
        for (const timer of computeClock(facts, calendars, nowAt).timers) {
          if (timer.breachedAt === null) continue;
          const own = told.filter(
            ({ target, level, timer: { cycle } }) =>
              target === timer.target && cycle === timer.cycle && level.kind !== 'warn',
          );
          expect(own.length).toBeGreaterThan(0);
        }
      }
    }
  });
});
