import type { TemplateCard } from '@wecom/aibot-node-sdk';
import { conversationKey, type Conversation } from '../../src/channel/conversation.ts';
import { createPace } from '../../src/connection/pace.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { IdSource } from '../../src/kernel/ids.ts';
import { feedbackPrefix } from './decode.ts';
import { sentPart, type Identity, type PartOutcome } from './identity.ts';
import { cardLimits, limits } from './limits.ts';
import { classify, outcomeOf } from './outcomes.ts';
import type { Card } from './payloads.ts';
import type { BotLink, Receipt } from './transport.ts';
import type { Windows } from './windows.ts';

export type BotIdentityOptions = {
  readonly link: BotLink;
  readonly windows: Windows;
  readonly clock: Clock;
  readonly ids: IdSource;
};

export type BotIdentity = Identity & {
  /** Answers the opening of a chat; false where that is over, or was not taken. */
  greet(
    reqId: string,
    greeting: { kind: 'text'; text: string } | { kind: 'card'; card: Card },
  ): Promise<PartOutcome>;
};

/** How long a message waits for the connection that is just being made. */
const absentMs = 1_000;

/** What the intelligent bot says (101463): as the answer to what was just written there, else pushed. */
export function createBotIdentity({ link, windows, clock, ids }: BotIdentityOptions): BotIdentity {
  const uploads = createPace(limits.uploads, clock);

  /** One response per frame: a message may be answered, a click only repaints its card. */
  async function say(
    to: Conversation,
    answer: (reqId: string) => Promise<Receipt>,
    push: (chat: { chatid: string; chat_type: 1 | 2 }) => Promise<Receipt>,
  ): Promise<PartOutcome> {
    const key = conversationKey(to);
    const reqId = windows.findReply(key);
    if (reqId !== undefined) {
      const receipt = await answer(reqId);
      const isOver = receipt.type === 'code' && ['window', 'refused'].includes(classify(receipt.code));
      if (!isOver) return outcome(receipt);
      windows.closeReply(key);
    }
    return outcome(
      await push(
        to.kind === 'direct' ? { chatid: to.userId, chat_type: 1 } : { chatid: to.groupId, chat_type: 2 },
      ),
    );
  }

  const frame = (reqId: string) => ({ headers: { req_id: reqId } });

  return {
    by: 'bot',
    textBytes: limits.botTextBytes,
    cards: true,

    sendText: (to, markdown, feedback) =>
      say(
        to,
        (reqId) =>
          link.ask((client) =>
            client.replyStream(frame(reqId), ids(), markdown, true, undefined, feedbackOf(feedback)),
          ),
        ({ chatid, chat_type }) =>
          link.ask((client) => {
            const body = { chat_type, msgtype: 'markdown' as const, markdown: { content: markdown } };
            return client.sendMessage(chatid, body);
          }),
      ),

    sendCard: (to, card, feedback) =>
      say(
        to,
        (reqId) =>
          link.ask((client) => client.replyTemplateCard(frame(reqId), mutable(card), feedbackOf(feedback))),
        ({ chatid, chat_type }) =>
          link.ask((client) => {
            const body = { chat_type, msgtype: 'template_card' as const, template_card: mutable(card) };
            return client.sendMessage(chatid, body);
          }),
      ),

    async sendFile(to, { name, mimeType, bytes }) {
      const client = link.client();
      if (!client) return { type: 'retry', afterMs: absentMs, reason: 'the bot is not connected' };
      const waitMs = uploads.take('');
      if (waitMs > 0)
        return { type: 'retry', afterMs: waitMs, reason: 'the uploads of this minute are used up' };
      const type = /^image\/(?:png|jpeg)$/u.test(mimeType) ? 'image' : 'file';
      let mediaId = '';
      const uploaded = await link.ask(async () => {
        const { media_id } = await client.uploadMedia(Buffer.from(bytes), { type, filename: name });
        mediaId = media_id;
        return frame('');
      });
      // An upload shows nothing to anybody: it may be repeated whatever came of it.
      if (uploaded.type === 'no-answer') return { type: 'retry', afterMs: null, reason: uploaded.reason };
      if (uploaded.type !== 'ok') return outcome(uploaded);
      return say(
        to,
        (reqId) => link.ask((live) => live.replyMedia(frame(reqId), type, mediaId)),
        ({ chatid, chat_type }) =>
          link.ask((live) => {
            const body = { chat_type, msgtype: type, [type]: { media_id: mediaId } } as const;
            return live.sendMessage(chatid, body);
          }),
      );
    },

    async repaint(_to, card, _ref, click) {
      if (click?.by !== 'bot') return false;
      const painted = await link.ask((client) =>
        client.updateTemplateCard(frame(click.reqId), mutable({ ...card, task_id: click.taskId })),
      );
      return painted.type === 'ok';
    },

    async greet(reqId, greeting) {
      return outcome(
        await link.ask((client) =>
          client.replyWelcome(
            frame(reqId),
            greeting.kind === 'text'
              ? { msgtype: 'text', text: { content: greeting.text } }
              : { msgtype: 'template_card', template_card: mutable(greeting.card) },
          ),
        ),
      );
    },
  };
}

function outcome(receipt: Receipt): PartOutcome {
  switch (receipt.type) {
    case 'ok':
      return sentPart;
    case 'code': {
      const result = outcomeOf(receipt.code);
      return result.type === 'sent' ? sentPart : result;
    }
    case 'not-sent':
      return { type: 'retry', afterMs: absentMs, reason: receipt.reason };
    case 'no-answer':
      return { type: 'unknown', reason: receipt.reason };
  }
}

/** Thumbs only show where the id begins so; 256 bytes is all an id may have. */
function feedbackOf(feedback: string | null): { id: string } | undefined {
  const id = `${feedbackPrefix}${feedback ?? ''}`;
  return feedback === null || Buffer.byteLength(id) > cardLimits.feedbackBytes ? undefined : { id };
}

/** The SDK's types have no readonly; it changes nothing. */
function mutable(card: Card): TemplateCard {
  return structuredClone(card) as TemplateCard;
}
