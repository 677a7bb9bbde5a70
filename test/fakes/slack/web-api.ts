import { checkBlocks, checkView } from './check-blocks.ts';
import { blockList, readMessage, type AnyBlock } from './read-blocks.ts';
import { ids, type Channel, type StoredMessage, type Workspace } from './workspace.ts';

export type Arguments = Readonly<Record<string, string>>;
export type Answer = { readonly ok: boolean } & Readonly<Record<string, unknown>>;

export type Trigger = { readonly userId: string; readonly at: number; used: boolean };

export type WebApiWorld = {
  readonly workspace: Workspace;
  readonly clock: () => number;
  /** Scopes the bot token has; of the manifest unless a test takes some away. */
  readonly scopes: () => ReadonlySet<string>;
  readonly triggers: Map<string, Trigger>;
  readonly violation: (what: string) => void;
  readonly origin: () => string;
};

const no = (error: string, more: Record<string, unknown> = {}): Answer => ({ ok: false, error, ...more });
const yes = (more: Record<string, unknown> = {}): Answer => ({ ok: true, ...more });

/** What each method asks of the token: the "Required scopes" of docs.slack.dev/reference/methods/<method>. */
function scopeFor(method: string, channel: Channel | undefined): string | null {
  const byKind = { im: 'im', mpim: 'mpim', group: 'groups', channel: 'channels' };
  const kind = channel ? byKind[channel.kind] : 'channels';
  switch (method) {
    case 'chat.postMessage':
    case 'chat.update':
    case 'chat.delete':
    case 'chat.postEphemeral':
      return 'chat:write';
    case 'conversations.history':
    case 'conversations.replies':
      return `${kind}:history`;
    case 'conversations.info':
      return `${kind}:read`;
    case 'conversations.open':
      return 'im:write';
    case 'files.getUploadURLExternal':
    case 'files.completeUploadExternal':
      return 'files:write';
    case 'users.info':
      return 'users:read';
    default:
      return null;
  }
}

/** One call of the Web API with the bot's token; the token was checked already. */
export function answerCall(method: string, args: Arguments, world: WebApiWorld): Answer {
  const { workspace, scopes } = world;
  const needed = scopeFor(method, workspace.channels.get(args['channel'] ?? ''));
  if (needed !== null && !scopes().has(needed))
    return no('missing_scope', { needed, provided: [...scopes()].join(',') });
  switch (method) {
    case 'auth.test':
      return yes({
        url: 'https://bangban.slack.com/',
        team: 'Bangban',
        user: 'bangban',
        team_id: ids.team,
        user_id: ids.bot,
        bot_id: ids.botId,
      });
    case 'chat.postMessage':
      return postMessage(args, world, null);
    case 'chat.postEphemeral':
      return postMessage(args, world, args['user'] ?? '');
    case 'chat.update':
      return update(args, world);
    case 'chat.delete':
      return remove(args, world);
    case 'conversations.open':
      return open(args, world);
    case 'conversations.info':
      return info(args, world);
    case 'conversations.history':
      return history(args, world, false);
    case 'conversations.replies':
      return history(args, world, true);
    case 'users.info':
      return userInfo(args, world);
    case 'views.open':
      return openView(args, world);
    case 'views.publish':
      return publish(args, world);
    case 'files.getUploadURLExternal': {
      const id = workspace.nextId('F');
      return yes({
        file_id: id,
        upload_url: `${world.origin()}/upload/${id}?filename=${encodeURIComponent(args['filename'] ?? '')}`,
      });
    }
    case 'files.completeUploadExternal':
      return completeUpload(args, world);
    default:
      return no('unknown_method', { req_method: method });
  }
}

function findTarget(args: Arguments, { workspace }: WebApiWorld): Channel | Answer {
  const channel = workspace.channels.get(args['channel'] ?? '');
  if (!channel) return no('channel_not_found');
  if (!channel.hasBot) return no(channel.kind === 'channel' ? 'not_in_channel' : 'channel_not_found');
  if (channel.isArchived) return no('is_archived');
  return channel;
}

const isAnswer = (value: Channel | Answer): value is Answer => 'ok' in value;

function readBlocks(args: Arguments): AnyBlock[] | undefined {
  try {
    return blockList.parse(JSON.parse(args['blocks'] ?? '[]'));
  } catch {
    return undefined;
  }
}

/** Limits of one message; a message that breaks one is refused as by Slack, and noted. */
function refuseContent(args: Arguments, world: WebApiWorld): Answer | undefined {
  const blocks = readBlocks(args);
  const text = args['text'] ?? '';
  if (!blocks) return no('invalid_blocks_format');
  if (blocks.length === 0 && text === '') return no('no_text');
  // "Truncated" beyond 40,000, and advised to stay below 4,000: docs.slack.dev/reference/methods/chat.postMessage#truncating
  if (text.length > 4_000) world.violation(`a text of ${text.length}`);
  if (blocks.length > 0 && text === '') world.violation('blocks without a text for notifications');
  const problems = checkBlocks(blocks, 50);
  for (const problem of problems) world.violation(`blocks: ${problem}`);
  return problems.length > 0 ? no('invalid_blocks', { errors: problems }) : undefined;
}

function postMessage(args: Arguments, world: WebApiWorld, visibleTo: string | null): Answer {
  const { workspace } = world;
  const channel = findTarget(args, world);
  if (isAnswer(channel)) return channel;
  if (visibleTo !== null && !channel.members.has(visibleTo)) return no('user_not_in_channel');
  const refused = refuseContent(args, world);
  if (refused) return refused;
  const threadTs = args['thread_ts'] ?? null;
  const parent = workspace.messages.find(({ channel: of, ts }) => of === channel.id && ts === threadTs);
  if (threadTs !== null && !parent) return no('thread_not_found');
  const message: StoredMessage = {
    channel: channel.id,
    ts: workspace.nextTs(),
    user: ids.bot,
    botId: ids.botId,
    text: args['text'] ?? '',
    blocks: readBlocks(args) ?? [],
    threadTs,
    visibleTo,
    metadata: readMetadata(args, world),
    files: [],
  };
  workspace.messages.push(message);
  return visibleTo === null
    ? yes({ channel: channel.id, ts: message.ts, message: wireMessage(message, false) })
    : yes({ message_ts: message.ts });
}

/** event_type of letters and underscores, a flat payload: docs.slack.dev/messaging/message-metadata */
function readMetadata(args: Arguments, world: WebApiWorld): unknown {
  if (args['metadata'] === undefined) return null;
  const metadata = JSON.parse(args['metadata']) as { event_type?: unknown; event_payload?: unknown };
  if (typeof metadata.event_type !== 'string' || !/^\w+$/.test(metadata.event_type))
    world.violation('metadata without a type');
  return metadata;
}

function findOwn(args: Arguments, { workspace }: WebApiWorld): StoredMessage | undefined {
  return workspace.messages.find(
    ({ channel, ts, visibleTo }) => channel === args['channel'] && ts === args['ts'] && visibleTo === null,
  );
}

function update(args: Arguments, world: WebApiWorld): Answer {
  const channel = findTarget(args, world);
  if (isAnswer(channel)) return channel;
  const message = findOwn(args, world);
  if (!message) return no('message_not_found');
  if (message.user !== ids.bot) return no('cant_update_message');
  const refused = refuseContent(args, world);
  if (refused) return refused;
  message.text = args['text'] ?? '';
  message.blocks = readBlocks(args) ?? [];
  return yes({ channel: message.channel, ts: message.ts, text: message.text });
}

function remove(args: Arguments, world: WebApiWorld): Answer {
  const message = findOwn(args, world);
  if (!message) return no('message_not_found');
  if (message.user !== ids.bot) return no('cant_delete_message');
  world.workspace.messages.splice(world.workspace.messages.indexOf(message), 1);
  return yes({ channel: message.channel, ts: message.ts });
}

function open(args: Arguments, { workspace }: WebApiWorld): Answer {
  const userId = args['users'] ?? '';
  if (!workspace.people.has(userId)) return no('user_not_found');
  return yes({ channel: { id: workspace.imOf(userId).id } });
}

function info(args: Arguments, { workspace }: WebApiWorld): Answer {
  const channel = workspace.channels.get(args['channel'] ?? '');
  if (!channel || (!channel.hasBot && channel.kind !== 'channel')) return no('channel_not_found');
  return yes({ channel: { id: channel.id, is_member: channel.hasBot } });
}

function wireMessage(message: StoredMessage, withMetadata: boolean): Record<string, unknown> {
  return {
    type: 'message',
    ts: message.ts,
    user: message.user,
    text: message.text,
    team: ids.team,
    ...(message.botId === null ? {} : { bot_id: message.botId }),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
    ...(message.files.length === 0
      ? {}
      : {
          files: message.files.map(({ id, name, mimeType, bytes }) => ({
            id,
            name,
            mimetype: mimeType,
            size: bytes.byteLength,
          })),
        }),
  };
}

function history(args: Arguments, { workspace }: WebApiWorld, inThread: boolean): Answer {
  const channel = workspace.channels.get(args['channel'] ?? '');
  if (!channel?.hasBot) return no('channel_not_found');
  const limit = Number(args['limit'] ?? 100);
  if (limit > 999) return no('invalid_limit');
  const inclusive = args['inclusive'] === 'true';
  const oldest = Number(args['oldest'] ?? 0);
  const latest = Number(args['latest'] ?? Infinity);
  const here = workspace.messages.filter(
    (message) => message.channel === channel.id && message.visibleTo === null,
  );
  const root = here.find(({ ts }) => ts === args['ts']);
  if (inThread && !root) return no('thread_not_found');
  const parentTs = root?.threadTs ?? root?.ts;
  const chosen = here.filter(({ ts, threadTs }) => {
    const at = Number(ts);
    const isWithin = inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
    // The parent comes with every page of its thread.
    if (inThread) return ts === parentTs || (threadTs === parentTs && isWithin);
    return threadTs === null && isWithin;
  });
  const page = inThread ? chosen.slice(0, limit) : chosen.slice(-limit).reverse();
  return yes({
    messages: page.map((message) => wireMessage(message, args['include_all_metadata'] === 'true')),
    has_more: chosen.length > limit,
  });
}

function userInfo(args: Arguments, { workspace, scopes }: WebApiWorld): Answer {
  const person = workspace.people.get(args['user'] ?? '');
  if (!person) return no('user_not_found');
  return yes({
    user: {
      id: person.userId,
      team_id: ids.team,
      name: person.userId.toLowerCase(),
      is_bot: false,
      ...(person.timeZone === null ? {} : { tz: person.timeZone }),
      ...(args['include_locale'] === 'true' && person.locale !== null ? { locale: person.locale } : {}),
      profile: {
        display_name: '',
        real_name: person.name,
        ...(scopes().has('users:read.email') && person.email !== null ? { email: person.email } : {}),
      },
    },
  });
}

/** Three seconds and one use: docs.slack.dev/interactivity/handling-user-interaction#modal_responses */
function openView(args: Arguments, { workspace, triggers, clock, violation }: WebApiWorld): Answer {
  const trigger = triggers.get(args['trigger_id'] ?? '');
  if (!trigger) return no('invalid_trigger');
  if (trigger.used) return no('exchanged_trigger_id');
  if (clock() - trigger.at > 3_000) return no('expired_trigger_id');
  const view = JSON.parse(args['view'] ?? '{}') as AnyBlock;
  const problems = checkView(view, 100);
  for (const problem of problems) violation(`modal: ${problem}`);
  if (problems.length > 0) return no('invalid_arguments', { response_metadata: { messages: problems } });
  trigger.used = true;
  const id = workspace.nextId('V');
  workspace.modals.set(trigger.userId, { id, view });
  return yes({ view: { id, hash: `${clock()}.h`, ...view } });
}

function publish(args: Arguments, { workspace, violation, clock }: WebApiWorld): Answer {
  const userId = args['user_id'] ?? '';
  if (!workspace.people.has(userId)) return no('user_not_found');
  const view = JSON.parse(args['view'] ?? '{}') as AnyBlock;
  const problems = checkView(view, 100);
  for (const problem of problems) violation(`home: ${problem}`);
  if (problems.length > 0) return no('invalid_arguments', { response_metadata: { messages: problems } });
  workspace.homes.set(userId, { blocks: blockList.parse(view['blocks'] ?? []), hash: `${clock()}.h` });
  return yes({ view: { id: workspace.nextId('V') } });
}

function completeUpload(args: Arguments, world: WebApiWorld): Answer {
  const { workspace } = world;
  const wanted = JSON.parse(args['files'] ?? '[]') as { id: string }[];
  const files = wanted.flatMap(({ id }) => workspace.files.get(id) ?? []);
  if (files.length !== wanted.length) return no('file_not_found');
  const channelId = args['channel_id'];
  if (channelId !== undefined) {
    const channel = workspace.channels.get(channelId);
    if (!channel?.hasBot) return no('channel_not_found');
    workspace.messages.push({
      channel: channelId,
      ts: workspace.nextTs(),
      user: ids.bot,
      botId: ids.botId,
      text: args['initial_comment'] ?? '',
      blocks: [],
      threadTs: args['thread_ts'] ?? null,
      visibleTo: null,
      metadata: null,
      files,
    });
  }
  return yes({ files: files.map(({ id, name }) => ({ id, title: name })) });
}

export { readMessage };
