import { timingSafeEqual } from 'node:crypto';
import { WecomCrypto } from '@wecom/aibot-node-sdk';
import { limits } from './limits.ts';

/** How WeCom signs a callback (page 90930): in the query, over the encrypted part of the body or the echo text. */
export type Signed = {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypted: string;
};

export type Opened =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: Refusal };

/** For the log and the counter; the caller is told none of it. */
export type Refusal = 'incomplete' | 'stale' | 'signature' | 'content';

export type Opener = (signed: Signed, now: number) => Opened;

/** Checks time and signature before anything is decrypted, and the company's id after. Pure but for the key it holds. */
export function createOpener(keys: { token: string; encodingAesKey: string; corpId: string }): Opener {
  const crypto = new WecomCrypto(keys.token, keys.encodingAesKey, keys.corpId);
  return ({ signature, timestamp, nonce, encrypted }, now) => {
    if (signature === '' || nonce === '' || encrypted === '' || !/^\d{1,12}$/u.test(timestamp)) {
      return { ok: false, why: 'incomplete' };
    }
    const right = crypto.computeSignature(timestamp, nonce, encrypted);
    if (!isSame(right, signature)) return { ok: false, why: 'signature' };
    if (Math.abs(Number(timestamp) * 1_000 - now) > limits.clockSkewMs) return { ok: false, why: 'stale' };
    try {
      // Wrong padding, wrong length and another company's id all end here, and look the same from outside.
      return { ok: true, text: crypto.decrypt(encrypted) };
    } catch {
      return { ok: false, why: 'content' };
    }
  };
}

/** In a time that does not depend on where they differ. */
function isSame(right: string, given: string): boolean {
  const a = Buffer.from(right);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
