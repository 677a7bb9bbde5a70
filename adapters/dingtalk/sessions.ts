import type { Clock } from '../../src/kernel/clock.ts';
import { callPlatform } from '../../src/connection/call-platform.ts';
import { createPace } from '../../src/connection/pace.ts';
import { readAnswer, type ApiOutcome } from './api-answer.ts';
import { requestTimeoutMs, webhookPace } from './limits.ts';

/**
 * Every message brings an address at which its conversation can be answered for about 90 minutes: it costs none of the
 * month's calls and is the only way, without cards, to mention somebody for real.
 */
export type Sessions = {
  /** Remembered if it is DingTalk's own; false where it is not. */
  keep(conversationKey: string, url: string, expiresAt: number): boolean;
  /** Whether a message may go that way now. */
  isOpen(conversationKey: string): boolean;
  /** undefined: it did not and will not arrive that way; take another. */
  post(conversationKey: string, body: object): Promise<Exclude<ApiOutcome, { type: 'refused' }> | undefined>;
};

const maxKept = 10_000;
/** An address about to end is not used: the request takes a moment. */
const earlyMs = 60_000;

export function createSessions(oapiUrl: string, clock: Clock): Sessions {
  const kept = new Map<string, { url: string; until: number }>();
  const blockedUntil = new Map<string, number>();
  const pace = createPace(webhookPace, clock);

  const find = (key: string): string | undefined => {
    const session = kept.get(key);
    if (!session) return undefined;
    if (session.until - earlyMs > clock()) return session.url;
    kept.delete(key);
    return undefined;
  };

  return {
    keep(key, url, expiresAt) {
      if (!isDingtalks(url, oapiUrl)) return false;
      kept.delete(key);
      const oldest = kept.size < maxKept ? undefined : kept.keys().next().value;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(key, { url, until: expiresAt });
      return true;
    },
    isOpen: (key) => find(key) !== undefined && (blockedUntil.get(key) ?? 0) <= clock(),
    async post(key, body) {
      const url = find(key);
      if (url === undefined || (blockedUntil.get(key) ?? 0) > clock() || pace.take(key) > 0) return undefined;
      blockedUntil.delete(key);
      const answer = await callPlatform(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body),
        timeoutMs: requestTimeoutMs,
      });
      const outcome = readAnswer(answer, false);
      if (outcome.type === 'ok' || outcome.type === 'unknown') return outcome;
      // Whatever it was, nothing was posted: the robot API takes over, and this address rests or is forgotten.
      if (outcome.type === 'retry') blockedUntil.set(key, clock() + (outcome.afterMs ?? 5_000));
      else kept.delete(key);
      if (blockedUntil.size > maxKept) blockedUntil.clear();
      return undefined;
    },
  };
}

/** Only DingTalk's own hosts, or the one that is configured: an address in a message must not lead us anywhere else. */
export function isDingtalks(url: string, oapiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname, username, password } = new URL(url);
  if (username !== '' || password !== '' || !pathname.startsWith('/robot/')) return false;
  return origin === new URL(oapiUrl).origin || origin === 'https://oapi.dingtalk.com';
}
