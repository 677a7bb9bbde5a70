import { afterEach, describe, expect, test } from 'vitest';
import type { InboundEvent } from '../../../src/channel/inbound.ts';
import { silentLogger, type Logger } from '../../../src/kernel/logger.ts';
import { startWecomChannel, type ChannelOptions, type WecomChannel } from './channel.ts';

let channel: WecomChannel | undefined;
const start = async (options: ChannelOptions = {}): Promise<WecomChannel> =>
  (channel = await startWecomChannel(options));
afterEach(async () => {
  const broken = channel?.fake.violations() ?? [];
  await channel?.close();
  channel = undefined;
  expect(broken).toEqual([]);
});
const message = (event: InboundEvent | undefined) => {
  if (event?.body.type !== 'message') throw new Error('no message');
  return event.body;
};
const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(5_000, 3)]);

describe('files', () => {
  test('come decrypted, named and typed by their bytes', async () => {
    const { fake, arrived, attachments } = await start();
    await fake.sends('lin', { name: '截图 1.png', bytes: png, kind: 'image' });
    const [event] = await arrived(1);
    const [attachment] = message(event).attachments;
    expect(attachment).toMatchObject({ name: '截图 1.png', mimeType: 'image/png', sizeBytes: png.length });
    expect(Buffer.from((await attachments.find(attachment?.key ?? ''))?.bytes ?? []).equals(png)).toBe(true);
  });

  test('of every length survive the padding', async () => {
    const { fake, arrived } = await start();
    for (let length = 1; length <= 40; length += 1) {
      await fake.sends('lin', { name: 'x.bin', bytes: Buffer.alloc(length, 9), kind: 'file' });
    }
    const sizes = (await arrived(40)).map((event) => message(event).attachments[0]?.sizeBytes);
    expect(sizes).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  test('come with their words', async () => {
    const { fake, arrived } = await start();
    await fake.sends('lin', { name: 'a.png', bytes: png, kind: 'image' }, { text: '报错了' });
    const [event] = await arrived(1);
    expect(message(event)).toMatchObject({ text: '报错了', attachments: [{ mimeType: 'image/png' }] });
  });

  test('that are larger than 10 MB are told of, and the words arrive', async () => {
    const { fake, arrived } = await start();
    await fake.sends(
      'lin',
      { name: 'a.png', bytes: Buffer.alloc(11 * 1024 * 1024), kind: 'image' },
      { text: '报错了' },
    );
    const [event] = await arrived(1);
    expect(message(event)).toMatchObject({ text: '报错了\n［发来一张图片，没能取到］', attachments: [] });
  });

  test('reach the app by their media id', async () => {
    const { fake, arrived } = await start({ identities: 'app' });
    const send = (mediaId: string, id: string) =>
      fake.callsBack({
        ToUserName: fake.keys.corpId,
        FromUserName: 'lin',
        CreateTime: Math.floor(Date.now() / 1_000),
        MsgType: 'image',
        MediaId: mediaId,
        MsgId: id,
        AgentID: fake.keys.agentId,
      });
    expect(await send(fake.api.keepMedia(png, '截图.png'), '1')).toBe(200);
    expect(await send('gone', '2')).toBe(200);
    const [first, second] = await arrived(2);
    expect(message(first).attachments).toMatchObject([{ name: '截图.png', mimeType: 'image/png' }]);
    expect(message(second)).toMatchObject({ text: '［发来一张图片，没能取到］', attachments: [] });
  });

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:1/x',
    'http://localhost/x',
    'http://[::ffff:127.0.0.1]/x',
    'https://evil.example/x',
    'https://weixin.qq.com.evil.example/x',
    'https://evil.example/?.weixin.qq.com',
    'https://evil-1258476243.cos.ap-guangzhou.myqcloud.com/x',
    'https://ww-aibot-img-1.cos.ap-guangzhou.myqcloud.com/x',
    'https://x@evil.example#.weixin.qq.com',
    'file:///etc/passwd',
    'data:text/plain,x',
    'gopher://127.0.0.1/x',
    'not a url',
  ])('are fetched from WeCom’s hosts only, never from %s', async (url) => {
    const reached: string[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      reached.push(input instanceof Request ? input.url : input.toString());
      return real(input, init);
    };
    try {
      const { fake, arrived } = await start({ identities: 'bot' });
      await fake.sends('lin', { name: 'x', bytes: png, kind: 'file' }, { url });
      expect(message((await arrived(1))[0])).toMatchObject({
        attachments: [],
        text: '［发来一个文件，没能取到］',
      });
      expect(reached).toEqual([]);
    } finally {
      globalThis.fetch = real;
    }
  });
});

describe('what is said', () => {
  test('arrives in order within a conversation, though the first has a file to fetch', async () => {
    const { fake, arrived } = await start();
    await fake.sends('lin', { name: 'a.png', bytes: png, kind: 'image' }, { text: '第 0 句' });
    for (let n = 1; n <= 20; n += 1) await fake.says('lin', '@lin', `第 ${n} 句`);
    const texts = (await arrived(21)).map((event) => message(event).text);
    expect(texts).toEqual(Array.from({ length: 21 }, (_, n) => `第 ${n} 句`));
  });

  test('by the bot’s connection is tried again until it is durable: WeCom brings it only once', async () => {
    const { fake, arrived, intake } = await start();
    intake.rejections = 3;
    await fake.says('lin', '@lin', '第一句');
    await fake.says('lin', '@lin', '第二句');
    const texts = (await arrived(2)).map((event) => message(event).text);
    expect(texts).toEqual(['第一句', '第二句']);
  });

  test('ten times the same event is one', async () => {
    const { fake, arrived, intake } = await start();
    for (let times = 0; times < 10; times += 1) await fake.says('lin', '@lin', '打印机坏了', { key: 'same' });
    await fake.says('lin', '@lin', '另一句');
    await arrived(2);
    expect(intake.events.map(({ eventId }) => eventId)).toEqual(['bot:Msame', expect.any(String)]);
  });

  test('in a group is said to us, without our name, with that of others', async () => {
    const { fake, arrived } = await start();
    await fake.says('wang', 'wrDesk', '指派 T-12 @李工');
    const [event] = await arrived(1);
    expect(event).toMatchObject({
      conversation: { kind: 'group', groupId: 'wrDesk' },
      sender: { name: '王强' },
    });
    expect(message(event)).toMatchObject({
      text: '指派 T-12 @李工',
      mentions: [],
      addressed: true,
      thread: null,
    });
  });

  test('a group’s id is told in the log once: WeCom shows it nowhere', async () => {
    const told: unknown[] = [];
    const logger: Logger = {
      ...silentLogger,
      info: (_, fields) => told.push(fields?.['conversation']),
      child: () => logger,
    };
    const { fake, arrived } = await start({ logger });
    await fake.says('wang', 'wrDesk', '你好');
    await fake.says('lin', 'wrDesk', '你好');
    await arrived(2);
    expect(told.filter((one) => one !== undefined)).toEqual(['wecom:wrDesk']);
  });

  test('the app’s callback is answered within its five seconds under load', async () => {
    const { fake, intake } = await start({ identities: 'app' });
    const taken = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        fake.saysToApp(n % 2 === 0 ? 'lin' : 'wang', `第 ${n} 句`, `m${n}`),
      ),
    );
    expect(taken.every((ok) => ok)).toBe(true);
    expect(intake.events).toHaveLength(200);
  });
});
