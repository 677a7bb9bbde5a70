import type { Attachment } from '../../src/channel/attachment.ts';
import type { Conversation } from '../../src/channel/conversation.ts';
import type { InboundEvent, Mention, Sender } from '../../src/channel/inbound.ts';
import { cardContent, parseJson, type CardCallback, type RobotMessage } from './payloads.ts';

export const channelName = 'dingtalk';

/** A file somebody sent, still on DingTalk's side. */
export type RemoteFile = { readonly downloadCode: string; readonly name: string | null };

/** What of a robot message concerns us, before files and names are fetched. */
export type HeardMessage = {
  readonly eventId: string;
  readonly conversation: Conversation;
  readonly userId: string;
  readonly nick: string;
  readonly occurredAt: number;
  readonly text: string;
  readonly files: readonly RemoteFile[];
  /** People named beside us. */
  readonly mentioned: readonly string[];
  readonly corpId: string | null;
};

/** Why a message is none of ours; counted under this name. */
export type Ignored =
  | 'unknown-type'
  | 'malformed'
  | 'other-robot'
  | 'other-company'
  | 'own-message'
  /** Of our company, but DingTalk does not say who: the app has no published version. */
  | 'unpublished-app'
  | 'no-action';

export type Known = {
  readonly robotCode: string;
  /** Our company's id, once anything has told it. */
  readonly corpId: string | null;
};

/** Pure. @param receivedAt stands in where the platform tells no time. */
export function decodeMessage(
  message: RobotMessage,
  known: Known,
  receivedAt: number,
): HeardMessage | { readonly ignored: Ignored } {
  const { senderCorpId, chatbotCorpId, chatbotUserId, senderId, senderStaffId, robotCode } = message;
  if (chatbotUserId && senderId === chatbotUserId) return { ignored: 'own-message' };
  if (robotCode && robotCode !== known.robotCode) return { ignored: 'other-robot' };
  const ours = known.corpId ?? chatbotCorpId ?? null;
  if (ours !== null && [senderCorpId, chatbotCorpId].some((corp) => corp && corp !== ours))
    return { ignored: 'other-company' };
  if (!senderStaffId) return { ignored: senderCorpId ? 'unpublished-app' : 'other-company' };
  const said = decodeContent(message);
  if (!said) return { ignored: 'unknown-type' };
  const mentioned = (message.atUsers ?? []).flatMap(({ dingtalkId, staffId }) =>
    staffId && !(chatbotUserId && dingtalkId === chatbotUserId) ? [staffId] : [],
  );
  return {
    eventId: `msg:${message.msgId}`,
    conversation:
      message.conversationType === '1'
        ? { kind: 'direct', channel: channelName, userId: senderStaffId }
        : { kind: 'group', channel: channelName, groupId: message.conversationId },
    userId: senderStaffId,
    nick: message.senderNick?.trim() ?? '',
    occurredAt: message.createAt ?? receivedAt,
    text: message.msgtype === 'richText' ? withoutOwnMention(said.text, mentioned.length) : said.text.trim(),
    files: said.files,
    mentioned,
    corpId: chatbotCorpId ?? senderCorpId ?? null,
  };
}

/** DingTalk cuts our own mention out of plain text; in rich text it may stand at the front, one name more than people. */
function withoutOwnMention(text: string, people: number): string {
  const names = text.match(/@[^\s@]+/gu) ?? [];
  return names.length > people ? text.replace(/^\s*@[^\s@]+/u, '').trim() : text.trim();
}

type Said = { readonly text: string; readonly files: readonly RemoteFile[] };

/** undefined for a kind of message nobody could act on. */
function decodeContent({ msgtype, text, content }: RobotMessage): Said | undefined {
  const file = (name: string | null): readonly RemoteFile[] =>
    content?.downloadCode ? [{ downloadCode: content.downloadCode, name }] : [];
  switch (msgtype) {
    case 'text':
      return { text: text?.content ?? '', files: [] };
    case 'richText': {
      const parts = content?.richText ?? [];
      return {
        text: parts.map((part) => part.text ?? '').join(''),
        files: parts.flatMap(({ downloadCode }) => (downloadCode ? [{ downloadCode, name: null }] : [])),
      };
    }
    case 'picture':
      return { text: '', files: file(null) };
    case 'audio': {
      // DingTalk writes down what was said; the sound itself is only kept where it could not.
      const words = content?.recognition?.trim() ?? '';
      return { text: words, files: words === '' ? file('voice.amr') : [] };
    }
    case 'video':
      return { text: '', files: file('video.mp4') };
    case 'file':
      return { text: '', files: file(content?.fileName ?? null) };
    default:
      return undefined;
  }
}

/**
 * Where the people named stand in the text. DingTalk gives ids beside the text and names within it, sometimes without the
 * names: who is not found in the text is named at its end.
 * @param nameOf the name the directory knows; undefined where it does not
 */
export function placeMentions(
  text: string,
  mentioned: readonly string[],
  nameOf: (userId: string) => string | undefined,
): { readonly text: string; readonly mentions: readonly Mention[] } {
  const mentions: Mention[] = [];
  const unplaced: string[] = [];
  for (const userId of mentioned) {
    const name = nameOf(userId);
    const found = [name, userId].find((one) => one !== undefined && text.includes(`@${one}`));
    if (found === undefined) unplaced.push(userId);
    else mentions.push({ userId, text: `@${found}` });
  }
  const taken = new Set(mentions.map((one) => one.text));
  const loose = [...text.matchAll(/@[^\s@]+/gu)].map(([word]) => word).filter((word) => !taken.has(word));
  // As many names as people, in the order they were typed: nicknames the directory spells differently.
  if (unplaced.length > 0 && loose.length === unplaced.length) {
    for (const [index, userId] of unplaced.entries())
      mentions.push({ userId, text: loose[index] ?? `@${userId}` });
    return { text, mentions };
  }
  const added = unplaced.map((userId) => ({ userId, text: `@${nameOf(userId) ?? userId}` }));
  return {
    text: [text, ...added.map((one) => one.text)].filter((one) => one !== '').join(' '),
    mentions: [...mentions, ...added],
  };
}

export function eventOf(
  heard: HeardMessage,
  sender: Sender,
  placed: { readonly text: string; readonly mentions: readonly Mention[] },
  attachments: readonly Attachment[],
): InboundEvent {
  return {
    channel: channelName,
    eventId: heard.eventId,
    conversation: heard.conversation,
    sender,
    occurredAt: heard.occurredAt,
    body: {
      type: 'message',
      text: placed.text,
      mentions: placed.mentions,
      attachments,
      // In groups a robot is only ever shown what mentions it.
      addressed: true,
      thread: null,
    },
  };
}

export type HeardPress = {
  readonly eventId: string;
  readonly conversation: Conversation;
  readonly userId: string;
  readonly occurredAt: number;
  readonly action: string;
  readonly corpId: string | null;
};

/** @param messageId of the frame: equal when it is pushed again. */
export function decodePress(
  callback: CardCallback,
  known: Known,
  messageId: string,
  occurredAt: number,
): HeardPress | { readonly ignored: Ignored } {
  const { corpId, userId, spaceType, spaceId } = callback;
  if (known.corpId !== null && corpId && corpId !== known.corpId) return { ignored: 'other-company' };
  const content = cardContent.safeParse(parseJson(callback.content ?? ''));
  if (!content.success) return { ignored: 'malformed' };
  const { actionIds, params } = content.data.cardPrivateData;
  const told = params?.['action'];
  const action = typeof told === 'string' && told !== '' ? told : actionIds?.[0];
  if (!action || action.length > 255) return { ignored: 'no-action' };
  return {
    eventId: `card:${messageId}`,
    conversation:
      /group/i.test(spaceType ?? '') && spaceId
        ? { kind: 'group', channel: channelName, groupId: spaceId }
        : { kind: 'direct', channel: channelName, userId },
    userId,
    occurredAt,
    action,
    corpId: corpId ?? null,
  };
}

export function pressEventOf(heard: HeardPress, sender: Sender): InboundEvent {
  const { eventId, conversation, occurredAt, action } = heard;
  return {
    channel: channelName,
    eventId,
    conversation,
    sender,
    occurredAt,
    body: { type: 'press', action, trigger: null },
  };
}
