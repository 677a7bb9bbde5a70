import type { Conversation } from '../../src/channel/conversation.ts';
import { channelName } from './config.ts';
import type { OwnName } from './own-name.ts';
import { questionKey, submitKey } from './cards.ts';
import { botEvent, botMessage, type BotMessage } from './payloads.ts';

export type FileKind = 'image' | 'file' | 'video' | 'voice';

/** A file that still lies with WeCom. */
export type RemoteFile =
  | {
      readonly at: 'url';
      readonly kind: FileKind;
      readonly url: string;
      readonly aesKey: string | null;
      readonly name: string | null;
    }
  | { readonly at: 'media'; readonly kind: FileKind; readonly mediaId: string; readonly name: string | null };

/** One event in our words, before its files and its sender's name are fetched. */
export type Arrival = {
  readonly eventId: string;
  readonly conversation: Conversation;
  readonly userId: string;
  readonly occurredAt: number;
  readonly body:
    | { readonly type: 'message'; readonly text: string }
    | { readonly type: 'press'; readonly action: string }
    | { readonly type: 'opened' };
  readonly files: readonly RemoteFile[];
};

/** Why a frame is no event: `foreign` is meant for somebody else, `unknown` a type we do not know, `nothing` has no content. */
export type Decoded =
  | { readonly type: 'arrival'; readonly arrival: Arrival }
  | {
      readonly type: 'click';
      readonly arrival: Arrival;
      readonly taskId: string;
      readonly responseCode: string | null;
    }
  | { readonly type: 'ignored'; readonly why: 'foreign' | 'unknown' | 'nothing' | 'malformed' };

export const ignored = (why: Extract<Decoded, { type: 'ignored' }>['why']): Decoded => ({
  type: 'ignored',
  why,
});

export type BotFacts = { readonly botId: string; readonly now: number; readonly ownName: OwnName };

function place(
  chat: { chattype?: string | undefined; chatid?: string | undefined },
  userId: string,
): Conversation {
  return chat.chatid !== undefined && chat.chattype !== 'single'
    ? { kind: 'group', channel: channelName, groupId: chat.chatid }
    : { kind: 'direct', channel: channelName, userId };
}

/** Seconds on the wire. */
const instant = (seconds: number | undefined, now: number): number =>
  seconds === undefined || seconds <= 0 ? now : seconds * 1_000;

/** What no database can hold in text is replaced: NUL, and half a character. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/** `aibot_msg_callback` (101463). */
export function decodeBotMessage(body: unknown, { botId, now, ownName }: BotFacts): Decoded {
  const parsed = botMessage.safeParse(body);
  if (!parsed.success) return ignored('malformed');
  const { data } = parsed;
  if (data.aibotid !== botId) return ignored('foreign');
  const userId = data.from.userid;
  const conversation = place(data, userId);
  const content = contentOf(data);
  if (content === undefined) return ignored('unknown');
  const text = storable(conversation.kind === 'group' ? ownName.cutOut(content.text) : content.text.trim());
  if (text === '' && content.files.length === 0 && conversation.kind === 'direct') return ignored('nothing');
  return {
    type: 'arrival',
    arrival: {
      eventId: `bot:${data.msgid}`,
      conversation,
      userId,
      occurredAt: instant(data.create_time, now),
      body: { type: 'message', text },
      files: content.files,
    },
  };
}

type Content = { readonly text: string; readonly files: readonly RemoteFile[] };

function contentOf(data: BotMessage): Content | undefined {
  const file = (kind: FileKind, media: BotMessage['image']): RemoteFile[] =>
    media
      ? [{ at: 'url', kind, url: media.url, aesKey: media.aeskey ?? null, name: media.filename ?? null }]
      : [];
  switch (data.msgtype) {
    case 'text':
      return { text: data.text?.content ?? '', files: [] };
    case 'voice':
      return { text: data.voice?.content ?? '', files: [] };
    case 'mixed': {
      const items = data.mixed?.msg_item ?? [];
      return {
        text: items.flatMap(({ text }) => (text ? [text.content] : [])).join('\n'),
        files: items.flatMap(({ image }) => file('image', image)),
      };
    }
    case 'image':
      return { text: '', files: file('image', data.image) };
    case 'file':
      return { text: '', files: file('file', data.file) };
    case 'video':
      return { text: '', files: file('video', data.video) };
    default:
      return undefined;
  }
}

/** What a thumb's id begins with; without it the thumbs do not show. */
export const feedbackPrefix = 'trace_';

/** `aibot_event_callback` (101027). */
export function decodeBotEvent(body: unknown, { botId, now }: Omit<BotFacts, 'ownName'>): Decoded {
  const parsed = botEvent.safeParse(body);
  if (!parsed.success) return ignored('malformed');
  const { event, aibotid, from, msgid, create_time: createTime, ...chat } = parsed.data;
  if (aibotid !== botId) return ignored('foreign');
  const base = {
    eventId: `bot:${msgid}`,
    conversation: place(chat, from.userid),
    userId: from.userid,
    occurredAt: instant(createTime, now),
    files: [],
  };
  switch (event.eventtype) {
    case 'enter_chat':
      return { type: 'arrival', arrival: { ...base, body: { type: 'opened' } } };
    case 'template_card_event': {
      const card = event.template_card_event ?? event;
      const chosen = card.selected_items?.selected_item
        .filter(({ question_key: key }) => key === questionKey)
        .flatMap(({ option_ids: ids }) => ids?.option_id ?? []);
      return click(base, card.event_key, chosen ?? [], card.task_id, null);
    }
    case 'feedback_event': {
      const thumb = event.feedback_event;
      // 1: good, 2: bad, 3: taken back.
      if (!thumb?.id.startsWith(feedbackPrefix) || (thumb.type !== 1 && thumb.type !== 2))
        return ignored('nothing');
      const action = `${thumb.id.slice(feedbackPrefix.length)}:${thumb.type === 1 ? 'good' : 'bad'}`;
      return { type: 'arrival', arrival: { ...base, body: { type: 'press', action } } };
    }
    default:
      return ignored('unknown');
  }
}

/** A button, or the button below a choice: then what was chosen. */
export function click(
  base: Omit<Arrival, 'body'>,
  key: string | undefined,
  chosen: readonly string[],
  taskId: string | undefined,
  responseCode: string | null,
): Decoded {
  const action = key === submitKey ? chosen[0] : key;
  if (action === undefined || action === '' || taskId === undefined) return ignored('nothing');
  return { type: 'click', arrival: { ...base, body: { type: 'press', action } }, taskId, responseCode };
}
