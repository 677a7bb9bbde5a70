import type { ChannelHealth } from '../../src/channel/adapter.ts';

/** One identity's state; `missing` where keys are not set, null where it is not wanted. */
export type PartHealth =
  ChannelHealth | { readonly state: 'missing'; readonly keys: readonly string[] } | null;

/** The channel works while one of the two does; where none does, the reason tells about each. */
export function combineHealth(bot: PartHealth, app: PartHealth, startedAt: number): ChannelHealth {
  const parts = [bot, app];
  const live = parts.filter((part) => part?.state === 'connected');
  if (live.length > 0) {
    const frames = live.flatMap((part) => (part.lastFrameAt === null ? [] : [part.lastFrameAt]));
    return { state: 'connected', lastFrameAt: frames.length === 0 ? null : Math.max(...frames) };
  }
  if (parts.some((part) => part?.state === 'starting')) return { state: 'starting' };
  const reasons = [tell('bot', bot), tell('app', app)].filter((reason) => reason !== undefined);
  const since = parts.flatMap((part) => (part?.state === 'down' ? [part.since] : []));
  return {
    state: 'down',
    since: since.length === 0 ? startedAt : Math.max(...since),
    reason: reasons.join('; '),
  };
}

function tell(name: string, part: PartHealth): string | undefined {
  switch (part?.state) {
    case 'down':
      return `${name}: ${part.reason}`;
    case 'missing':
      return `${name}: ${part.keys.map((key) => `channels.wecom.${key}`).join(', ')} not set, or not of its form`;
    default:
      return undefined;
  }
}
