import { describe, expect, it } from 'vitest';
import { decodePolicies } from '../../src/sla/decode-policy.ts';
import { freezePolicy } from '../../src/sla/policy.ts';
import { calendars } from './support/calendars.ts';

const good = { name: 'all', when: {}, firstResponse: '15m', resolution: '4h', calendar: 'cn' };
const minute = 60_000;

function decoded(policy: Record<string, unknown>) {
  const result = decodePolicies([{ ...good, ...policy }], calendars);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  const [first] = result.policies;
  if (!first) throw new Error('no policy');
  return first;
}

function problems(policy: Record<string, unknown>): string[] {
  const result = decodePolicies([{ ...good, ...policy }], calendars);
  return 'problems' in result ? result.problems.map(({ path, expected }) => `${path}: ${expected}`) : [];
}

describe('who is told, and how often', () => {
  it('is read beside when', () => {
    const { levels, breach } = decoded({
      warn: ['80%', { at: '1h', to: ['assignee'] }],
      breach: { to: ['assignee', 'managers'], repeat: '30m' },
      escalate: [
        { at: '30m', to: ['lead', 'managers', 'lead'], repeat: '15m', max: 4 },
        { at: '200%', to: 'duty' },
      ],
    });
    expect(levels).toEqual([
      { kind: 'percent', percent: 80 },
      { kind: 'offset', offsetMs: -60 * minute, to: ['assignee'] },
      {
        kind: 'offset',
        offsetMs: 30 * minute,
        to: ['lead', 'managers'],
        repeat: { everyMs: 15 * minute, max: 4 },
      },
      { kind: 'percent', percent: 200, to: ['duty'] },
    ]);
    expect(breach).toEqual({ to: ['assignee', 'managers'], repeat: { everyMs: 30 * minute, max: 3 } });
  });

  it('is frozen with the promise and survives being saved', () => {
    const frozen = freezePolicy(
      decoded({ breach: { to: ['lead'] }, escalate: [{ at: '2h', repeat: '1h' }] }),
    );
    expect(frozen.breach).toEqual({ to: ['lead'] });
    expect(JSON.parse(JSON.stringify(frozen))).toEqual(frozen);
  });

  it('leaves no trace where nothing is said', () => {
    expect(JSON.stringify(freezePolicy(decoded({})))).not.toMatch(/breach|repeat|"to"/);
  });

  it('the breach alone leaves the default warning', () => {
    expect(decoded({ breach: { to: ['lead'] } }).levels).toBeNull();
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a recipient there is not',
      { escalate: [{ at: '30m', to: ['leed'] }] },
      /^\[0\]\.escalate\[0\]\.to\[0\]: one of assignee, group, lead, managers, duty$/,
    ],
    ['one that is no list', { escalate: { at: '30m', to: 'boss' } }, /^\[0\]\.escalate\.to: one of assignee/],
    ['nobody', { warn: [{ at: '1h', to: [] }] }, /^\[0\]\.warn\[0\]\.to: one of assignee/],
    [
      'no instant',
      { escalate: [{ to: ['lead'] }] },
      /^\[0\]\.escalate\[0\]\.at: a share such as "150%" or a time after/,
    ],
    [
      'an instant on the wrong side',
      { warn: [{ at: '150%' }] },
      /^\[0\]\.warn\[0\]\.at: a share such as "80%"/,
    ],
    [
      'an unknown key',
      { escalate: [{ at: '30m', too: ['lead'] }] },
      /^\[0\]\.escalate\[0\]\.too: one of at, to, repeat, max$/,
    ],
    [
      'a repeat of seconds',
      { escalate: [{ at: '30m', repeat: '5s' }] },
      /\.repeat: a working time of at least a minute/,
    ],
    ['a repeat in working days', { escalate: [{ at: '30m', repeat: '1wd' }] }, /\.repeat: a working time/],
    ['a number for a repeat', { breach: { repeat: 15 } }, /^\[0\]\.breach\.repeat: a working time/],
    ['too many', { breach: { repeat: '15m', max: 21 } }, /^\[0\]\.breach\.max: a number from 1 to 20$/],
    ['a part of one', { breach: { repeat: '15m', max: 1.5 } }, /^\[0\]\.breach\.max: a number/],
    ['a maximum of nothing', { breach: { max: 3 } }, /^\[0\]\.breach\.max: a repeat beside it/],
    ['a breach at some time', { breach: { at: '1h' } }, /^\[0\]\.breach\.at: one of to, repeat, max$/],
    ['a breach that is a list', { breach: ['managers'] }, /^\[0\]\.breach: who hears of the breach/],
  ])('%s is refused', (_, policy, expected) => {
    expect(problems(policy)).toEqual([expect.stringMatching(expected)]);
  });
});
