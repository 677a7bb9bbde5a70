import { createHash } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { WecomCrypto } from '@wecom/aibot-node-sdk';
import { describe, expect, test } from 'vitest';
import { createCallback, type Callback } from '../../../adapters/wecom/callback.ts';
import { createOpener, type Signed } from '../../../adapters/wecom/verify.ts';
import { parseXml } from '../../../adapters/wecom/xml.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { envelope, seal, toXml, type CallbackKeys } from '../../fakes/wecom/app-callback.ts';

/** The example of WeCom's own documentation (page 90968) and libraries. */
const official = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  corpId: 'wx5823bf96d3bd56c7',
};
const officialEcho: Signed = {
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const officialMessage: Signed = {
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
  encrypted:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
};
const keys: CallbackKeys = { ...official, agentId: 218 };
const now = 1_800_000_000_000;
const open = createOpener(official);
const instant = (signed: Signed): number => Number(signed.timestamp) * 1_000;

describe('the official example', () => {
  test('of an echo', () => {
    expect(open(officialEcho, instant(officialEcho))).toEqual({ ok: true, text: '1616140317555161061' });
  });

  test('of a message', () => {
    const opened = open(officialMessage, instant(officialMessage));
    expect(opened.ok && parseXml(opened.text)).toEqual({
      ToUserName: 'wx5823bf96d3bd56c7',
      FromUserName: 'mycreate',
      CreateTime: '1409659813',
      MsgType: 'text',
      Content: 'hello',
      MsgId: '4561255354251345929',
      AgentID: '218',
    });
  });
});

test('what either of the two official libraries seals, the other opens', () => {
  const sdk = new WecomCrypto(official.token, official.encodingAesKey, official.corpId);
  for (let length = 0; length < 100; length += 1) {
    const text = '密码abc'.repeat(length);
    const bySdk = sdk.encrypt(text, '1', 'n');
    expect(decrypt(official.encodingAesKey, bySdk.encrypt)).toMatchObject({
      message: text,
      id: official.corpId,
    });
    expect(getSignature(official.token, '1', 'n', bySdk.encrypt)).toBe(bySdk.signature);
    expect(sdk.decrypt(encrypt(official.encodingAesKey, text, official.corpId))).toBe(text);
  }
});

test('2,500 altered callbacks are refused, and not one is decrypted first', () => {
  const { query, encrypted } = seal(keys, toXml({ Content: '你好' }), now);
  const right: Signed = {
    signature: query.get('msg_signature') ?? '',
    timestamp: query.get('timestamp') ?? '',
    nonce: query.get('nonce') ?? '',
    encrypted,
  };
  expect(open(right, now).ok).toBe(true);
  let tried = 0;
  const fields = ['signature', 'timestamp', 'nonce', 'encrypted'] as const;
  for (let seed = 0; tried < 2_500; seed += 1) {
    const field = fields[seed % fields.length] ?? 'signature';
    const value = right[field];
    const hash = createHash('sha256').update(`${seed}`).digest();
    const at = hash.readUInt32BE(0) % value.length;
    const sign = '0123456789abcdefABCDEF+/='[hash[4] === undefined ? 0 : hash[4] % 25] ?? '0';
    const mutations = [
      value.slice(0, at) + sign + value.slice(at + 1),
      value.slice(0, at) + value.slice(at + 1),
      value.slice(0, at) + sign + value.slice(at),
      value.toUpperCase(),
      value.slice(0, at),
      '',
    ].filter((mutated) => mutated !== value);
    for (const mutated of mutations) {
      const opened = open({ ...right, [field]: mutated }, now);
      expect({ field, mutated, opened }).toEqual({
        field,
        mutated,
        opened: { ok: false, why: expect.stringMatching(/^(?:signature|incomplete)$/u) as unknown },
      });
      tried += 1;
    }
  }
});

test.each([
  [0, true],
  [299, true],
  [300, true],
  [301, false],
  [-299, true],
  [-301, false],
  [600, false],
  [-600, false],
])('%i s apart: %s', (seconds, ok) => {
  const { query, encrypted } = seal(keys, '<xml/>', now - seconds * 1_000);
  const signed = {
    signature: query.get('msg_signature') ?? '',
    timestamp: query.get('timestamp') ?? '',
    nonce: query.get('nonce') ?? '',
    encrypted,
  };
  expect(open(signed, now)).toMatchObject(ok ? { ok } : { ok, why: 'stale' });
});

test('another company’s message is refused, though its signature is right', () => {
  const { query, encrypted } = seal(keys, '<xml/>', now, 'wwOther');
  expect(
    open(
      {
        signature: query.get('msg_signature') ?? '',
        timestamp: query.get('timestamp') ?? '',
        nonce: query.get('nonce') ?? '',
        encrypted,
      },
      now,
    ),
  ).toEqual({ ok: false, why: 'content' });
});

describe('the callback', () => {
  const taken: Readonly<Record<string, unknown>>[] = [];
  const create = (
    take = (fields: Readonly<Record<string, unknown>>): Promise<void> => {
      taken.push(fields);
      return Promise.resolve();
    },
  ): Callback =>
    createCallback({ open, take, isStopped: () => false, clock: () => now, logger: silentLogger });
  const send = async (callback: Callback, query: URLSearchParams, body: string | Uint8Array<ArrayBuffer>) => {
    const response = await callback.handle(
      new Request(`http://127.0.0.1/wecom/callback?${query.toString()}`, { method: 'POST', body }),
    );
    return { status: response.status, text: await response.text() };
  };
  const sealed = (xml: string, receiveId?: string) => seal(keys, xml, now, receiveId);
  /** Signed as it should be, whatever it says. */
  const signed = (encrypted: string): URLSearchParams =>
    new URLSearchParams({
      msg_signature: getSignature(keys.token, String(now / 1_000), 'n', encrypted),
      timestamp: String(now / 1_000),
      nonce: 'n',
    });

  test('answers the echo with its text and nothing else', async () => {
    const { query, encrypted } = sealed('1616140317555161061');
    query.set('echostr', encrypted);
    const response = await create().handle(
      new Request(`http://127.0.0.1/wecom/callback?${query.toString()}`),
    );
    expect([response.status, await response.text()]).toEqual([200, '1616140317555161061']);
  });

  test('reads an echo whose plus signs nobody encoded', async () => {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const { query, encrypted } = sealed(`echo ${attempt}`);
      const url = `http://127.0.0.1/wecom/callback?${query.toString()}&echostr=${encrypted}`;
      const response = await create().handle(new Request(url));
      expect(await response.text()).toBe(`echo ${attempt}`);
    }
  });

  test('takes a message once, however often it is replayed', async () => {
    taken.length = 0;
    const callback = create();
    const { query, body } = sealed(toXml({ Content: '你好' }));
    for (let times = 0; times < 10; times += 1) {
      expect(await send(callback, query, body)).toEqual({ status: 200, text: '' });
    }
    expect(taken).toEqual([{ Content: '你好' }]);
  });

  test('asks for it again where it could not be kept', async () => {
    let fails = 1;
    const callback = create(() => (fails-- > 0 ? Promise.reject(new Error('disk full')) : Promise.resolve()));
    const { query, body } = sealed(toXml({ Content: '你好' }));
    expect((await send(callback, query, body)).status).toBe(503);
    expect((await send(callback, query, body)).status).toBe(200);
  });

  const bomb = `<!DOCTYPE xml [<!ENTITY a "${'x'.repeat(100)}">${Array.from({ length: 12 }, (_, n) => `<!ENTITY a${n} "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">`).join('')}]><xml><Encrypt>&a11;</Encrypt></xml>`;
  const garbage = encrypt(keys.encodingAesKey, 'x', keys.corpId);
  const hostile: [string, () => { query: URLSearchParams; body: string | Uint8Array<ArrayBuffer> }][] = [
    ['no body', () => ({ query: sealed('<xml/>').query, body: '' })],
    ['no XML', () => ({ query: sealed('<xml/>').query, body: 'hello' })],
    ['a billion laughs outside', () => ({ query: sealed('<xml/>').query, body: bomb })],
    ['a billion laughs inside', () => sealed(bomb)],
    [
      'a file of ours outside',
      () => ({
        query: sealed('<xml/>').query,
        body: '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Encrypt>&f;</Encrypt></xml>',
      }),
    ],
    [
      'a file of ours inside',
      () => sealed('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Content>&f;</Content></xml>'),
    ],
    ['10 MB', () => ({ query: sealed('<xml/>').query, body: envelope(keys, 'A'.repeat(10 * 1024 * 1024)) })],
    ['no signature', () => ({ query: new URLSearchParams(), body: sealed('<xml/>').body })],
    ['another signature', () => ({ query: sealed('<xml>1</xml>').query, body: sealed('<xml>2</xml>').body })],
    ['wrong padding', () => ({ query: signed('A'.repeat(64)), body: envelope(keys, 'A'.repeat(64)) })],
    [
      'a block too few',
      () => ({ query: signed(garbage.slice(0, -24)), body: envelope(keys, garbage.slice(0, -24)) }),
    ],
    ['no base64', () => ({ query: signed('&&&&'), body: envelope(keys, '&&&&') })],
    ['another company', () => sealed('<xml/>', 'wwOther')],
    ['no XML inside', () => sealed('hello')],
    [
      'two Encrypt elements',
      () => ({ query: sealed('<xml/>').query, body: '<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>' }),
    ],
  ];

  test.each(hostile)('%s: the same refusal as any other', async (_, make) => {
    taken.length = 0;
    const callback = create();
    const { query, body } = make();
    expect(await send(callback, query, body)).toEqual({ status: 400, text: '' });
    expect(callback.refused()).toBe(1);
    expect(taken).toEqual([]);
  });

  test('refuses another method, and everything once it has stopped', async () => {
    const put = new Request('http://127.0.0.1/wecom/callback', { method: 'PUT', body: 'x' });
    expect((await create().handle(put)).status).toBe(400);
    const stopped = createCallback({
      open,
      take: () => Promise.resolve(),
      isStopped: () => true,
      clock: () => now,
      logger: silentLogger,
    });
    const { query, body } = sealed(toXml({ Content: 'x' }));
    expect((await send(stopped, query, body)).status).toBe(503);
  });

  test('people may write what looks like a declaration', () => {
    expect(parseXml(toXml({ Content: '<!DOCTYPE html> 打不开' }))).toEqual({
      Content: '<!DOCTYPE html> 打不开',
    });
  });
});
