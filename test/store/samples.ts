import type { Conversation } from '../../src/channel/conversation.ts';
import type { InboundEvent } from '../../src/channel/inbound.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';
import type { Person } from '../../src/people/person.ts';
import type { NewOutboxItem } from '../../src/store/outbox-store.ts';

export const linDirect: Conversation = { kind: 'direct', channel: 'web', userId: 'lin' };
export const desk: Conversation = { kind: 'group', channel: 'web', groupId: 'desk' };

export function anEvent(eventId: string, facts: Partial<InboundEvent> = {}): InboundEvent {
  return {
    channel: 'web',
    eventId,
    conversation: linDirect,
    sender: { userId: 'lin', name: '小林', locale: null, timeZone: null, email: null, department: null },
    occurredAt: 100,
    body: {
      type: 'message',
      text: 'VPN 连不上',
      mentions: [],
      attachments: [],
      addressed: true,
      thread: null,
    },
    ...facts,
  };
}

export function aMessage(text: string): OutboundMessage {
  return {
    blocks: [{ type: 'text', inlines: [{ type: 'plain', text }] }],
    actions: [],
    attachmentKeys: [],
    feedback: null,
  };
}

type NewPost = Extract<NewOutboxItem, { kind: 'post' }>;

/** A post to queue, with its key as its words. */
export function anItem(idemKey: string, to: Conversation = linDirect, facts: Partial<NewPost> = {}): NewPost {
  return {
    idemKey,
    to,
    locale: 'zh-CN',
    kind: 'post',
    message: aMessage(idemKey),
    cardKey: null,
    thread: null,
    visibleTo: null,
    at: 10,
    ...facts,
  };
}

export function aPerson(id: string, facts: Partial<Person> = {}): Person {
  return {
    id,
    name: id,
    email: null,
    roles: ['requester'],
    locale: null,
    timeZone: null,
    level: 'standard',
    department: null,
    identities: { web: id },
    ...facts,
  };
}

/** Text as hostile as it comes: must be given back unchanged. */
export const hostileTexts = [
  '',
  "'; drop table ticket; --",
  'NUL \u0000 in the middle',
  'zero\u200Bwidth \u202Eright to left',
  '=HYPERLINK("http://evil","x")',
  '{{template}} ${x} %s ? ?1 :a @b $c',
  '<b>@everyone</b> <!channel>',
  '👩‍👩‍👧 家 𠮷 ' + '长'.repeat(50_000),
  'back\\slash "quote" \r\n\t',
];
