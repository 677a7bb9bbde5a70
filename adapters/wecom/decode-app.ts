import { channelName } from './config.ts';
import { click, ignored, storable, type Decoded, type FileKind, type RemoteFile } from './decode.ts';
import { appMessage, selectedItem, type AppMessage } from './payloads.ts';

export type AppFacts = { readonly corpId: string; readonly agentId: number };

/** The app's callback, decrypted (90239 messages, 90240 events). */
export function decodeApp(fields: unknown, { corpId, agentId }: AppFacts): Decoded {
  const parsed = appMessage.safeParse(fields);
  if (!parsed.success) return ignored('malformed');
  const { data } = parsed;
  const isOurs =
    data.ToUserName === corpId && (data.AgentID === undefined || Number(data.AgentID) === agentId);
  if (!isOurs) return ignored('foreign');
  const userId = data.FromUserName;
  const base = {
    eventId: data.MsgId === undefined ? eventKey(data) : `app:${data.MsgId}`,
    conversation: { kind: 'direct', channel: channelName, userId },
    userId,
    occurredAt: Number(data.CreateTime) * 1_000,
    files: [],
  } as const;
  const said = (text: string, files: readonly RemoteFile[] = []): Decoded =>
    text === '' && files.length === 0
      ? ignored('nothing')
      : { type: 'arrival', arrival: { ...base, files, body: { type: 'message', text: storable(text) } } };
  const sent = (kind: FileKind): Decoded =>
    data.MediaId === undefined
      ? ignored('nothing')
      : said('', [{ at: 'media', kind, mediaId: data.MediaId, name: data.FileName ?? null }]);
  switch (data.MsgType) {
    case 'text':
      return said(data.Content?.trim() ?? '');
    case 'link':
      return said([data.Title, data.Url].filter((part) => part !== undefined).join(' '));
    case 'location':
      return said(data.Label ?? '');
    case 'image':
    case 'file':
    case 'video':
    case 'voice':
      return sent(data.MsgType);
    case 'event':
      break;
    default:
      return ignored('unknown');
  }
  switch (data.Event) {
    case 'enter_agent':
      return { type: 'arrival', arrival: { ...base, eventId: openedKey(data), body: { type: 'opened' } } };
    case 'click':
      // The menu's keys are what one could type.
      return said(data.EventKey ?? '');
    case 'template_card_event':
      return click(base, data.EventKey, chosenOf(data), data.TaskId, data.ResponseCode ?? null);
    default:
      return ignored('unknown');
  }
}

/** Events have no id: sender and second tell them apart (90240), and what it was about. */
function eventKey({
  FromUserName: user,
  CreateTime: at,
  Event: event = '',
  EventKey: key = '',
  TaskId: task = '',
}: AppMessage): string {
  return `app:${user}:${at}:${event}:${task}:${key}`;
}

/** The app is entered many times a day and greets once, as the bot does; a day as China counts it. */
function openedKey({ FromUserName: user, CreateTime: at }: AppMessage): string {
  return `app:${user}:opened:${Math.floor((Number(at) + 8 * 3_600) / 86_400)}`;
}

function chosenOf({ SelectedItems: items }: AppMessage): string[] {
  const list = items?.SelectedItem;
  return (Array.isArray(list) ? list : [list]).flatMap((item) => {
    const parsed = selectedItem.safeParse(item);
    return parsed.success ? [parsed.data.OptionIds.OptionId].flat() : [];
  });
}
