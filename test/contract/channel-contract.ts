import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelAdapter } from '../../src/channel/adapter.ts';
import type { Conversation } from '../../src/channel/conversation.ts';
import type { InboundEvent } from '../../src/channel/inbound.ts';
import type { OutboundMessage } from '../../src/channel/outbound.ts';
import type { ShownMessage } from '../fakes/fake-platform.ts';
import { aPost, anEdit } from '../support/deliveries.ts';

/** One channel under test: its adapter against its platform (ours or a fake), with levers for what may go wrong. */
export type ChannelUnderTest = {
  readonly adapter: ChannelAdapter;
  /** What the adapter handed over, in order. */
  readonly accepted: readonly InboundEvent[];
  /** The next so many events cannot be made durable. */
  refuseNext(count: number): void;
  /** Somebody writes; `key` names the platform's event, so that the same key is a redelivery. Resolves to whether the platform was told "we have it". */
  says(userId: string, text: string, key: string): Promise<boolean>;
  presses(userId: string, messageId: string, action: string, key: string): Promise<boolean>;
  shown(conversation: Conversation): Promise<readonly ShownMessage[]>;
  close(): Promise<void>;
};

export type ChannelDescriptor = {
  readonly name: string;
  open(): Promise<ChannelUnderTest>;
  /** A person known on the platform, and a group the bot is in. */
  readonly userId: string;
  readonly groupId: string;
  /** Clauses this channel cannot meet, each with its reason: listed as a gap, never skipped in silence. */
  readonly gaps: Readonly<Record<string, string>>;
};

const words = (text: string): OutboundMessage => ({
  blocks: [{ type: 'text', inlines: [{ type: 'plain', text }] }],
  actions: [],
  attachmentKeys: [],
  feedback: null,
});

const withButton = (text: string, action: string): OutboundMessage => ({
  ...words(text),
  actions: [{ action, label: '认领', style: 'primary', alias: '认领 T-1' }],
});

const hostileTexts = [
  '<!channel> <!here> <!everyone>',
  '@everyone @all @所有人',
  '<@U123> <@wang>',
  '[click](https://evil.example) <https://evil.example|ok>',
  '<script>alert(1)</script><a href="https://evil.example">x</a>',
  '**bold** _it_ `code` ```block```',
  '{name} {{x}} ${y} %s',
  '=1+1 @SUM(A1) ＝cmd',
  '\u202egnp.exe \u200b\u2066',
];

/** What every channel promises. One suite, one descriptor per channel. */
export function describeChannel(descriptor: ChannelDescriptor): void {
  const { name, userId, groupId, gaps } = descriptor;
  const direct: Conversation = { kind: 'direct', channel: name, userId };
  const group: Conversation = { kind: 'group', channel: name, groupId };
  const clause = (title: string, body: () => Promise<void>): void => {
    const reason = gaps[title];
    if (reason === undefined) test(title, body);
    else test.skip(`${title} (gap: ${reason})`, body);
  };

  describe(`the channel ${name}`, () => {
    let channel: ChannelUnderTest;
    beforeEach(async () => {
      channel = await descriptor.open();
    });
    afterEach(() => channel.close());

    const post = (to: Conversation, message: OutboundMessage, idempotencyKey: string) =>
      channel.adapter.send(aPost(to, message, idempotencyKey));

    clause('hands over what a person writes, once, with who and where', async () => {
      expect(await channel.says(userId, '打印机坏了', 'k1')).toBe(true);
      expect(channel.accepted).toHaveLength(1);
      expect(channel.accepted[0]).toMatchObject({
        channel: name,
        conversation: direct,
        sender: { userId },
        body: { type: 'message', text: '打印机坏了', addressed: true },
      });
    });

    clause('gives a redelivered event the same id', async () => {
      await channel.says(userId, '打印机坏了', 'k1');
      await channel.says(userId, '打印机坏了', 'k1');
      expect(new Set(channel.accepted.map(({ eventId }) => eventId)).size).toBe(1);
    });

    clause('gives different events different ids, even with the same words', async () => {
      await channel.says(userId, '在吗', 'k1');
      await channel.says(userId, '在吗', 'k2');
      expect(new Set(channel.accepted.map(({ eventId }) => eventId)).size).toBe(2);
    });

    clause('does not tell the platform "we have it" before it is durable', async () => {
      channel.refuseNext(1);
      expect(await channel.says(userId, '打印机坏了', 'k1')).toBe(false);
      expect(await channel.says(userId, '打印机坏了', 'k1')).toBe(true);
      expect(channel.accepted).toHaveLength(1);
    });

    clause('keeps the order of one conversation', async () => {
      for (const number of [1, 2, 3, 4, 5]) await channel.says(userId, `第 ${number} 句`, `k${number}`);
      expect(channel.accepted.map(({ body }) => (body.type === 'message' ? body.text : ''))).toEqual([
        '第 1 句',
        '第 2 句',
        '第 3 句',
        '第 4 句',
        '第 5 句',
      ]);
    });

    clause('shows a message in a direct conversation and in a group', async () => {
      for (const to of [direct, group]) {
        expect(await post(to, words('你好'), `o:${to.kind}`)).toMatchObject({ type: 'sent' });
        expect((await channel.shown(to)).at(-1)?.text).toContain('你好');
      }
    });

    clause('shows the same idempotency key once', async () => {
      const first = await post(direct, words('一次'), 'o1');
      const second = await post(direct, words('一次'), 'o1');
      expect(second).toEqual(first);
      expect(await channel.shown(direct)).toHaveLength(1);
    });

    clause('gives a pressed button back as the action that was put on it', async () => {
      const sent = await post(group, withButton('T-1', 't:claim:1'), 'o1');
      if (sent.type !== 'sent' || sent.messageId === null) throw new Error('not sent');
      expect((await channel.shown(group)).at(-1)?.buttons).toEqual(['认领']);
      // Only members press in a group; the direct conversation is everybody's own.
      const own = await post(direct, withButton('T-1', 't:status:1'), 'o2');
      if (own.type !== 'sent' || own.messageId === null) throw new Error('not sent');
      expect(await channel.presses(userId, own.messageId, 't:status:1', 'k1')).toBe(true);
      expect(channel.accepted.at(-1)?.body).toMatchObject({ type: 'press', action: 't:status:1' });
    });

    clause('refuses a press of a button that is not there', async () => {
      const sent = await post(direct, withButton('T-1', 't:status:1'), 'o1');
      if (sent.type !== 'sent' || sent.messageId === null) throw new Error('not sent');
      expect(await channel.presses(userId, sent.messageId, 't:resolve:1', 'k1')).toBe(false);
      expect(channel.accepted).toHaveLength(0);
    });

    clause('repaints a message in place', async () => {
      const sent = await post(group, withButton('待认领', 't:claim:1'), 'o1');
      if (sent.type !== 'sent' || sent.messageId === null) throw new Error('not sent');
      const edit = anEdit(group, sent.messageId, words('王工已认领'), 'o2');
      expect(await channel.adapter.send(edit)).toMatchObject({ type: 'sent' });
      const shown = await channel.shown(group);
      expect(shown).toHaveLength(1);
      expect(shown[0]).toMatchObject({ text: expect.stringContaining('王工已认领') as unknown, buttons: [] });
    });

    clause('refuses a conversation that does not exist, without throwing', async () => {
      const nowhere: Conversation = { kind: 'group', channel: name, groupId: 'no-such-group' };
      expect(await post(nowhere, words('有人吗'), 'o1')).toMatchObject({ type: 'refused' });
    });

    clause('shows outside text as text', async () => {
      for (const [index, text] of hostileTexts.entries()) {
        await post(direct, words(text), `o${index}`);
        expect((await channel.shown(direct)).at(-1), text).toMatchObject({
          mentions: [],
          links: [],
          buttons: [],
        });
      }
    });

    clause('mentions a person for real', async () => {
      const message: OutboundMessage = {
        blocks: [
          {
            type: 'text',
            inlines: [
              { type: 'mention', userId, name: '小林' },
              { type: 'plain', text: ' 看一下' },
            ],
          },
        ],
        actions: [],
        attachmentKeys: [],
        feedback: null,
      };
      await post(group, message, 'o1');
      expect((await channel.shown(group)).at(-1)?.mentions).toEqual([userId]);
    });

    clause('tells its true state', async () => {
      expect(channel.adapter.health()).toMatchObject({ state: 'connected' });
      await channel.adapter.stop();
      expect(channel.adapter.health()).toMatchObject({ state: 'down' });
      expect(await channel.says(userId, '还在吗', 'k1')).toBe(false);
    });
  });
}
