import { createHash } from 'node:crypto';

/**
 * Held-out messages are split once and for all by their id. `dev` may be looked at, line by line, while rules, features
 * and training utterances are improved; `test` may not: it is scored at the end, and only its totals are read.
 */
export type Half = 'dev' | 'test';

/** The half a held-out message belongs to: the lowest bit of the SHA-256 of its id. */
export function half(id: string): Half {
  const [first = 0] = createHash('sha256').update(id).digest();
  return first % 2 === 0 ? 'dev' : 'test';
}
