import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../src/channel/conversation.ts';
import type { InboundBody, InboundEvent } from '../../src/channel/inbound.ts';
import { cleanText, maxMessageLength, readEvent } from '../../src/conversation/reading.ts';

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
      'a command button',
      event({ type: 'press', action: 'c:lang:en', trigger: null }),
      { type: 'command', command: { type: 'command', verb: 'lang', ticket: null, rest: 'en' } },
    ],
    [
      'nothing, for a button nobody made',
      event({ type: 'press', action: 'rm -rf', trigger: null }),
      { type: 'overheard' },
    ],
  ])('%s', (_, given, expected) => {
    expect(readEvent(given)).toMatchObject(expected);
  });
});
