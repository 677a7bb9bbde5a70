import { describe, expect, it } from 'vitest';
import { decodePolicies } from '../../src/sla/decode-policy.ts';
import { defaultPolicies } from '../../src/sla/default-policies.ts';
import { choosePolicy, freezePolicy, noPolicy, type Policy } from '../../src/sla/policy.ts';
import { durationMs } from '../../src/sla/working-day.ts';
import { calendars, cn } from './support/calendars.ts';

function policy(name: string, when: Policy['when']): Policy {
  return { ...noPolicy, name, when };
}

describe('choosePolicy', () => {
  const policies = [
    policy('vip', { level: ['vip'], priority: ['P1', 'P2'] }),
    policy('network', { category: ['network'] }),
    policy('mfa', { category: ['account.mfa'], kind: ['incident'] }),
    policy('rest', {}),
  ];
  it.each([
    ['every condition must hold', { level: 'vip', priority: 'P2', category: 'network.vpn' }, 'vip'],
    ['the first in order wins', { level: 'vip', priority: 'P3', category: 'network.vpn' }, 'network'],
    ['a category by its first level', { category: 'network.vpn' }, 'network'],
    ['not by letters alone', { category: 'networking' }, 'rest'],
    ['a leaf', { category: 'account.mfa', kind: 'incident' }, 'mfa'],
    ['not its brother', { category: 'account.password', kind: 'incident' }, 'rest'],
    ['what is not known does not match', { category: 'account.mfa' }, 'rest'],
    ['nothing known', {}, 'rest'],
  ])('%s', (_, attributes, name) => {
    expect(choosePolicy(policies, attributes)?.name).toBe(name);
  });

  it('none: nothing is promised', () => {
    expect(choosePolicy([policy('p', { priority: ['P1'] })], { priority: 'P2' })).toBeUndefined();
    expect(freezePolicy(undefined)).toEqual(noPolicy);
  });
});

describe('the default policies', () => {
  it.each([
    ['P1', '24x7', 15, 240],
    ['P2', 'cn', 30, 540],
    ['P3', 'cn', 120, 3 * 540],
    ['P4', 'cn', 540, 5 * 540],
  ])('%s on %s: %i and %i working minutes', (priority, calendar, first, resolution) => {
    const { targets } = freezePolicy(choosePolicy(defaultPolicies, { priority }));
    expect([targets.firstResponse?.calendar, targets.resolution?.calendar]).toEqual([calendar, calendar]);
    const minutes = [targets.firstResponse, targets.resolution].map(
      (promise) => promise && durationMs(promise.duration, cn) / 60_000,
    );
    expect(minutes).toEqual([first, resolution]);
  });

  it('survive being saved as JSON', () => {
    for (const each of defaultPolicies) {
      expect(JSON.parse(JSON.stringify(freezePolicy(each)))).toEqual(freezePolicy(each));
      expect(freezePolicy(each)).not.toHaveProperty('when');
    }
  });
});

describe('decodePolicies', () => {
  const good = { name: 'all', when: {}, firstResponse: '30m', resolution: '1wd', calendar: 'cn' };
  const problemsOf = (list: unknown): string[] => {
    const decoded = decodePolicies(list, calendars);
    return 'problems' in decoded ? decoded.problems.map(({ path, expected }) => `${path}: ${expected}`) : [];
  };

  it('reads the canonical form', () => {
    const decoded = decodePolicies(
      [
        {
          name: 'P1',
          when: { priority: 'P1', category: ['network', 'security.malware'] },
          firstResponse: '15m',
          nextReply: { duration: '1h', calendar: 'cn' },
          resolution: '4h',
          calendar: '24x7',
          warn: ['80%', '1h'],
          escalate: ['150%', '2h'],
          pause: { resolution: ['vendor'] },
          reopen: 'new_cycle',
        },
        good,
      ],
      calendars,
    );
    expect('policies' in decoded && decoded.policies[0]).toEqual({
      name: 'P1',
      when: { priority: ['P1'], category: ['network', 'security.malware'] },
      targets: {
        firstResponse: { duration: { unit: 'ms', value: 900_000 }, calendar: '24x7' },
        nextReply: { duration: { unit: 'ms', value: 3_600_000 }, calendar: 'cn' },
        resolution: { duration: { unit: 'ms', value: 14_400_000 }, calendar: '24x7' },
      },
      levels: [
        { kind: 'percent', percent: 80 },
        { kind: 'offset', offsetMs: -3_600_000 },
        { kind: 'percent', percent: 150 },
        { kind: 'offset', offsetMs: 7_200_000 },
      ],
      pauses: {
        firstResponse: [],
        nextReply: ['requester', 'scheduled', 'approval'],
        resolution: ['vendor'],
      },
      reopen: 'new_cycle',
    });
    expect('policies' in decoded && decoded.policies[1]?.levels).toBeNull();
  });

  it.each<[string, unknown, RegExp]>([
    ['no list', {}, /a list of policies/],
    ['unknown calendar', [{ ...good, calendar: 'mars' }], /^\[0\]\.calendar: a calendar: one of cn, 24x7$/],
    ['no calendar', [{ ...good, calendar: undefined }], /^\[0\]\.calendar/],
    ['bad duration', [{ ...good, resolution: '2d' }], /^\[0\]\.resolution: .*write 48h/],
    ['no target', [{ name: 'x', when: {}, calendar: 'cn' }], /at least one target/],
    ['unknown key', [{ ...good, firstReply: '1h' }], /^\[0\]\.firstReply: one of name/],
    ['unknown condition', [{ ...good, when: { colour: 'red' } }], /^\[0\]\.when\.colour/],
    ['no conditions', [{ ...good, when: undefined }], /^\[0\]\.when: .*matches every ticket/],
    ['bad warning', [{ ...good, warn: ['120%'] }], /^\[0\]\.warn\[0\]: a share such as "80%"/],
    ['warning in working days', [{ ...good, warn: '1wd' }], /^\[0\]\.warn/],
    ['bad reopen', [{ ...good, reopen: 'never' }], /^\[0\]\.reopen: one of continue/],
    ['bad pause', [{ ...good, pause: { resolve: 'x' } }], /^\[0\]\.pause\.resolve/],
    [
      'a hold reason there is not',
      [{ ...good, pause: { resolution: ['requestor'] } }],
      /^\[0\]\.pause\.resolution: hold reasons: requester/,
    ],
    ['name twice', [{ ...good, when: { priority: 'P1' } }, good], /^\[1\]\.name/],
    [
      'never reached',
      [good, { ...good, name: 'late', when: { priority: 'P1' } }],
      /^\[1\]\.when: something "all" leaves over/,
    ],
    ['unmatched priorities', [{ ...good, when: { priority: ['P1', 'P2'] } }], /when: \{\} for every ticket/],
  ])('%s', (_, list, expected) => {
    expect(problemsOf(list)).toEqual([expect.stringMatching(expected)]);
  });

  it('the defaults written as configuration decode to the defaults', () => {
    const written = [
      { name: 'P1', when: { priority: 'P1' }, firstResponse: '15m', resolution: '4h', calendar: '24x7' },
      { name: 'P2', when: { priority: 'P2' }, firstResponse: '30m', resolution: '1wd', calendar: 'cn' },
      { name: 'P3', when: { priority: 'P3' }, firstResponse: '2h', resolution: '3wd', calendar: 'cn' },
      { name: 'P4', when: { priority: 'P4' }, firstResponse: '1wd', resolution: '5wd', calendar: 'cn' },
    ];
    expect(decodePolicies(written, calendars)).toEqual({ policies: defaultPolicies });
  });
});
