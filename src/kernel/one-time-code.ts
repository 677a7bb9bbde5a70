import { randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto';

/** Six digits cannot be kept safe by hashing alone; a slow hash outlives the ten minutes a code is good for. */
const cost = { N: 4096, r: 8, p: 1 };

export function randomCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

export function randomSalt(): string {
  return randomBytes(16).toString('hex');
}

/** Some 10 ms of work, meant to be slow. */
export function hashCode(code: string, salt: string): string {
  return scryptSync(code, salt, 32, cost).toString('hex');
}

export function fitsHash(code: string, salt: string, hash: string): boolean {
  const given = Buffer.from(hashCode(code, salt), 'hex');
  const kept = Buffer.from(hash, 'hex');
  return given.length === kept.length && timingSafeEqual(given, kept);
}
