import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../src/kernel/clock.ts';

/** docs.slack.dev/authentication/verifying-requests-from-slack: five minutes; we keep it to both sides. */
const toleranceMs = 300_000;
const keptSignatures = 50_000;

export type Verdict =
  | { readonly type: 'genuine'; readonly signature: string }
  | {
      readonly type: 'refused';
      readonly reason: 'unsigned' | 'malformed' | 'stale' | 'future-dated' | 'forged';
    };

/**
 * Checks a request of Slack's: `v0=` and the hex HMAC-SHA256 of `v0:<seconds>:<raw body>`. Bolt's own check takes requests
 * dated in the future and writes its own reasons; this one takes neither.
 */
export function verifyRequest(
  headers: { get(name: string): string | null },
  rawBody: Uint8Array,
  signingSecret: string,
  now: number,
): Verdict {
  const signature = headers.get('x-slack-signature');
  const stamp = headers.get('x-slack-request-timestamp');
  if (signature === null || stamp === null) return { type: 'refused', reason: 'unsigned' };
  if (!/^v0=[0-9a-f]{64}$/.test(signature) || !/^[1-9]\d{0,11}$/.test(stamp))
    return { type: 'refused', reason: 'malformed' };
  const age = now - Number(stamp) * 1_000;
  if (age > toleranceMs) return { type: 'refused', reason: 'stale' };
  if (age < -toleranceMs) return { type: 'refused', reason: 'future-dated' };
  const expected = createHmac('sha256', signingSecret).update(`v0:${stamp}:`).update(rawBody).digest();
  return timingSafeEqual(expected, Buffer.from(signature.slice(3), 'hex'))
    ? { type: 'genuine', signature }
    : { type: 'refused', reason: 'forged' };
}

/** Signatures seen within the tolerance: a signed request counts once. Slack signs every retry anew. */
export type SeenSignatures = {
  /** false: it was seen before. */
  admit(signature: string): boolean;
  /** It led to nothing that lasts: the same request may come again. */
  forget(signature: string): void;
};

export function createSeenSignatures(clock: Clock): SeenSignatures {
  const seen = new Map<string, number>();
  return {
    admit(signature) {
      const now = clock();
      for (const [old, at] of seen) {
        if (at > now - 2 * toleranceMs && seen.size < keptSignatures) break;
        seen.delete(old);
      }
      if (seen.has(signature)) return false;
      seen.set(signature, now);
      return true;
    },
    forget: (signature) => void seen.delete(signature),
  };
}
