import { describe, expect, test } from 'vitest';
import { dueAlerts } from '../../src/sla/alert.ts';
import { defaultAlertRules, type AlertRules } from '../../src/sla/alert-rules.ts';
import { computeClock } from '../../src/sla/compute-clock.ts';
import type { Person, Role } from '../../src/people/person.ts';
import { acknowledgeTold, explainBreach, mayAcknowledge } from '../../src/ticketing/alert-acknowledge.ts';
import { handOnGroup } from '../../src/ticketing/alert-hand-on.ts';
import { alertState } from '../../src/ticketing/alert-state.ts';
import { watchTimers, type WatchFacts } from '../../src/ticketing/alert-watch.ts';
import { foldEvents } from '../../src/ticketing/apply-event.ts';
import { clockFacts } from '../../src/ticketing/clock-facts.ts';
import type { TicketChange, TicketEvent } from '../../src/ticketing/ticket-event.ts';
import { calendars, inShanghai, shanghai } from '../sla/support/calendars.ts';
import { frozen } from '../sla/support/ticket.ts';
import { aTicket } from '../support/a-ticket.ts';

type Step = readonly [time: string, change: TicketChange, actorId?: string];

const replied: TicketChange = { type: 'replied', text: '看看', attachments: [] };
const held: TicketChange = { type: 'held', reason: 'vendor', text: null };

/** A ticket opened on Tuesday 3 March 2026 at 10:00, and what happened to it then; as of `now`. */
function story(
  priority: string,
  steps: readonly Step[],
  now: string,
  rules: AlertRules = defaultAlertRules,
  nextGroupId: string | null = null,
): WatchFacts {
  const opening = aTicket({ groupId: 'desk', priority: priority as 'P1', policy: frozen(priority) });
  const changes: readonly Step[] = [['2026-03-03 10:00', { ...opening, type: 'opened' }, 'lin'], ...steps];
  const events = changes.map(([time, change, actorId = 'wang'], index): TicketEvent => ({
    ticket: 1,
    seq: index + 1,
    at: shanghai(time),
    actorId,
    channel: 'web',
    change,
  }));
  const ticket = foldEvents(events);
  if (!ticket) throw new Error('no ticket');
  const clock = computeClock(clockFacts(events), calendars, shanghai(now));
  return { ticket, events, clock, rules, calendars, nextGroupId };
}

/** `2 unclaimed 03-03 10:15`: cycle, what is watched, and when it is told. */
function watched(facts: WatchFacts): string[] {
  return watchTimers(facts).map(
    ({ cycle, target, dueAt }) => `${cycle} ${target} ${inShanghai(dueAt)?.slice(5) ?? 'never'}`,
  );
}

const at = '2026-03-03 10:01';

describe('a ticket nobody has taken', () => {
  test.each([
    ['P1', '1 unclaimed 03-03 10:05'],
    ['P2', '1 unclaimed 03-03 10:15'],
    ['P3', '1 unclaimed 03-03 11:00'],
    ['P4', '1 unclaimed 03-03 14:00'],
  ])('%s', (priority, expected) => {
    expect(watched(story(priority, [], at))).toEqual([expected]);
  });

  test.each<[string, readonly Step[], string[]]>([
    [
      'given back, it starts anew',
      [
        ['2026-03-03 10:05', { type: 'claimed' }],
        ['2026-03-03 17:50', { type: 'released' }],
      ],
      ['2 unclaimed 03-04 09:50'],
    ],
    [
      'come to another group, too',
      [
        [
          '2026-03-03 10:30',
          { type: 'category_changed', category: 'x', groupId: 'network', policy: frozen('P3') },
        ],
      ],
      ['2 unclaimed 03-03 11:30'],
    ],
    [
      'with another category it stays where it was',
      [
        [
          '2026-03-03 10:30',
          { type: 'category_changed', category: 'x', groupId: 'desk', policy: frozen('P3') },
        ],
      ],
      ['1 unclaimed 03-03 11:00'],
    ],
    [
      'what the requester adds changes nothing',
      [['2026-03-03 10:30', { type: 'requester_wrote', text: '?', attachments: [] }, 'lin']],
      ['1 unclaimed 03-03 11:00'],
    ],
    [
      'a note of somebody does not take it',
      [['2026-03-03 10:30', { type: 'noted', text: '?' }]],
      ['1 unclaimed 03-03 11:00'],
    ],
    ['on hold nothing is looked after', [['2026-03-03 10:30', held]], []],
    [
      'time on hold does not count',
      [
        ['2026-03-03 10:30', held],
        ['2026-03-03 11:30', { type: 'resumed' }],
      ],
      ['1 unclaimed 03-03 12:00'],
    ],
    ['resolved it is over', [['2026-03-03 10:30', { type: 'resolved', text: 'ok' }]], []],
    ['cancelled, too', [['2026-03-03 10:30', { type: 'cancelled', text: null }, 'lin']], []],
  ])('%s', (_, steps, expected) => {
    expect(watched(story('P3', steps, '2026-03-03 17:55'))).toEqual(expected);
  });

  test('a higher priority is taken sooner, counted from the opening', () => {
    const raised: Step = [
      '2026-03-03 10:30',
      { type: 'priority_changed', priority: 'P1', policy: frozen('P1') },
    ];
    expect(watched(story('P3', [raised], '2026-03-03 10:31'))).toEqual(['1 unclaimed 03-03 10:05']);
    const state = alertState(story('P3', [raised], '2026-03-03 10:31'));
    const due = dueAlerts(state, state.sent, shanghai('2026-03-03 10:31'), state.heard);
    const told = due.find(({ target }) => target === 'unclaimed');
    // It was not late: the change has put it into the past.
    expect([told?.late, told?.onChange]).toEqual([false, true]);
  });

  test('where nothing is promised nothing is looked after', () => {
    const facts = story('P3', [], at);
    const bare = {
      ...facts.ticket,
      policy: { ...facts.ticket.policy, targets: { firstResponse: null, nextReply: null, resolution: null } },
    };
    expect(watched({ ...facts, ticket: bare })).toEqual([]);
  });

  test('unless it is turned off', () => {
    expect(watched(story('P3', [], at, { ...defaultAlertRules, unclaimed: null }))).toEqual([]);
  });
});

describe('a ticket that lies', () => {
  const claimed: Step = ['2026-03-03 10:30', { type: 'claimed' }];
  test.each<[string, readonly Step[], string[]]>([
    // Half of one working day of nine hours.
    ['from being claimed', [claimed], ['1 untouched 03-03 15:00']],
    [
      'each thing its assignee does starts it anew',
      [claimed, ['2026-03-03 11:00', replied]],
      ['2 untouched 03-03 15:30'],
    ],
    [
      'what others do does not',
      [
        claimed,
        ['2026-03-03 11:00', { type: 'noted', text: '?' }, 'zhou'],
        ['2026-03-03 11:30', { type: 'urged' }, 'lin'],
      ],
      ['1 untouched 03-03 15:00'],
    ],
    [
      'given to somebody else it is theirs',
      [claimed, ['2026-03-03 12:00', { type: 'assigned', assigneeId: 'li' }, 'zhou']],
      ['2 untouched 03-03 16:30'],
    ],
    ['on hold it may lie', [claimed, ['2026-03-03 11:00', held]], []],
    [
      'and starts anew when it goes on',
      [claimed, ['2026-03-03 11:00', held], ['2026-03-03 14:00', { type: 'resumed' }, 'lin']],
      ['3 untouched 03-04 09:30'],
    ],
  ])('%s', (_, steps, expected) => {
    expect(watched(story('P2', steps, '2026-03-03 14:00'))).toEqual(expected);
  });

  test('unless it is turned off', () => {
    expect(watched(story('P2', [claimed], at, { ...defaultAlertRules, untouchedPercent: null }))).toEqual([]);
  });
});

test('a first-tier ticket is offered to the second tier half an hour of work after it came, once', () => {
  const facts = story('P3', [['2026-03-03 10:10', { type: 'claimed' }]], at, defaultAlertRules, 'network');
  expect(watched(facts)).toContain('1 handOn 03-03 10:30');
  expect(watchTimers(facts).find(({ target }) => target === 'handOn')?.levels[0]?.repeats).toEqual([]);
});

describe('the group a ticket is handed on to', () => {
  const group = (id: string, tier: 1 | 2 | 3, ...categories: string[]) => ({
    id,
    name: id,
    tier,
    categories,
    lead: null,
    conversations: [],
  });
  const groups = [
    group('desk', 1),
    group('all', 2),
    group('net', 2, 'network'),
    group('vpn', 2, 'network.vpn'),
    group('experts', 3),
  ];
  test.each([
    ['network.vpn', 'desk', 'vpn'],
    ['network.wifi', 'desk', 'net'],
    ['hardware.printer', 'desk', 'all'],
    ['network.vpn', 'net', null],
    ['network.vpn', 'experts', null],
  ])('%s in %s → %s', (category, groupId, expected) => {
    expect(handOnGroup(groups, { groupId, category })?.id ?? null).toBe(expected);
  });
  test('nobody where the second tier takes other things', () => {
    expect(
      handOnGroup([group('desk', 1), group('net', 2, 'network')], {
        groupId: 'desk',
        category: 'email.mailbox',
      }),
    ).toBeNull();
  });
});

describe('acknowledging', () => {
  const alerted = (time: string, key: string): Step => [time, { type: 'alerted', key }, 'bot'];
  const told = [
    alerted('2026-03-03 11:00', '1/unclaimed/breach'),
    alerted('2026-03-03 12:00', '1/firstResponse/breach'),
    alerted('2026-03-03 12:30', '1/firstResponse/breach#2'),
  ];
  test('is about everything told last of each promise and watch', () => {
    expect(acknowledgeTold(story('P3', told, '2026-03-03 12:31'))).toEqual([
      { type: 'acknowledged', keys: ['1/firstResponse/breach', '1/unclaimed/breach'] },
    ]);
  });
  test('twice is once', () => {
    const noted: Step = [
      '2026-03-03 12:40',
      { type: 'acknowledged', keys: ['1/firstResponse/breach', '1/unclaimed/breach'] },
    ];
    expect(acknowledgeTold(story('P3', [...told, noted], '2026-03-03 12:41'))).toEqual([]);
  });
  test('before anything was told there is nothing', () => {
    expect(acknowledgeTold(story('P3', [], at))).toEqual([]);
  });

  const person = (id: string, ...roles: Role[]): Person => ({
    id,
    name: id,
    email: null,
    roles,
    locale: null,
    timeZone: null,
    level: 'standard',
    department: null,
    identities: {},
  });
  test.each([
    ['the assignee', person('wang', 'agent'), true],
    ['a colleague', person('li', 'agent'), false],
    ['the group’s lead', person('sun', 'agent'), true],
    ['a lead', person('zhou', 'lead'), true],
    ['a manager', person('chen', 'manager'), true],
    ['who is on duty', person('gao', 'agent'), true],
    ['the requester', person('lin', 'requester'), false],
  ])('%s may: %#', (_, who, expected) => {
    const house = { leadId: 'sun', duty: ['gao'] };
    expect(mayAcknowledge(who, aTicket({ assigneeId: 'wang' }), house)).toBe(expected);
  });

  test('a cause is for what nobody has explained, else for all that is broken', () => {
    const facts = story('P3', [], '2026-03-09 18:00');
    const first = explainBreach(facts.clock, facts.events, 'vendor', null);
    expect(first.map((change) => change.type === 'breach_explained' && change.key)).toEqual([
      '1/firstResponse',
      '1/resolution',
    ]);
    const explained = story(
      'P3',
      [
        [
          '2026-03-03 15:00',
          { type: 'breach_explained', key: '1/firstResponse', cause: 'capacity', text: null },
        ],
      ],
      '2026-03-09 18:00',
    );
    expect(explainBreach(explained.clock, explained.events, 'vendor', null)).toEqual([
      { type: 'breach_explained', key: '1/resolution', cause: 'vendor', text: null },
    ]);
    const kept = story('P3', [], at);
    expect(explainBreach(kept.clock, kept.events, 'vendor', null)).toEqual([]);
  });
});
