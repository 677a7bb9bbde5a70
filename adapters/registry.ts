import type { ChannelAdapter, ChannelContext } from '../src/channel/adapter.ts';
import type { Transcript } from '../src/channel/transcript.ts';
import { createWebAdapter, type CastMember, type ChatGroup } from './web/index.ts';

/** What a channel may be built from; each takes what it needs. */
export type ChannelSetup = {
  readonly context: ChannelContext;
  readonly transcript: Transcript;
  /** People with an identity on this channel. */
  readonly cast: () => readonly CastMember[];
  /** Groups with a conversation on this channel. */
  readonly groups: () => readonly ChatGroup[];
};

/** Channel name → factory, one line each. */
const factories: Readonly<Record<string, (setup: ChannelSetup) => ChannelAdapter>> = {
  web: ({ context, transcript, cast, groups }) =>
    createWebAdapter({ transcript, cast, groups, demo: true }, context),
};

/** Channels this build can speak. */
export const installedChannels: readonly string[] = Object.keys(factories);

/** undefined for a channel that is not installed. */
export function findChannelFactory(name: string): ((setup: ChannelSetup) => ChannelAdapter) | undefined {
  return factories[name];
}
