import { ids, type Channel, type StoredFile, type StoredMessage, type Workspace } from './workspace.ts';

/** Bodies as Slack sends them: docs.slack.dev/reference/events and …/interactivity/handling-user-interaction */
export type Body = Readonly<Record<string, unknown>>;

export function outerEvent(workspace: Workspace, event: Body, at: number): Body {
  return {
    token: 'verification',
    team_id: ids.team,
    api_app_id: ids.app,
    type: 'event_callback',
    event_id: workspace.nextId('Ev'),
    event_time: Math.floor(at / 1_000),
    event,
    authorizations: [
      {
        enterprise_id: null,
        team_id: ids.team,
        user_id: ids.bot,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: '4-abc',
  };
}

function wireFiles(files: readonly StoredFile[], origin: string): Body[] {
  return files.map(({ id, name, mimeType, bytes }) => ({
    id,
    name,
    title: name,
    mimetype: mimeType,
    size: bytes.byteLength,
    mode: 'hosted',
    is_external: false,
    url_private: `${origin}/files-pri/${ids.team}-${id}/${encodeURIComponent(name)}`,
    url_private_download: `${origin}/files-pri/${ids.team}-${id}/download/${encodeURIComponent(name)}`,
  }));
}

const channelTypes = { im: 'im', mpim: 'mpim', group: 'group', channel: 'channel' } as const;

export function messageEvent(message: StoredMessage, channel: Channel, origin: string): Body {
  return {
    client_msg_id: `c-${message.ts}`,
    type: 'message',
    ...(message.files.length > 0 ? { subtype: 'file_share', files: wireFiles(message.files, origin) } : {}),
    text: message.text,
    user: message.user,
    ts: message.ts,
    team: ids.team,
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: channelTypes[channel.kind],
  };
}

/** The same words again, under another event id, without a channel type. */
export function mentionEvent(message: StoredMessage, channel: Channel, origin: string): Body {
  const event = { ...messageEvent(message, channel, origin), type: 'app_mention' };
  const { channel_type: channelType, subtype, ...rest } = event as Record<string, unknown>;
  return channelType === undefined && subtype === undefined ? event : rest;
}

export function commandBody(options: {
  readonly userId: string;
  readonly channel: Channel;
  readonly command: string;
  readonly text: string;
  readonly triggerId: string;
  readonly origin: string;
}): Body {
  const { userId, channel, command, text, triggerId, origin } = options;
  const names = { im: 'directmessage', mpim: 'mpdm-a--b-1', group: 'privategroup', channel: 'general' };
  return {
    token: 'verification',
    team_id: ids.team,
    team_domain: 'bangban',
    channel_id: channel.id,
    channel_name: names[channel.kind],
    user_id: userId,
    user_name: userId.toLowerCase(),
    command,
    text,
    api_app_id: ids.app,
    is_enterprise_install: 'false',
    response_url: `${origin}/response/${triggerId}`,
    trigger_id: triggerId,
  };
}

type Actor = { readonly userId: string; readonly triggerId: string; readonly origin: string };

function interactive(type: string, { userId, triggerId, origin }: Actor): Record<string, unknown> {
  return {
    type,
    user: { id: userId, username: userId.toLowerCase(), name: userId.toLowerCase(), team_id: ids.team },
    api_app_id: ids.app,
    token: 'verification',
    team: { id: ids.team, domain: 'bangban' },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: triggerId,
    response_url: `${origin}/response/${triggerId}`,
  };
}

export function pressBody(
  actor: Actor,
  where: { readonly channel: string; readonly ts: string; readonly isEphemeral: boolean } | null,
  button: {
    readonly actionId: string;
    readonly value: string;
    readonly type: string;
    readonly label: string;
  },
  actionTs: string,
): Body {
  return {
    ...interactive('block_actions', actor),
    container:
      where === null
        ? { type: 'view', view_id: 'VHOME' }
        : {
            type: 'message',
            message_ts: where.ts,
            channel_id: where.channel,
            is_ephemeral: where.isEphemeral,
          },
    ...(where === null ? {} : { channel: { id: where.channel, name: 'directmessage' } }),
    state: { values: {} },
    actions: [
      {
        action_id: button.actionId,
        block_id: 'b1',
        text: { type: 'plain_text', text: button.label },
        value: button.value,
        type: button.type,
        action_ts: actionTs,
      },
    ],
  };
}

export function shortcutBody(actor: Actor, message: StoredMessage, callbackId: string, origin: string): Body {
  return {
    ...interactive('message_action', actor),
    callback_id: callbackId,
    action_ts: message.ts,
    message_ts: message.ts,
    channel: { id: message.channel, name: 'general' },
    message: {
      type: 'message',
      user: message.user,
      ...(message.botId === null ? {} : { bot_id: message.botId }),
      text: message.text,
      ts: message.ts,
      team: ids.team,
      ...(message.files.length > 0 ? { files: wireFiles(message.files, origin) } : {}),
    },
  };
}

export function submissionBody(
  actor: Actor,
  modal: { readonly id: string; readonly view: Body },
  values: Readonly<Record<string, Readonly<Record<string, Body>>>>,
): Body {
  return {
    ...interactive('view_submission', actor),
    view: {
      id: modal.id,
      team_id: ids.team,
      ...modal.view,
      state: { values },
      hash: '1.h',
      root_view_id: modal.id,
      previous_view_id: null,
      app_id: ids.app,
      external_id: '',
      app_installed_team_id: ids.team,
      bot_id: ids.botId,
    },
    response_urls: [],
  };
}
