import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message, send, start } from './client.ts';

describe('flooding', () => {
  it('slows the flooder and nobody else', async () => {
    let now = 0;
    const channel = await start({ clock: () => now, limits: { personBurst: 5, personPerSecond: 1 } });
    const statuses = [];
    for (let index = 0; index < 8; index += 1)
      statuses.push((await send(channel, 'messages', message())).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429, 429]);
    const refused = await send(channel, 'messages', message());
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await send(channel, 'messages', message({ as: 'emma' }))).status).toBe(202);
    now += 1_000;
    expect((await send(channel, 'messages', message())).status).toBe(202);
  });

  it('many invented visitors share one allowance; uploads are counted in bytes', async () => {
    const channel = await start({
      clock: () => 0,
      limits: { channelBurst: 3, uploadBurstBytes: 10, uploadBytesPerSecond: 1 },
    });
    const statuses = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      statuses.push((await send(channel, 'messages', message({ as: `guest-${name}` }))).status);
    }
    expect(statuses).toEqual([202, 202, 202, 429]);
    const put = () =>
      fetch(`${channel.url}/chat/attachments?as=lin&name=a.txt`, { method: 'POST', body: 'eight by' });
    expect([(await put()).status, (await put()).status]).toEqual([201, 429]);
  });
});

describe('hostile bodies', () => {
  it('2,000 of them never break the server', async () => {
    const channel = await start({ limits: { personBurst: 1e9, channelBurst: 1e9 } });
    const odd = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{"__proto__":{"as":"lin"}}', '[]', 'null', '1e308', '"\\ud800"', '{"as":["lin"]}'),
      fc
        .record({
          as: fc.constantFrom('lin', '__proto__', 'constructor'),
          text: fc.string({ unit: 'binary' }),
        })
        .map((part) => JSON.stringify(message(part))),
      fc
        .dictionary(fc.constantFrom('as', 'text', 'conversation', 'clientId', 'toString'), fc.anything())
        .map((part) =>
          JSON.stringify(message(part), (_key, value: unknown) => (typeof value === 'bigint' ? 1 : value)),
        ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('messages', 'presses', 'opened', 'guests'),
        odd,
        async (path, body) => {
          const { status } = await send(channel, path, body);
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 2_000 },
    );
    expect((await send(channel, 'messages', message())).status).toBe(202);
  });
});
