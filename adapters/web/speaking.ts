import type { ChannelContext, Intake } from '../../src/channel/adapter.ts';
import { conversationKey, type Conversation } from '../../src/channel/conversation.ts';
import type { InboundEvent } from '../../src/channel/inbound.ts';
import type { Transcript, TranscriptEntry } from '../../src/channel/transcript.ts';
import type { Arrivals } from './arrivals.ts';
import type { WebAttachments } from './attachments.ts';
import { findParticipant, type CastMember } from './cast.ts';
import {
  decodeMessage,
  decodeOpened,
  decodePress,
  findConversationFor,
  storableText,
  type Circumstances,
} from './decode.ts';
import type { WebLimits } from './limits.ts';
import type { MessagePayload, OpenedPayload, PressPayload } from './payloads.ts';
import { Problem } from './problems.ts';
import type { StandingActions } from './standing-actions.ts';

/** What people do in the channel. Each rejects with a Problem, and then nothing has happened or a resend repairs it. */
export type Speaking = {
  /** Resolves with the message as it stands in the transcript. */
  say(payload: MessagePayload): Promise<TranscriptEntry>;
  press(payload: PressPayload): Promise<void>;
  open(payload: OpenedPayload): Promise<void>;
};

type Parts = {
  readonly context: ChannelContext;
  readonly intake: Intake;
  readonly transcript: Transcript;
  readonly cast: () => readonly CastMember[];
  readonly attachments: WebAttachments;
  readonly actions: StandingActions;
  readonly arrivals: Arrivals;
  readonly limits: WebLimits;
  /** Throws a Problem when this person, or everybody, was too fast. */
  readonly spend: (userId: string) => void;
  readonly onWritten: (entry: TranscriptEntry, clientId: string) => void;
};

export function createSpeaking(parts: Parts): Speaking {
  const { context, transcript, limits } = parts;

  function circumstancesOf(payload: OpenedPayload): Circumstances {
    const cast = parts.cast();
    const participant = findParticipant(cast, payload.as, payload.name);
    if (!participant) throw new Problem('unknown-person');
    return { participant, cast, now: context.clock() };
  }

  function conversationOf(participant: CastMember, wireName: string): Conversation {
    const conversation = findConversationFor(participant, wireName);
    if (!conversation) throw new Problem('unknown-conversation');
    return conversation;
  }

  /** Only after this may the page be told that we have it. */
  async function handOver(event: InboundEvent): Promise<void> {
    try {
      await parts.intake.accept(event);
    } catch (cause) {
      context.logger.error('an event from the web page could not be kept', { eventId: event.eventId }, cause);
      throw new Problem('not-delivered');
    }
  }

  async function write(
    payload: MessagePayload,
    conversation: Conversation,
    at: number,
  ): Promise<TranscriptEntry> {
    const text = storableText(payload.text);
    try {
      return await transcript.append({
        key: `in:${payload.clientId}`,
        conversation,
        authorUserId: payload.as,
        at,
        message: {
          blocks: text.trim() === '' ? [] : [{ type: 'text', inlines: [{ type: 'plain', text }] }],
          actions: [],
          attachmentKeys: payload.attachmentKeys,
          feedback: null,
        },
      });
    } catch (cause) {
      context.logger.error('a message was accepted but not written down; the page will resend it', {}, cause);
      throw new Problem('not-delivered');
    }
  }

  return {
    async say(payload) {
      const circumstances = circumstancesOf(payload);
      const conversation = conversationOf(circumstances.participant, payload.conversation);
      if (payload.text.length > limits.maxTextLength) throw new Problem('text-too-long');
      if (payload.attachmentKeys.length > limits.maxAttachmentsPerMessage)
        throw new Problem('too-many-attachments');
      if (payload.text.trim() === '' && payload.attachmentKeys.length === 0) throw new Problem('empty');
      parts.spend(payload.as);
      const attachments = await parts.attachments.getAll(payload.attachmentKeys);
      const key = conversationKey(conversation);
      const arrived = parts.arrivals.begin(key);
      try {
        await handOver(decodeMessage(payload, conversation, attachments, circumstances));
        const entry = await write(payload, conversation, circumstances.now);
        // Somebody else's message under the same id: ours was taken for its repetition.
        if (entry.authorUserId !== payload.as || conversationKey(entry.conversation) !== key) {
          throw new Problem('id-in-use');
        }
        parts.onWritten(entry, payload.clientId);
        return entry;
      } finally {
        arrived();
      }
    },
    async press(payload) {
      const circumstances = circumstancesOf(payload);
      const conversation = conversationOf(circumstances.participant, payload.conversation);
      parts.spend(payload.as);
      const entry = await parts.actions.find(conversation, payload.messageId);
      if (!entry) throw new Problem('message-gone');
      if (!parts.actions.isPressable(entry, payload.action)) throw new Problem('button-gone');
      await handOver(decodePress(payload, conversation, circumstances));
    },
    async open(payload) {
      const circumstances = circumstancesOf(payload);
      parts.spend(payload.as);
      const event = decodeOpened(payload, circumstances);
      // Whoever has talked with the bot before needs no welcome.
      const before = await transcript.list([conversationKey(event.conversation)], 0, 1);
      if (before.length === 0) await handOver(event);
    },
  };
}
