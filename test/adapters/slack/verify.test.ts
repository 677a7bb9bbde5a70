import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeenSignatures, verifyRequest } from '../../../adapters/slack/verify.ts';
import { signed } from '../../fakes/slack/fake-slack.ts';

const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const at = 1_531_420_618_000;
const stamp = String(at / 1_000);
const body = 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&command=%2Fit&text=vpn';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const check = (headers: Record<string, string>, raw: string, now = at) =>
  verifyRequest(new Headers(headers), bytes(raw), secret, now);

test("the documentation's own example is genuine", () => {
  // docs.slack.dev/authentication/verifying-requests-from-slack, step by step walk-through
  const example =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
  expect(
    check({ 'x-slack-signature': signature, 'x-slack-request-timestamp': '1531420618' }, example),
  ).toEqual({ type: 'genuine', signature });
});

test.each([
  ['at once', 0, 'genuine'],
  ['299 s later', 299_000, 'genuine'],
  ['301 s later', 301_000, 'stale'],
  ['a day later', 86_400_000, 'stale'],
  ['299 s ahead', -299_000, 'genuine'],
  ['301 s ahead', -301_000, 'future-dated'],
  ['ten minutes ahead', -600_000, 'future-dated'],
])('a signed request seen %s', (_, ms, expected) => {
  const verdict = check(signed(stamp, body), body, at + ms);
  expect(verdict.type === 'genuine' ? 'genuine' : verdict.reason).toBe(expected);
});

test('nothing of 3,000 altered signatures, stamps and bodies is accepted', () => {
  const genuine = signed(stamp, body);
  const signature = genuine['x-slack-signature'] ?? '';
  const flip = (text: string, index: number): string => {
    const other = text[index] === '0' ? '1' : '0';
    return text.slice(0, index) + other + text.slice(index + 1);
  };
  fc.assert(
    fc.property(
      fc.oneof(
        fc
          .nat(signature.length - 1)
          .map((index) => ({ headers: { ...genuine, 'x-slack-signature': flip(signature, index) }, body })),
        fc.nat(body.length - 1).map((index) => ({ headers: genuine, body: flip(body, index) })),
        fc
          .integer({ min: -299, max: 299 })
          .filter((by) => by !== 0)
          .map((by) => ({
            headers: { ...genuine, 'x-slack-request-timestamp': String(Number(stamp) + by) },
            body,
          })),
        fc
          .string()
          .filter((text) => text !== signature)
          .map((text) => ({
            headers: { ...genuine, 'x-slack-signature': text.replace(/[^\x20-\x7e]/g, '') },
            body,
          })),
        fc.string({ minLength: 1 }).map((text) => ({ headers: genuine, body: body + text })),
        fc
          .string({ minLength: 1 })
          .filter((text) => text !== secret)
          .map((text) => ({
            headers: {
              ...genuine,
              'x-slack-signature': `v0=${createHmac('sha256', text).update(`v0:${stamp}:${body}`).digest('hex')}`,
            },
            body,
          })),
        fc.constantFrom(
          { headers: { ...genuine, 'x-slack-signature': signature.replace('v0', 'v1') }, body },
          { headers: { ...genuine, 'x-slack-signature': signature.toUpperCase() }, body },
          { headers: { ...genuine, 'x-slack-signature': signature.slice(0, -1) }, body },
          { headers: { ...genuine, 'x-slack-signature': '' }, body },
          { headers: { ...genuine, 'x-slack-request-timestamp': `${stamp}.0` }, body },
          { headers: { ...genuine, 'x-slack-request-timestamp': `0${stamp}` }, body },
          { headers: { ...genuine, 'x-slack-request-timestamp': '-1' }, body },
          { headers: { ...genuine, 'x-slack-request-timestamp': 'NaN' }, body },
          { headers: { 'x-slack-signature': signature }, body },
          { headers: {}, body },
        ),
      ),
      (altered) => check(altered.headers as Record<string, string>, altered.body).type === 'refused',
    ),
    { numRuns: 3_000 },
  );
});

test('bytes that are no text are verified as bytes', () => {
  const raw = new Uint8Array([0xff, 0xfe, 0x00, 0x41]);
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${stamp}:`).update(raw).digest('hex')}`;
  const headers = new Headers({ 'x-slack-signature': signature, 'x-slack-request-timestamp': stamp });
  expect(verifyRequest(headers, raw, secret, at).type).toBe('genuine');
  // What decoding would make equal is not equal.
  expect(verifyRequest(headers, new Uint8Array([0xfe, 0xff, 0x00, 0x41]), secret, at).type).toBe('refused');
});

test('a signature counts once, for as long as its request could be accepted', () => {
  let now = at;
  const seen = createSeenSignatures(() => now);
  expect(seen.admit('a')).toBe(true);
  expect(seen.admit('a')).toBe(false);
  now += 599_000;
  expect(seen.admit('b')).toBe(true);
  expect(seen.admit('a')).toBe(false);
  now += 2_000;
  expect(seen.admit('a')).toBe(true);
  seen.forget('b');
  expect(seen.admit('b')).toBe(true);
});
