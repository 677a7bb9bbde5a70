import { describe, expect, test } from 'vitest';
import type { Person, Role } from '../../src/people/person.ts';
import { noPolicy } from '../../src/sla/policy.ts';
import { decide, urgeIntervalMs, type LifecycleFacts } from '../../src/ticketing/lifecycle.ts';
import type { Ticket, TicketStatus } from '../../src/ticketing/ticket.ts';
import type { TicketCommand } from '../../src/ticketing/ticket-command.ts';
import { aTicket } from '../support/a-ticket.ts';

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

const lin = person('lin', 'requester');
const wang = person('wang', 'agent');
const li = person('li', 'agent');
const chen = person('chen', 'manager');

const facts: LifecycleFacts = {
  now: 1_000_000_000,
  lastUrgedAt: null,
  rules: {
    policyFor: () => noPolicy,
    groupFor: (category) => (category.startsWith('network') ? 'network' : 'desk'),
  },
};

const fresh = aTicket({ requesterId: 'lin' });
const mine = aTicket({ requesterId: 'lin', assigneeId: 'wang', status: { name: 'assigned' } });
const held = aTicket({
  requesterId: 'lin',
  assigneeId: 'wang',
  status: { name: 'on_hold', reason: 'requester' },
});
const heldUnclaimed = aTicket({ requesterId: 'lin', status: { name: 'on_hold', reason: 'requester' } });
const resolved = aTicket({ requesterId: 'lin', assigneeId: 'wang', status: { name: 'resolved', at: 1 } });
const closed = aTicket({ requesterId: 'lin', assigneeId: 'wang', status: { name: 'closed', at: 1 } });
const cancelled = aTicket({ requesterId: 'lin', status: { name: 'cancelled', at: 1 } });

const reply: TicketCommand = { type: 'reply', text: 'x', attachments: [] };
const add: TicketCommand = { type: 'add', text: 'x', attachments: [] };

describe('what changes', () => {
  test.each<[string, Ticket, TicketCommand, Person, string[]]>([
    ['an agent claims', fresh, { type: 'claim' }, wang, ['claimed']],
    ['an answer claims what nobody has', fresh, reply, wang, ['claimed', 'replied']],
    ['a manager who answers does not claim', fresh, reply, chen, ['replied']],
    ['an answer keeps the assignee', mine, reply, li, ['replied']],
    [
      'resolving unclaimed work claims it',
      fresh,
      { type: 'resolve', text: 'x' },
      wang,
      ['claimed', 'resolved'],
    ],
    ['what was waited for ends the waiting', held, add, lin, ['requester_wrote', 'resumed']],
    ['words after resolution pass', resolved, add, lin, ['requester_wrote']],
    ['the requester confirms', resolved, { type: 'confirm' }, lin, ['closed']],
    [
      'a rating of something resolved closes it',
      resolved,
      { type: 'rate', score: 5 },
      lin,
      ['closed', 'rated'],
    ],
    ['a closed ticket can be rated', closed, { type: 'rate', score: 1 }, lin, ['rated']],
    ['a closed ticket reopens', closed, { type: 'reopen', text: 'x' }, lin, ['reopened']],
    ['an agent may reopen for the requester', resolved, { type: 'reopen', text: null }, wang, ['reopened']],
    ['notes are always possible', closed, { type: 'note', text: 'x' }, wang, ['noted']],
    ['hold claims too', fresh, { type: 'hold', reason: 'vendor', text: null }, wang, ['claimed', 'held']],
    ['given back, what was on hold goes on', held, { type: 'release' }, wang, ['resumed', 'released']],
    [
      'in other hands, what was on hold goes on',
      held,
      { type: 'assign', assigneeId: 'li' },
      chen,
      ['resumed', 'assigned'],
    ],
    [
      'claimed, what was put on hold unclaimed goes on',
      heldUnclaimed,
      { type: 'claim' },
      wang,
      ['resumed', 'claimed'],
    ],
    ['an answer that claims lets it go on', heldUnclaimed, reply, wang, ['resumed', 'claimed', 'replied']],
    ['resolving says enough', heldUnclaimed, { type: 'resolve', text: 'x' }, wang, ['claimed', 'resolved']],
    [
      'another reason of whoever claims by it keeps it on hold',
      heldUnclaimed,
      { type: 'hold', reason: 'vendor', text: null },
      wang,
      ['claimed', 'held'],
    ],
    [
      'another reason replaces the first',
      held,
      { type: 'hold', reason: 'vendor', text: null },
      wang,
      ['held'],
    ],
  ])('%s', (_, ticket, command, actor, types) => {
    const decision = decide(ticket, command, actor, facts);
    expect(decision.ok && decision.changes.map(({ type }) => type)).toEqual(types);
  });
});

describe('what is refused', () => {
  test.each<[string, Ticket, TicketCommand, Person, object]>([
    [
      'the second claim, naming the first',
      mine,
      { type: 'claim' },
      li,
      { type: 'claimed-by-other', assigneeId: 'wang' },
    ],
    ['a claim of one’s own', mine, { type: 'claim' }, wang, { type: 'already-yours' }],
    ['a claim of something finished', closed, { type: 'claim' }, wang, { type: 'finished' }],
    ['a requester’s claim, as if there were no ticket', fresh, { type: 'claim' }, lin, { type: 'not-found' }],
    [
      'a stranger’s confirmation',
      resolved,
      { type: 'confirm' },
      person('eve', 'requester'),
      { type: 'not-found' },
    ],
    [
      'an agent’s confirmation in the requester’s place',
      resolved,
      { type: 'confirm' },
      wang,
      { type: 'not-found' },
    ],
    ['an agent’s rating', closed, { type: 'rate', score: 5 }, wang, { type: 'not-found' }],
    ['release of what nobody has', fresh, { type: 'release' }, wang, { type: 'not-claimed' }],
    ['confirmation before resolution', mine, { type: 'confirm' }, lin, { type: 'not-resolved' }],
    ['reopening what is open', mine, { type: 'reopen', text: null }, lin, { type: 'not-finished' }],
    [
      'reopening what was cancelled',
      cancelled,
      { type: 'reopen', text: null },
      lin,
      { type: 'not-finished' },
    ],
    ['resuming what runs', mine, { type: 'resume' }, wang, { type: 'not-on-hold' }],
    ['the same priority', mine, { type: 'priority', priority: mine.priority }, wang, { type: 'unchanged' }],
    ['words to something closed', closed, add, lin, { type: 'finished' }],
    [
      'the same hold again',
      held,
      { type: 'hold', reason: 'requester', text: null },
      wang,
      { type: 'unchanged' },
    ],
    [
      'a second rating',
      aTicket({ ...closed, rating: { score: 4, reason: null, at: 1 } }),
      { type: 'rate', score: 1 },
      lin,
      { type: 'rated-already' },
    ],
  ])('%s', (_, ticket, command, actor, refusal) => {
    expect(decide(ticket, command, actor, facts)).toEqual({ ok: false, refusal });
  });
});

test('urging is heard once in half an hour', () => {
  const lastUrgedAt = facts.now - urgeIntervalMs + 1;
  expect(decide(mine, { type: 'urge' }, lin, { ...facts, lastUrgedAt })).toEqual({
    ok: false,
    refusal: { type: 'urged-lately', againAt: facts.now + 1 },
  });
  expect(decide(mine, { type: 'urge' }, lin, { ...facts, lastUrgedAt: lastUrgedAt - 1 }).ok).toBe(true);
});

test('a changed category moves an unclaimed ticket to its group and leaves a claimed one where it is', () => {
  const moved = decide(fresh, { type: 'category', category: 'network.vpn' }, wang, facts);
  const kept = decide(mine, { type: 'category', category: 'network.vpn' }, wang, facts);
  expect(moved.ok && moved.changes[0]).toMatchObject({ category: 'network.vpn', groupId: 'network' });
  expect(kept.ok && kept.changes[0]).toMatchObject({ category: 'network.vpn', groupId: mine.groupId });
});

test('nobody without a part in it may do anything at all', () => {
  const statuses: TicketStatus[] = [fresh, mine, held, resolved, closed, cancelled].map(
    ({ status }) => status,
  );
  const commands: TicketCommand[] = [
    { type: 'claim' },
    { type: 'release' },
    { type: 'assign', assigneeId: 'eve' },
    reply,
    { type: 'note', text: 'x' },
    { type: 'hold', reason: 'vendor', text: null },
    { type: 'resume' },
    { type: 'priority', priority: 'P1' },
    { type: 'category', category: 'network.vpn' },
    { type: 'resolve', text: 'x' },
    { type: 'close' },
    { type: 'confirm' },
    { type: 'reopen', text: null },
    add,
    { type: 'urge' },
    { type: 'cancel', text: null },
    { type: 'rate', score: 1 },
    { type: 'explain-rating', text: 'x' },
  ];
  for (const status of statuses) {
    for (const command of commands) {
      expect(
        decide(aTicket({ requesterId: 'lin', status }), command, person('eve', 'requester'), facts),
      ).toEqual({
        ok: false,
        refusal: { type: 'not-found' },
      });
    }
  }
});
