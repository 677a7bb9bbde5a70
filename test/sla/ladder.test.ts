import { describe, expect, it } from 'vitest';
import { dueAlerts, levelKey, nextAlertAt, parseAlertKey } from '../../src/sla/alert.ts';
import { dutyOfficers, rungsFrom, recipientsOf } from '../../src/sla/ladder.ts';
import type { FrozenPolicy, Level } from '../../src/sla/policy.ts';
import { inShanghai, shanghai } from './support/calendars.ts';
import { clockAt, frozen, ticket } from './support/ticket.ts';

const minute = 60_000;
const responded = { '2026-03-03 10:10': 'first_response' } as const;

/** Sweeps every so many minutes; `when key` of each alert told, and who hears of it where asked. */
function sweepUntil(
  facts: ReturnType<typeof ticket>,
  from: string,
  to: string,
  options: { every?: number; acknowledge?: Record<string, string>; roundTheClock?: boolean } = {},
): string[] {
  const sent = new Set<string>();
  const acknowledged = new Set<string>();
  const told: string[] = [];
  for (let at = shanghai(from); at <= shanghai(to); at += (options.every ?? 1) * minute) {
    const time = inShanghai(at) ?? '';
    const noted = options.acknowledge?.[time];
    if (noted !== undefined) acknowledged.add(levelKey(noted));
    const heard = { acknowledged, roundTheClock: options.roundTheClock ?? false };
    for (const { key } of dueAlerts(
      clockAt(
        facts.filter((fact) => fact.at <= at),
        time,
      ),
      sent,
      at,
      heard,
    )) {
      expect(sent.has(key)).toBe(false);
      sent.add(key);
      told.push(`${time.slice(5)} ${key}`);
    }
  }
  return told;
}

const again = (policy: string, levels: readonly Level[], change: Partial<FrozenPolicy> = {}): FrozenPolicy =>
  frozen(policy, { levels, ...change });

describe('repeats', () => {
  const P2 = again('P2', [], { breach: { repeat: { everyMs: 30 * minute, max: 3 } } });

  it('come at their interval in working time, at most so many', () => {
    // One working day from 14:30 is due at 14:30, three repeats until 16:00.
    expect(
      sweepUntil(
        ticket('2026-03-03 14:30', P2, { '2026-03-03 14:40': 'first_response' }),
        '2026-03-04 14:00',
        '2026-03-04 18:00',
      ),
    ).toEqual([
      '03-04 14:30 1/resolution/breach',
      '03-04 15:00 1/resolution/breach#2',
      '03-04 15:30 1/resolution/breach#3',
      '03-04 16:00 1/resolution/breach#4',
    ]);
  });

  it('rest at night and over the weekend', () => {
    const facts = ticket('2026-03-05 17:45', P2, { '2026-03-05 17:50': 'first_response' });
    expect(sweepUntil(facts, '2026-03-06 17:00', '2026-03-09 12:00', { every: 5 })).toEqual([
      '03-06 17:45 1/resolution/breach',
      '03-09 09:15 1/resolution/breach#2',
      '03-09 09:45 1/resolution/breach#3',
      '03-09 10:15 1/resolution/breach#4',
    ]);
  });

  it('of P1 go by the wall clock', () => {
    const facts = ticket('2026-03-05 17:45', P2, { '2026-03-05 17:50': 'first_response' });
    expect(
      sweepUntil(facts, '2026-03-06 17:00', '2026-03-09 12:00', { every: 5, roundTheClock: true }),
    ).toEqual([
      '03-06 17:45 1/resolution/breach',
      '03-06 18:15 1/resolution/breach#2',
      '03-06 18:45 1/resolution/breach#3',
      '03-06 19:15 1/resolution/breach#4',
    ]);
  });

  it('end where the next level speaks', () => {
    const policy = again('P2', [{ kind: 'offset', offsetMs: 60 * minute, to: ['lead'] }], {
      breach: { repeat: { everyMs: 20 * minute, max: 9 } },
    });
    expect(
      sweepUntil(ticket('2026-03-03 10:00', policy, responded), '2026-03-04 09:30', '2026-03-04 18:00'),
    ).toEqual([
      '03-04 10:00 1/resolution/breach',
      '03-04 10:20 1/resolution/breach#2',
      '03-04 10:40 1/resolution/breach#3',
      '03-04 11:00 1/resolution/after:1h',
    ]);
  });

  it('of P1, too, end where the next level speaks', () => {
    const policy = again('P2', [{ kind: 'offset', offsetMs: 60 * minute }], {
      breach: { repeat: { everyMs: 25 * minute, max: 9 } },
    });
    expect(
      sweepUntil(ticket('2026-03-03 10:00', policy, responded), '2026-03-04 09:30', '2026-03-04 18:00', {
        every: 5,
        roundTheClock: true,
      }),
    ).toEqual([
      '03-04 10:00 1/resolution/breach',
      '03-04 10:25 1/resolution/breach#2',
      '03-04 10:50 1/resolution/breach#3',
      '03-04 11:00 1/resolution/after:1h',
    ]);
  });

  it('end when the promise is kept, and rest while the clock is paused', () => {
    expect(
      sweepUntil(
        ticket('2026-03-03 10:00', P2, { ...responded, '2026-03-04 10:40': 'resolved' }),
        '2026-03-04 09:30',
        '2026-03-04 18:00',
      ),
    ).toEqual(['03-04 10:00 1/resolution/breach', '03-04 10:30 1/resolution/breach#2']);
    expect(
      sweepUntil(
        ticket('2026-03-03 10:00', P2, {
          ...responded,
          '2026-03-04 10:10': { held: 'requester' },
          '2026-03-04 14:00': 'resumed',
        }),
        '2026-03-04 09:30',
        '2026-03-04 18:00',
      ),
    ).toEqual([
      '03-04 10:00 1/resolution/breach',
      '03-04 14:20 1/resolution/breach#2',
      '03-04 14:50 1/resolution/breach#3',
      '03-04 15:20 1/resolution/breach#4',
    ]);
  });

  it('missed in a downtime are one alert', () => {
    expect(
      sweepUntil(ticket('2026-03-03 10:00', P2, responded), '2026-03-04 11:10', '2026-03-04 18:00', {
        every: 10,
      }),
    ).toEqual(['03-04 11:10 1/resolution/breach#3', '03-04 11:30 1/resolution/breach#4']);
  });
});

describe('acknowledging', () => {
  const policy = again('P2', [{ kind: 'offset', offsetMs: 120 * minute }], {
    breach: { repeat: { everyMs: 30 * minute, max: 9 } },
  });
  const facts = ticket('2026-03-03 10:00', policy, responded);

  it('stops the repeats of that level, not the level after it', () => {
    expect(
      sweepUntil(facts, '2026-03-04 09:30', '2026-03-04 18:00', {
        acknowledge: { '2026-03-04 10:45': '1/resolution/breach#2' },
      }),
    ).toEqual([
      '03-04 10:00 1/resolution/breach',
      '03-04 10:30 1/resolution/breach#2',
      '03-04 12:00 1/resolution/after:2h',
    ]);
  });

  it('leaves another promise of the ticket alone', () => {
    const told = sweepUntil(facts, '2026-03-04 09:30', '2026-03-04 11:00', {
      acknowledge: { '2026-03-04 09:40': '1/firstResponse/breach' },
    });
    expect(told).toContain('03-04 10:30 1/resolution/breach#2');
  });

  it('is reckoned with by nextAlertAt', () => {
    const clock = clockAt(facts, '2026-03-04 10:05');
    const sent = new Set(['1/resolution/breach']);
    expect(inShanghai(nextAlertAt(clock, sent))).toBe('2026-03-04 10:30');
    const heard = { acknowledged: new Set(['1/resolution/breach']), roundTheClock: false };
    expect(inShanghai(nextAlertAt(clock, sent, heard))).toBe('2026-03-04 12:00');
  });
});

describe('keys', () => {
  it.each([
    ['1/resolution/breach', { cycle: '1', target: 'resolution', level: 'breach', repeat: 0 }],
    ['2r3/nextReply/warn:80%#4', { cycle: '2r3', target: 'nextReply', level: 'warn:80%', repeat: 3 }],
    ['7/unclaimed/breach#2', { cycle: '7', target: 'unclaimed', level: 'breach', repeat: 1 }],
    ['nonsense', undefined],
  ])('%s', (key, expected) => {
    expect(parseAlertKey(key)).toEqual(expected);
  });
});

describe('who hears of it', () => {
  const heardBy = (levels: readonly Level[] | null, change: Partial<FrozenPolicy> = {}): string[] => {
    const facts = ticket('2026-03-03 10:00', frozen('P2', { levels, ...change }), responded);
    const resolution = clockAt(facts, '2026-03-03 10:30').timers.find(
      ({ target }) => target === 'resolution',
    );
    return (resolution?.levels ?? []).map(
      (level) => `${level.id} ${recipientsOf({ level, target: 'resolution', repeat: 0 }).join(' ')}`,
    );
  };

  it('by default the assignee and the managers, further up after the breach', () => {
    expect(
      heardBy([
        { kind: 'percent', percent: 80 },
        { kind: 'percent', percent: 150 },
      ]),
    ).toEqual([
      'warn:80% assignee managers',
      'breach assignee managers',
      'after:150% assignee lead managers duty',
    ]);
  });

  it('as the policy says', () => {
    expect(
      heardBy([{ kind: 'percent', percent: 80, to: ['assignee'] }], { breach: { to: ['lead', 'duty'] } }),
    ).toEqual(['warn:80% assignee', 'breach lead duty']);
  });

  it('a promise frozen before there was a choice tells whom it always told', () => {
    const old = JSON.parse(
      '{"name":"P2","targets":{"firstResponse":null,"nextReply":null,"resolution":{"duration":{"unit":"workingDay","value":1},"calendar":"cn"}},"levels":null,"pauses":{"firstResponse":[],"nextReply":[],"resolution":["requester"]},"reopen":"continue"}',
    ) as FrozenPolicy;
    const told = sweepUntil(ticket('2026-03-03 10:00', old), '2026-03-04 08:00', '2026-03-06 12:00', {
      every: 5,
    });
    expect(told).toEqual(['03-04 09:00 1/resolution/warn:1h', '03-04 10:00 1/resolution/breach']);
  });

  it('of what nobody looks after the lead, too, when it has to be told again', () => {
    const [level] =
      clockAt(ticket('2026-03-03 10:00', frozen('P2', { levels: [] })), '2026-03-03 10:00').timers[0]
        ?.levels ?? [];
    if (!level) throw new Error('no breach');
    const group = { ...level, level: { ...level.level, to: ['group'] as const } };
    expect(recipientsOf({ level: group, target: 'unclaimed', repeat: 0 })).toEqual(['group']);
    expect(recipientsOf({ level: group, target: 'unclaimed', repeat: 1 })).toEqual(['group', 'lead']);
  });

  it.each([
    ['assignee', ['assignee', 'group', 'lead', 'managers', 'duty']],
    ['lead', ['lead', 'managers', 'duty', 'group', 'assignee']],
    ['duty', ['duty', 'managers', 'lead', 'group', 'assignee']],
  ] as const)('instead of %s', (recipient, expected) => {
    expect(rungsFrom(recipient)).toEqual(expected);
  });

  it('duty officers by group, else the house’s', () => {
    expect(dutyOfficers({ everywhere: ['zhou'], byGroup: { network: ['li'] } }, 'network')).toEqual(['li']);
    expect(dutyOfficers({ everywhere: ['zhou'], byGroup: { network: ['li'] } }, 'desk')).toEqual(['zhou']);
  });
});
