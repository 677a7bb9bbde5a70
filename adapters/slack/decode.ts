import type { Conversation } from '../../src/channel/conversation.ts';
import type { FormAnswers } from '../../src/channel/form.ts';
import { channelName } from './config.ts';
import type { z } from 'zod';
import {
  commandPayload,
  eventEnvelope,
  homePayload,
  messagePayload,
  pressPayload,
  reactionPayload,
  shortcutPayload,
  submissionPayload,
  type EventEnvelope,
  type FilePayload,
  type Identity,
  type MessagePayload,
} from './payloads.ts';
import { readCommand } from './read-command.ts';

/** What a draft's body says before names are known and files are fetched; `raw` is Slack's wire text. */
export type DraftBody =
  | {
      readonly type: 'message';
      readonly raw: string;
      readonly files: readonly FilePayload[];
      /** Said to the bot whether or not it is named in the text. */
      readonly addressed: boolean;
      readonly thread: string | null;
    }
  | { readonly type: 'press'; readonly action: string; readonly trigger: string | null }
  | { readonly type: 'form'; readonly formId: string; readonly answers: FormAnswers }
  | {
      readonly type: 'picked';
      readonly raw: string;
      readonly files: readonly FilePayload[];
      readonly byUserId: string;
    }
  | { readonly type: 'opened' }
  | { readonly type: 'home' };

/** An event without what only Slack's API can tell. */
export type Draft = {
  readonly eventId: string;
  readonly conversation: Conversation;
  readonly userId: string;
  /** What the event itself calls the sender. */
  readonly nameHint: string | null;
  readonly occurredAt: number;
  readonly body: DraftBody;
};

export type Decoded =
  | { readonly type: 'event'; readonly draft: Draft }
  /** Typed in a channel: where the bot is not in it, it is answered directly. */
  | { readonly type: 'command'; readonly draft: Draft; readonly typedIn: string | null }
  | { readonly type: 'unknown-command'; readonly userId: string }
  /** A message was marked with the emoji; its words have to be fetched. */
  | {
      readonly type: 'marked';
      readonly channelId: string;
      readonly ts: string;
      readonly byUserId: string;
      readonly occurredAt: number;
    }
  /** Nothing of ours; `why` is for counting. */
  | {
      readonly type: 'ignored';
      readonly why: 'foreign' | 'bot' | 'edit' | 'not-ours' | 'unknown-type' | 'malformed';
    };

export type DecodeFacts = {
  readonly identity: Identity;
  readonly ticketEmoji: string;
  /** For what carries no time of its own. */
  readonly now: number;
};

const ignored = (why: Extract<Decoded, { type: 'ignored' }>['why']): Decoded => ({ type: 'ignored', why });

function read<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> | undefined {
  const parsed = schema.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}

/** Subtypes that are still a person's own words; every other one is a note of Slack's about something. */
const spokenSubtypes: readonly (string | null)[] = [null, 'file_share', 'thread_broadcast', 'me_message'];

function direct(userId: string): Conversation {
  return { kind: 'direct', channel: channelName, userId };
}

/** Slack's direct conversations begin with D; ours are named by the person. */
export function placeOf(channelId: string | null, userId: string): Conversation {
  return channelId === null || channelId.startsWith('D')
    ? direct(userId)
    : { kind: 'group', channel: channelName, groupId: channelId };
}

/** `1610241741.000200` → epoch ms. */
export function readTs(ts: string, otherwise: number): number {
  const at = Math.round(Number(ts) * 1_000);
  return Number.isFinite(at) && at > 0 ? at : otherwise;
}

export function decodeEvent(body: unknown, facts: DecodeFacts): Decoded {
  const envelope = read(eventEnvelope, body);
  if (!envelope) return ignored('malformed');
  if (!isOurs(envelope, facts)) return ignored('foreign');
  switch (envelope.event.type) {
    case 'message':
    case 'app_mention': {
      const message = read(messagePayload, envelope.event);
      return message ? decodeMessage(message, envelope, facts) : ignored('malformed');
    }
    case 'reaction_added': {
      const reaction = read(reactionPayload, envelope.event);
      if (!reaction) return ignored('malformed');
      const { channel, ts, type } = reaction.item;
      // A skin tone comes behind the name: `wave::skin-tone-2`.
      if (reaction.reaction.split('::')[0] !== facts.ticketEmoji) return ignored('not-ours');
      if (type !== 'message' || channel === null || ts === null) return ignored('not-ours');
      if (reaction.user === facts.identity.user_id) return ignored('bot');
      return { type: 'marked', channelId: channel, ts, byUserId: reaction.user, occurredAt: facts.now };
    }
    case 'app_home_opened': {
      const home = read(homePayload, envelope.event);
      if (!home) return ignored('malformed');
      const common = {
        conversation: direct(home.user),
        userId: home.user,
        nameHint: null,
        occurredAt: readTs(home.event_ts, facts.now),
      };
      // One welcome per person, however often they open it.
      return home.tab === 'home'
        ? { type: 'event', draft: { ...common, eventId: envelope.event_id, body: { type: 'home' } } }
        : { type: 'event', draft: { ...common, eventId: `opened:@${home.user}`, body: { type: 'opened' } } };
    }
    default:
      return ignored('unknown-type');
  }
}

/** Of our workspace, also in a channel shared with others. */
function isOurs(envelope: EventEnvelope, { identity }: DecodeFacts): boolean {
  const ours = identity.team_id;
  return envelope.team_id === ours || (envelope.authorizations ?? []).some(({ team_id }) => team_id === ours);
}

/**
 * A mention in a channel comes as `message` and as `app_mention`, with one ts and two event ids; with a file often only as
 * `message` (bolt-python#925). Either is read alike, so that whichever is first is the event.
 */
function decodeMessage(message: MessagePayload, envelope: EventEnvelope, facts: DecodeFacts): Decoded {
  const { user, bot_id: botId, channel, ts } = message;
  if (botId !== null || user === null || user === 'USLACKBOT' || user === facts.identity.user_id)
    return ignored(user === null && botId === null ? 'edit' : 'bot');
  if (!spokenSubtypes.includes(message.subtype)) return ignored('edit');
  const home = message.user_team ?? message.team;
  if (envelope.is_ext_shared_channel === true && home !== null && home !== facts.identity.team_id)
    return ignored('foreign');
  const conversation = message.channel_type === 'im' ? direct(user) : placeOf(channel, user);
  return {
    type: 'event',
    draft: {
      eventId: `message:${channel}:${ts}`,
      conversation,
      userId: user,
      nameHint: null,
      occurredAt: readTs(ts, facts.now),
      body: {
        type: 'message',
        raw: message.text ?? '',
        files: message.files ?? [],
        addressed: conversation.kind === 'direct' || message.type === 'app_mention',
        thread: message.thread_ts === ts ? null : message.thread_ts,
      },
    },
  };
}

export function decodeCommand(body: unknown, facts: DecodeFacts): Decoded {
  const command = read(commandPayload, body);
  if (!command) return ignored('malformed');
  if (command.team_id !== facts.identity.team_id) return ignored('foreign');
  const said = readCommand(command.command, command.text ?? '');
  if (!said) return { type: 'unknown-command', userId: command.user_id };
  const isDirect = command.channel_name === 'directmessage' || command.channel_id.startsWith('D');
  const draft: Draft = {
    eventId: `command:${command.trigger_id}`,
    conversation:
      isDirect || said.answered === 'directly'
        ? direct(command.user_id)
        : placeOf(command.channel_id, command.user_id),
    userId: command.user_id,
    nameHint: command.user_name,
    occurredAt: facts.now,
    body: { type: 'message', raw: said.text, files: [], addressed: true, thread: null },
  };
  return { type: 'command', draft, typedIn: isDirect ? null : command.channel_id };
}

type FromTeam = {
  readonly team: { readonly id: string } | null;
  readonly user: { readonly team_id: string | null };
};

function isForeign({ team, user }: FromTeam, { identity }: DecodeFacts): boolean {
  return [team?.id ?? null, user.team_id].some((id) => id !== null && id !== identity.team_id);
}

export function decodePress(body: unknown, facts: DecodeFacts): Decoded {
  const press = read(pressPayload, body);
  const [action] = press?.actions ?? [];
  if (!press || !action) return ignored('malformed');
  if (isForeign(press, facts)) return ignored('foreign');
  // A link button, or a block of somebody else's making: nothing we have put there.
  if (action.value === null || action.value === '') return ignored('not-ours');
  const channelId = press.container?.channel_id ?? press.channel?.id ?? null;
  return {
    type: 'event',
    draft: {
      eventId: `press:${press.trigger_id}`,
      conversation: placeOf(channelId, press.user.id),
      userId: press.user.id,
      nameHint: press.user.name,
      occurredAt: readTs(action.action_ts ?? '', facts.now),
      body: { type: 'press', action: action.value, trigger: press.trigger_id },
    },
  };
}

export const pickShortcut = 'open_ticket';

export function decodeShortcut(body: unknown, facts: DecodeFacts): Decoded {
  const shortcut = read(shortcutPayload, body);
  if (!shortcut) return ignored('malformed');
  if (shortcut.callback_id !== pickShortcut) return ignored('not-ours');
  if (isForeign(shortcut, facts)) return ignored('foreign');
  const { message, channel, user } = shortcut;
  return decodePicked(message, channel.id, user.id, facts);
}

type PickedMessage = {
  readonly ts: string;
  readonly user: string | null;
  readonly bot_id: string | null;
  readonly text: string | null;
  readonly files: readonly FilePayload[] | null;
};

/** Whoever marks it, and by whatever means: one message is one matter. */
export function decodePicked(
  message: PickedMessage,
  channelId: string,
  byUserId: string,
  facts: DecodeFacts,
): Decoded {
  if (message.user === null || message.bot_id !== null) return ignored('bot');
  return {
    type: 'event',
    draft: {
      eventId: `picked:${channelId}:${message.ts}`,
      conversation: direct(message.user),
      userId: message.user,
      nameHint: null,
      occurredAt: facts.now,
      body: { type: 'picked', raw: message.text ?? '', files: message.files ?? [], byUserId },
    },
  };
}

export function decodeSubmission(body: unknown, facts: DecodeFacts): Decoded {
  const submission = read(submissionPayload, body);
  if (!submission) return ignored('malformed');
  if (isForeign(submission, facts)) return ignored('foreign');
  const { view, user } = submission;
  const answers: FormAnswers = Object.fromEntries(
    Object.entries(view.state.values).map(([fieldId, inputs]) => {
      const [input] = Object.values(inputs);
      const chosen = [
        ...(input?.selected_options ?? []),
        ...(input?.selected_option ? [input.selected_option] : []),
      ];
      const written = (input?.value ?? '').trim();
      return [fieldId, written === '' ? chosen.map(({ value }) => value) : [written]];
    }),
  );
  return {
    type: 'event',
    draft: {
      eventId: `form:${view.id}`,
      conversation: placeOf(view.private_metadata === '' ? null : view.private_metadata, user.id),
      userId: user.id,
      nameHint: user.name,
      occurredAt: facts.now,
      body: { type: 'form', formId: view.callback_id, answers },
    },
  };
}
