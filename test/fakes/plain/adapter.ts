import type { Capabilities, ChannelAdapter, ChannelContext, Intake } from '../../../src/channel/adapter.ts';
import type { Conversation } from '../../../src/channel/conversation.ts';
import type { InboundEvent } from '../../../src/channel/inbound.ts';
import type { Block, Inline, OutboundMessage } from '../../../src/channel/outbound.ts';
import { createSentKeys } from '../../../src/connection/sent-keys.ts';
import { splitStretches, type Stretch } from '../../../src/connection/split-text.ts';
import { createSupervisor, type Connection, type Ending } from '../../../src/connection/supervisor.ts';
import { longestLine, type PlainEvent, type PlainPart, type PlainWire } from './platform.ts';

const capabilities: Capabilities = {
  buttons: false,
  edit: false,
  threads: false,
  forms: false,
  ephemeral: false,
  home: false,
  repeats: 'no',
  maxTextLength: longestLine,
};

/** A mention within text while it is split; people cannot type it. */
const mark = '\u{F0000}';

/** A channel that can do nothing: everything the service does must be possible with lines of text. */
export function createPlainAdapter(wire: PlainWire, context: ChannelContext): ChannelAdapter {
  const { clock, logger, random } = context;
  const sent = createSentKeys();
  let intake: Intake | undefined;

  const supervisor = createSupervisor({
    ...{ clock, random, logger },
    deafAfterMs: 24 * 3_600_000,
    dial: async ({ heard }): Promise<Connection> => {
      const ended = Promise.withResolvers<Ending>();
      const line = await wire.connect({
        onClose: () => {
          ended.resolve({ type: 'lost', reason: 'the line was cut' });
        },
        onEvent: async (event) => {
          heard();
          if (!intake) throw new Error('not started');
          await intake.accept(decode(event));
        },
      });
      return {
        ended: ended.promise,
        expiring: new Promise(() => undefined),
        close: () => {
          line.close();
          return ended.promise.then(() => undefined);
        },
      };
    },
  });

  const post = async (to: Conversation, message: OutboundMessage, head: string) => {
    const place = to.kind === 'direct' ? `@${to.userId}` : to.groupId;
    for (const parts of renderPlain(message, head)) {
      const answer = await wire.send(place, parts);
      if (answer === 'down') return { type: 'retry', afterMs: null, reason: 'the line is dead' } as const;
      if (answer !== 'ok') return { type: 'refused', reason: answer } as const;
    }
    return { type: 'sent', messageId: `${place} ${clock()}` } as const;
  };

  return {
    name: 'plain',
    capabilities,
    start: async (given) => {
      intake = given;
      await supervisor.start();
    },
    stop: () => supervisor.stop(),
    health: () => supervisor.health(),
    send: async (delivery) => {
      const known = sent.find(delivery.idempotencyKey);
      if (known) return known;
      switch (delivery.kind) {
        case 'post':
          return sent.keep(delivery.idempotencyKey, await post(delivery.to, delivery.message, ''));
        case 'edit':
          return sent.keep(delivery.idempotencyKey, await post(delivery.to, delivery.message, '↻ '));
        case 'home':
        case 'form':
          return { type: 'refused', reason: `plain has no ${delivery.kind}` };
      }
    },
  };
}

function decode({ id, at, from, group, text, addressed }: PlainEvent): InboundEvent {
  return {
    channel: 'plain',
    eventId: id,
    conversation:
      group === null
        ? { kind: 'direct', channel: 'plain', userId: from.userId }
        : { kind: 'group', channel: 'plain', groupId: group },
    sender: { ...from, locale: null, timeZone: null, email: null, department: null },
    occurredAt: at,
    body: { type: 'message', text, mentions: [], attachments: [], addressed, thread: null },
  };
}

/** Lines of words; what could be pressed elsewhere stands below with what to type instead. */
export function renderPlain({ blocks, actions }: OutboundMessage, head: string): PlainPart[][] {
  const mentions: string[] = [];
  const stretches = [
    words(head),
    ...blocks.flatMap((block): Stretch[] => [...renderBlock(block, mentions), words('\n')]),
    ...actions.flatMap(({ label, alias }) => (alias === null ? [] : [words(`▸ ${label} ← ${alias}\n`)])),
  ];
  let next = 0;
  return splitStretches(stretches, longestLine - 20 * mentions.length).map((text) =>
    text.split(new RegExp(`(${mark})`, 'u')).flatMap((part): PlainPart[] => {
      if (part === mark) return [{ mention: mentions[next++] ?? '' }];
      return part === '' ? [] : [{ text: part }];
    }),
  );
}

function words(text: string): Stretch {
  return { text: text.replaceAll(mark, ''), render: (part) => part, divisible: true };
}

function renderInline(inline: Inline, mentions: string[]): Stretch {
  switch (inline.type) {
    case 'plain':
    case 'strong':
    case 'code':
      return words(inline.text);
    case 'link':
      return { text: `${inline.text} (${inline.url})`, render: (part) => part, divisible: false };
    case 'mention':
      if (inline.userId === null) return words(`@${inline.name}`);
      mentions.push(inline.userId);
      return { text: mark, render: (part) => part, divisible: false };
  }
}

function renderBlock(block: Block, mentions: string[]): Stretch[] {
  const all = (inlines: readonly Inline[]): Stretch[] => inlines.map((one) => renderInline(one, mentions));
  switch (block.type) {
    case 'heading':
    case 'text':
      return all(block.inlines);
    case 'quote':
      return [words('「'), ...all(block.inlines), words('」')];
    case 'fields':
      return block.fields.flatMap(({ label, value }, index) => [
        words(`${index === 0 ? '' : '\n'}${label}：`),
        ...all(value),
      ]);
    case 'list':
      return block.items.flatMap((item, index) => [
        words(`${index === 0 ? '' : '\n'}${block.ordered ? `${index + 1}. ` : '- '}`),
        ...all(item),
      ]);
  }
}
