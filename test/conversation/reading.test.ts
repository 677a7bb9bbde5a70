import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../src/channel/conversation.ts';
import type { InboundBody, InboundEvent } from '../../src/channel/inbound.ts';
import { cleanText, maxMessageLength } from '../../src/conversation/clean-text.ts';
import { readEvent } from '../../src/conversation/reading.ts';

const direct: Conversation = { kind: 'direct', channel: 'web', userId: 'lin' };
const group: Conversation = { kind: 'group', channel: 'web', groupId: 'desk' };

const event = (body: InboundBody, conversation: Conversation = direct): InboundEvent => ({
  channel: 'web',
  eventId: 'e1',
  conversation,
  sender: { userId: 'lin', name: '小林', locale: null, timeZone: null, email: null, department: null },
  occurredAt: 0,
  body,
});

const said = (text: string, addressed = true): InboundBody => ({
  type: 'message',
  text,
  mentions: [],
  attachments: [],
  addressed,
  thread: null,
});

describe('text is cleaned of what only disguises it', () => {
  test.each([
    ['a\u0000b\u001b[31mc', 'ab[31mc'],
    ['打\u200b印\u2060机', '打印机'],
    ['\u202eexe.gpj\u202c', 'exe.gpj'],
    ['  行一\n行二\t完 ', '行一\n行二\t完'],
    ['👨\u200d💻 坏了', '👨\u200d💻 坏了'],
    ['\ud800 半个', '\ufffd 半个'],
    ['{name} **x** =1+1 <!channel>', '{name} **x** =1+1 <!channel>'],
  ])('%j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test('and cut at a length nobody types', () => {
    expect(cleanText('长'.repeat(200_000))).toHaveLength(maxMessageLength + 1);
  });
});

describe('an event is read as', () => {
  test.each<[string, InboundEvent, object]>([
    ['words', event(said('打印机坏了')), { type: 'words', text: '打印机坏了' }],
    [
      'a command',
      event(said('认领 T-1')),
      { type: 'command', command: { type: 'command', verb: 'claim', ticket: 1, rest: '' } },
    ],
    ['talk overheard in a group', event(said('中午吃什么', false), group), { type: 'overheard' }],
    ['a bare command in a group', event(said('认领 T-1', false), group), { type: 'command' }],
    [
      'an unknown command overheard in a group',
      event(said('/giphy cat', false), group),
      { type: 'overheard' },
    ],
    [
      'a dialogue button',
      event({ type: 'press', action: 'd:4:answer:client=a:b', trigger: null }),
      { type: 'dialog-press', turn: 4, what: 'answer', argument: 'client=a:b' },
    ],
    [
      'a ticket button',
      event({ type: 'press', action: 't:rate:12:5', trigger: null }),
      { type: 'ticket-press', verb: 'rate', ticket: 12, argument: '5' },
    ],
    [
      'a ticket button on an alert',
      event({ type: 'press', action: 'a:7:t:transfer:12:network', trigger: null }),
      { type: 'ticket-press', verb: 'transfer', ticket: 12, argument: 'network', alert: 7 },
    ],
    [
      'what only begins like one',
      event({ type: 'press', action: 'a:7:c:help', trigger: null }),
      { type: 'overheard' },
    ],
    [
      'a command button',
      event({ type: 'press', action: 'c:lang:en', trigger: null }),
      { type: 'command', command: { type: 'command', verb: 'lang', ticket: null, rest: 'en' } },
    ],
    [
      'a press that can open a form',
      event({ type: 'press', action: 't:reply:12', trigger: 'x1' }),
      { type: 'ticket-press', verb: 'reply', ticket: 12, trigger: 'x1' },
    ],
    [
      'a thumb for articles',
      event({ type: 'press', action: 'f:vpn-809,vpn-slow:bad', trigger: null }),
      { type: 'thumb', articleIds: ['vpn-809', 'vpn-slow'], verdict: 'unhelpful' },
    ],
    [
      "a dialogue's form, cleaned",
      event({ type: 'form', formId: 'd:7:form:1764', answers: { error: [' 809\u202e '], place: [] } }),
      { type: 'dialog-form', turn: 7, startedAt: 1764, answers: { error: ['809'], place: [] } },
    ],
    [
      "a ticket's form",
      event({ type: 'form', formId: 't:reply:12', answers: { words: ['马上来'] } }),
      { type: 'ticket-form', verb: 'reply', ticket: 12, answers: { words: ['马上来'] } },
    ],
    [
      'nothing, for a form nobody opened',
      event({ type: 'form', formId: 'survey', answers: {} }),
      { type: 'overheard' },
    ],
    ['a look at the own page', event({ type: 'home' }), { type: 'home' }],
    [
      'nothing, for a button nobody made',
      event({ type: 'press', action: 'rm -rf', trigger: null }),
      { type: 'overheard' },
    ],
  ])('%s', (_, given, expected) => {
    expect(readEvent(given, null)).toMatchObject(expected);
  });
});

describe('below the card of T-7', () => {
  const below = (text: string, addressed: boolean) => readEvent(event(said(text, addressed), group), 7);

  test.each<[string, boolean, string, string]>([
    ['回复 马上来', false, 'reply', '马上来'],
    ['回覆 馬上來', false, 'reply', '馬上來'],
    ['reply 马上来', true, 'reply', '马上来'],
    ['reply: on my way', false, 'reply', 'on my way'],
    ['resolve New roller', true, 'resolve', 'New roller'],
    ['解决 换了滚轮', false, 'resolve', '换了滚轮'],
    ['note roller ordered', false, 'note', 'roller ordered'],
    ['备注 滚轮已订', false, 'note', '滚轮已订'],
    ['claim', false, 'claim', ''],
    ['认领', true, 'claim', ''],
    ['/why', false, 'why', ''],
    ['why', true, 'why', ''],
    ['priority P2', true, 'priority', 'P2'],
  ])('%s (said to us: %s) is %s', (text, addressed, verb, rest) => {
    expect(below(text, addressed)).toMatchObject({ type: 'command', command: { verb, ticket: 7, rest } });
  });

  test('another number goes before the card', () => {
    expect(below('claim T-9', false)).toMatchObject({
      type: 'command',
      command: { verb: 'claim', ticket: 9 },
    });
  });

  test.each([
    'why',
    'resolve this today?',
    'reply to him please',
    '我去看看',
    '解决了没有',
    'status',
    '怎么样了',
  ])('"%s" between colleagues is theirs', (text) => {
    expect(below(text, false)).toEqual({ type: 'overheard' });
  });

  test.each(['马上来，五分钟', '怎么样了', '还在吗？'])('"%s" said to us is for the requester', (text) => {
    expect(below(text, true)).toMatchObject({ type: 'thread-words', ticket: 7, text });
  });
});
