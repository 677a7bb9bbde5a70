import { z } from 'zod';

/**
 * What Slack sends, as far as we read it; unknown keys are dropped.
 * docs.slack.dev/reference/events, …/interactivity/handling-user-interaction, …/interactivity/implementing-slash-commands
 */

const text = z.string();
const maybe = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);

export const filePayload = z.object({
  id: text,
  name: maybe(text),
  mimetype: maybe(text),
  size: maybe(z.number()),
  url_private_download: maybe(text),
  url_private: maybe(text),
});
export type FilePayload = z.infer<typeof filePayload>;

export const messagePayload = z.object({
  type: z.enum(['message', 'app_mention']),
  subtype: maybe(text),
  channel: text,
  channel_type: maybe(text),
  user: maybe(text),
  bot_id: maybe(text),
  text: maybe(text),
  ts: text,
  thread_ts: maybe(text),
  team: maybe(text),
  user_team: maybe(text),
  files: maybe(z.array(filePayload)),
});
export type MessagePayload = z.infer<typeof messagePayload>;

export const reactionPayload = z.object({
  type: z.literal('reaction_added'),
  user: text,
  reaction: text,
  item: z.object({ type: text, channel: maybe(text), ts: maybe(text) }),
});

export const homePayload = z.object({
  type: z.literal('app_home_opened'),
  user: text,
  tab: maybe(text),
  event_ts: text,
});

/** The envelope of an event. */
export const eventEnvelope = z.object({
  type: z.literal('event_callback'),
  team_id: text,
  event_id: text,
  authorizations: maybe(z.array(z.object({ team_id: maybe(text) }))),
  is_ext_shared_channel: maybe(z.boolean()),
  event: z.looseObject({ type: text }),
});
export type EventEnvelope = z.infer<typeof eventEnvelope>;

export const commandPayload = z.object({
  team_id: text,
  channel_id: text,
  channel_name: maybe(text),
  user_id: text,
  user_name: maybe(text),
  command: text,
  text: maybe(text),
  trigger_id: text,
});

const actor = z.object({ id: text, name: maybe(text), team_id: maybe(text) });
const team = maybe(z.object({ id: text }));

export const pressPayload = z.object({
  type: z.literal('block_actions'),
  team,
  user: actor,
  trigger_id: text,
  container: maybe(z.object({ type: maybe(text), channel_id: maybe(text) })),
  channel: maybe(z.object({ id: text })),
  actions: z.array(z.object({ action_id: text, value: maybe(text), action_ts: maybe(text) })).min(1),
});

export const shortcutPayload = z.object({
  type: z.literal('message_action'),
  callback_id: text,
  team,
  user: actor,
  trigger_id: text,
  channel: z.object({ id: text }),
  message: z.object({
    user: maybe(text),
    bot_id: maybe(text),
    text: maybe(text),
    ts: text,
    files: maybe(z.array(filePayload)),
  }),
});

const option = z.object({ value: text });

export const submissionPayload = z.object({
  type: z.literal('view_submission'),
  team,
  user: actor,
  view: z.object({
    id: text,
    callback_id: text,
    private_metadata: maybe(text),
    blocks: maybe(z.array(z.looseObject({ block_id: maybe(text), type: text }))),
    state: z.object({
      values: z.record(
        text,
        z.record(
          text,
          z.object({
            type: text,
            value: maybe(text),
            selected_option: maybe(option),
            selected_options: maybe(z.array(option)),
          }),
        ),
      ),
    }),
  }),
});

/** users.info: docs.slack.dev/reference/methods/users.info */
export const profileAnswer = z.object({
  user: z.object({
    id: text,
    name: maybe(text),
    tz: maybe(text),
    locale: maybe(text),
    is_bot: maybe(z.boolean()),
    profile: z.object({ display_name: maybe(text), real_name: maybe(text), email: maybe(text) }),
  }),
});

/** auth.test: docs.slack.dev/reference/methods/auth.test */
export const identityAnswer = z.object({ team_id: text, user_id: text, bot_id: maybe(text) });
export type Identity = z.infer<typeof identityAnswer>;

/** conversations.history and .replies */
export const historyAnswer = z.object({
  messages: z.array(
    z.object({
      ts: text,
      user: maybe(text),
      bot_id: maybe(text),
      text: maybe(text),
      files: maybe(z.array(filePayload)),
      metadata: maybe(z.looseObject({ event_type: text, event_payload: maybe(z.record(text, z.unknown())) })),
    }),
  ),
});
export type HistoryMessage = z.infer<typeof historyAnswer>['messages'][number];
