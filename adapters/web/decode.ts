import type { Attachment } from '../../src/channel/attachment.ts';
import type { Conversation } from '../../src/channel/conversation.ts';
import type { InboundEvent, Sender } from '../../src/channel/inbound.ts';
import type { CastMember } from './cast.ts';
import { botNames } from './config.ts';
import { readMentions } from './mentions.ts';
import type { MessagePayload, OpenedPayload, PressPayload } from './payloads.ts';

/** The name of this channel in conversations, identities and configuration. */
export const channelName = 'web';

/** What the server knows about who speaks and when; everything else is on the wire. */
export type Circumstances = {
  readonly participant: CastMember;
  readonly cast: readonly CastMember[];
  readonly now: number;
};

/** undefined where this person does not see that conversation. */
export function findConversationFor(participant: CastMember, wireName: string): Conversation | undefined {
  if (wireName === '@me' || wireName === `@${participant.userId}`) {
    return { kind: 'direct', channel: channelName, userId: participant.userId };
  }
  if (!participant.groups.includes(wireName)) return undefined;
  return { kind: 'group', channel: channelName, groupId: wireName };
}

function findLanguageTag(tag: string | undefined): string | null {
  try {
    return tag === undefined ? null : (Intl.getCanonicalLocales(tag)[0] ?? null);
  } catch {
    return null;
  }
}

function findTimeZone(zone: string | undefined): string | null {
  try {
    return zone === undefined
      ? null
      : new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

function senderOf(payload: OpenedPayload, { participant }: Circumstances): Sender {
  return {
    userId: participant.userId,
    name: participant.name,
    locale: participant.locale ?? findLanguageTag(payload.lang),
    timeZone: participant.timeZone ?? findTimeZone(payload.timeZone),
    email: null,
    department: null,
  };
}

/** As it was written. Only what no database can hold in text is replaced: NUL, and half a character (a lone surrogate). */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

export function decodeMessage(
  payload: MessagePayload,
  conversation: Conversation,
  attachments: readonly Attachment[],
  circumstances: Circumstances,
): InboundEvent {
  const { text, mentions, addressesBot } = readMentions(
    storableText(payload.text),
    circumstances.cast,
    botNames,
  );
  return {
    channel: channelName,
    eventId: payload.clientId,
    conversation,
    sender: senderOf(payload, circumstances),
    occurredAt: circumstances.now,
    body: {
      type: 'message',
      text,
      mentions,
      attachments,
      addressed: conversation.kind === 'direct' || addressesBot,
      thread: null,
    },
  };
}

/** The caller has checked that the action stands on the message. */
export function decodePress(
  payload: PressPayload,
  conversation: Conversation,
  circumstances: Circumstances,
): InboundEvent {
  return {
    channel: channelName,
    eventId: payload.clientId,
    conversation,
    sender: senderOf(payload, circumstances),
    occurredAt: circumstances.now,
    body: { type: 'press', action: payload.action, trigger: null },
  };
}

/** One welcome per person, whatever number of tabs opens the conversation: the id is the person's. */
export function decodeOpened(payload: OpenedPayload, circumstances: Circumstances): InboundEvent {
  const { userId } = circumstances.participant;
  return {
    channel: channelName,
    eventId: `opened:@${userId}`,
    conversation: { kind: 'direct', channel: channelName, userId },
    sender: senderOf(payload, circumstances),
    occurredAt: circumstances.now,
    body: { type: 'opened' },
  };
}
