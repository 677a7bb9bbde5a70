import { describe, expect, test } from 'vitest';
import { fitsHash, hashCode, randomCode, randomSalt } from '../../src/kernel/one-time-code.ts';
import { type BindingRequest, findCode, judgeCode, mayAskAgainAt } from '../../src/people/binding.ts';

const request = (facts: Partial<BindingRequest> = {}): BindingRequest => ({
  askerId: 'new',
  targetId: 'wang',
  salt: 's',
  codeHash: 'h',
  triesLeft: 5,
  expiresAt: 1_000,
  ...facts,
});
const fits = () => true;
const misses = () => false;

describe('a typed code', () => {
  test.each<[string, BindingRequest, number, () => boolean, string]>([
    ['that fits', request(), 999, fits, 'bound'],
    ['that does not', request(), 999, misses, 'wrong'],
    ['that does not, for the last time', request({ triesLeft: 1 }), 999, misses, 'spent'],
    ['that fits, for the last time', request({ triesLeft: 1 }), 999, fits, 'bound'],
    ['that fits, after all tries', request({ triesLeft: 0 }), 999, fits, 'spent'],
    ['that fits, a moment late', request(), 1_000, fits, 'late'],
    ['for nobody', request({ targetId: null }), 999, fits, 'wrong'],
  ])('%s', (_, given, now, check, verdict) => {
    expect(judgeCode(given, now, check)).toBe(verdict);
  });

  test.each([
    ['123456', '123456'],
    [' １２３４５６ ', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
  ])('%j is read', (text, code) => {
    expect(findCode(text)).toBe(code);
  });

  test.each(['12345', '1234567', 'T-123456', '12 34 56', '验证码 123456'])('%j is none', (text) => {
    expect(findCode(text)).toBeUndefined();
  });
});

test('three codes an hour, then when the oldest is an hour old', () => {
  expect(mayAskAgainAt([])).toBeNull();
  expect(mayAskAgainAt([10, 20])).toBeNull();
  expect(mayAskAgainAt([10, 20, 30])).toBe(10 + 3_600_000);
});

test('a code is six digits and is kept only as a salted hash', () => {
  const code = randomCode();
  expect(code).toMatch(/^\d{6}$/);
  const [one, other] = [randomSalt(), randomSalt()];
  expect(hashCode(code, one)).not.toBe(hashCode(code, other));
  expect(hashCode(code, one)).not.toContain(code);
  expect(fitsHash(code, one, hashCode(code, one))).toBe(true);
  expect(fitsHash(code, one, hashCode(code, other))).toBe(false);
});
