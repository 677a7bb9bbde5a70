import type { ChannelAdapter, ChannelContext } from '../src/channel/adapter.ts';
import type { ChannelValues } from '../src/channel/channel-values.ts';
import type { Transcript } from '../src/channel/transcript.ts';
import { createDingtalkAdapter, missingKeys as missingDingtalkKeys } from './dingtalk/index.ts';
import { createSlackAdapter, missingKeys as missingSlackKeys } from './slack/index.ts';
import { createWebAdapter, type CastMember, type ChatGroup } from './web/index.ts';
import { createWecomAdapter, missingKeys as wecomMissingKeys } from './wecom/index.ts';

/** What a channel may be built from; each takes what it needs. */
export type ChannelSetup = {
  readonly context: ChannelContext;
  /** Its block of the configuration. */
  readonly values: ChannelValues;
  readonly transcript: Transcript;
  /** People with an identity on this channel. */
  readonly cast: () => readonly CastMember[];
  /** Groups with a conversation on this channel. */
  readonly groups: () => readonly ChatGroup[];
};

type Channel = {
  create(setup: ChannelSetup): ChannelAdapter;
  /** Keys of its block that have to be set and are not, as a path below `channels.<name>`: `botToken`, `bot.secret`. */
  missingKeys(values: ChannelValues): readonly string[];
};

/** Channel name → channel. */
const channels: Readonly<Record<string, Channel>> = {
  web: {
    create: ({ context, transcript, cast, groups }) =>
      createWebAdapter({ transcript, cast, groups, demo: true }, context),
    missingKeys: () => [],
  },
  slack: {
    create: ({ context, values }) => createSlackAdapter(values, context),
    missingKeys: missingSlackKeys,
  },
  dingtalk: {
    create: ({ context, values }) => createDingtalkAdapter(values, context),
    missingKeys: missingDingtalkKeys,
  },
  wecom: {
    create: ({ context, values }) => createWecomAdapter(values, context),
    missingKeys: wecomMissingKeys,
  },
};

/** Channels this build can speak. */
export const installedChannels: readonly string[] = Object.keys(channels);

/** undefined for a channel that is not installed. */
export function findChannel(name: string): Channel | undefined {
  return channels[name];
}
