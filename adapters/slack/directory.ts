import type { Sender } from '../../src/channel/inbound.ts';
import { schedule as realSchedule, type Schedule } from '../../src/connection/timers.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { ApiClient } from './api-client.ts';
import { profileBudgetMs } from './limits.ts';
import { profileAnswer } from './payloads.ts';

type Profile = {
  readonly name: string;
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly email: string | null;
};

/** Who people are, as Slack has it; remembered, and never waited for longer than an event may wait. */
export type Directory = {
  /** Resolves when all of them are known, or after the budget; never rejects. */
  learn(userIds: readonly string[]): Promise<void>;
  senderOf(userId: string, nameHint: string | null): Sender;
  findName(userId: string): string | undefined;
  findLocale(userId: string): string | null;
  /** Whether the bot is in that channel; undefined where that could not be told in time. */
  isMember(channelId: string): Promise<boolean | undefined>;
};

const freshMs = 60 * 60_000;
const retryMs = 60_000;
const kept = 20_000;
/** Calls at once; the rest wait their turn, and nobody waits for them. */
const lanes = 8;

type Entry = { readonly profile: Profile | null; readonly at: number };

export function createDirectory(api: ApiClient, clock: Clock, schedule: Schedule = realSchedule): Directory {
  const profiles = new Map<string, Entry>();
  const members = new Map<string, { readonly isMember: boolean; readonly at: number }>();
  const running = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  let active = 0;

  const inLane = async (work: () => Promise<void>): Promise<void> => {
    if (active >= lanes) await new Promise<void>((resolve) => waiting.push(resolve));
    active += 1;
    try {
      await work();
    } finally {
      active -= 1;
      waiting.shift()?.();
    }
  };

  const once = (key: string, work: () => Promise<void>): Promise<void> => {
    const known = running.get(key);
    if (known) return known;
    const fresh = inLane(work)
      .catch(() => undefined)
      .finally(() => running.delete(key));
    running.set(key, fresh);
    return fresh;
  };

  const keep = (userId: string, profile: Profile | null): void => {
    const oldest = profiles.size < kept ? undefined : profiles.keys().next().value;
    if (oldest !== undefined) profiles.delete(oldest);
    // What was known stays better than nothing.
    profiles.set(userId, { profile: profile ?? profiles.get(userId)?.profile ?? null, at: clock() });
  };

  const fetchProfile = async (userId: string): Promise<void> => {
    const called = await api.call('users.info', { user: userId, include_locale: true });
    const answer = called.type === 'ok' ? profileAnswer.safeParse(called.body) : undefined;
    if (!answer?.success) {
      keep(userId, null);
      return;
    }
    const { name, tz, locale, profile } = answer.data.user;
    const { display_name: displayName, real_name: realName, email } = profile;
    const shown = [displayName, realName, name].find((one) => one !== null && one.trim() !== '');
    keep(userId, { name: shown ?? userId, locale, timeZone: tz, email });
  };

  const isStale = (userId: string): boolean => {
    const entry = profiles.get(userId);
    return !entry || clock() - entry.at >= (entry.profile ? freshMs : retryMs);
  };

  /** Whichever is first: the work, or the end of patience. */
  const within = async (work: Promise<unknown>, ms: number): Promise<void> => {
    let cancel = (): void => undefined;
    const patience = new Promise<void>((resolve) => {
      cancel = schedule(ms, resolve);
    });
    await Promise.race([work, patience]);
    cancel();
  };

  return {
    async learn(userIds) {
      const stale = [...new Set(userIds)].filter(isStale);
      const fetching = stale.map((userId) => once(userId, () => fetchProfile(userId)));
      // A profile an hour old does for now; only strangers are waited for.
      const strangers = stale.filter((userId) => !profiles.get(userId)?.profile);
      if (strangers.length > 0) await within(Promise.all(fetching), profileBudgetMs);
    },
    senderOf(userId, nameHint) {
      const profile = profiles.get(userId)?.profile;
      return {
        userId,
        name: profile?.name ?? nameHint ?? userId,
        locale: profile?.locale ?? null,
        timeZone: profile?.timeZone ?? null,
        email: profile?.email ?? null,
        // Slack keeps departments only in fields each company makes for itself.
        department: null,
      };
    },
    findName: (userId) => profiles.get(userId)?.profile?.name,
    findLocale: (userId) => profiles.get(userId)?.profile?.locale ?? null,
    async isMember(channelId) {
      const known = members.get(channelId);
      if (known && clock() - known.at < retryMs) return known.isMember;
      await within(
        once(`channel ${channelId}`, async () => {
          const called = await api.call('conversations.info', { channel: channelId });
          const found = readMembership(called);
          if (found !== undefined) members.set(channelId, { isMember: found, at: clock() });
        }),
        profileBudgetMs,
      );
      return members.get(channelId)?.isMember;
    },
  };
}

function readMembership(called: Awaited<ReturnType<ApiClient['call']>>): boolean | undefined {
  if (called.type === 'refused') return called.reason === 'channel_not_found' ? false : undefined;
  if (called.type !== 'ok') return undefined;
  const { channel } = called.body as { channel?: { is_member?: unknown } };
  return channel?.is_member === true;
}
