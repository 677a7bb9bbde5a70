import { afterEach, describe, expect, test } from 'vitest';
import { openDingtalk, type OpenDingtalk, type OpenOptions } from './open-dingtalk.ts';
import { until } from './turned-time.ts';

let dingtalk: OpenDingtalk;
const open = async (options: OpenOptions = {}): Promise<OpenDingtalk> =>
  (dingtalk = await openDingtalk({ deadlineMs: 1_000, ...options }));
afterEach(() => dingtalk.close());

const png = Uint8Array.from(Buffer.from('89504e470d0a1a0a00', 'hex'));

describe('who writes', () => {
  test('has the name, address and department of the company’s directory', async () => {
    const { fake, accepted } = await open();
    fake.state.people.set('han', {
      userId: 'han',
      name: '韩梅梅',
      email: 'han@example.com',
      department: '财务部',
    });
    await fake.says('han', '@han', '你好');
    expect(accepted[0]?.sender).toEqual({
      userId: 'han',
      name: '韩梅梅',
      locale: null,
      timeZone: null,
      email: 'han@example.com',
      department: '财务部',
    });
    await fake.says('han', '@han', '再见');
    expect(fake.state.calls.filter(({ path }) => path === '/topapi/v2/user/get')).toHaveLength(1);
    expect(fake.api.metered).toBe(0);
  });

  test('has the nickname of the message where the directory does not answer', async () => {
    const { fake, accepted } = await open();
    fake.api.instead.set('/topapi/v2/user/get', ['cut']);
    expect(await fake.says('lin', '@lin', '你好')).toBe(true);
    expect(accepted[0]?.sender).toMatchObject({ userId: 'lin', name: '林小满', email: null });
  });
});

test('people named beside the robot are mentions with ids', async () => {
  const { fake, accepted } = await open();
  const message = fake.messageOf('lin', 'cidDesk==', 'k1');
  await fake.pushMessage({
    ...message,
    msgtype: 'text',
    text: { content: ' 指派 T-1 @王强' },
    atUsers: [{ dingtalkId: '$:LWCP_v1:$robot' }, { dingtalkId: '$:x', staffId: 'wang' }],
  });
  expect(accepted[0]).toMatchObject({
    conversation: { kind: 'group', groupId: 'cidDesk==' },
    body: {
      type: 'message',
      text: '指派 T-1 @王强',
      mentions: [{ userId: 'wang', text: '@王强' }],
      addressed: true,
    },
  });
});

test('a group’s id is told once, as an administrator needs it and DingTalk shows it nowhere', async () => {
  const { fake, lines } = await open();
  for (const key of ['k1', 'k2']) await fake.says('lin', 'cidDesk==', '在吗', { key });
  expect(lines.filter(({ message }) => message === 'mentioned in a group')).toMatchObject([
    { level: 'info', fields: { conversation: 'dingtalk:cidDesk==' } },
  ]);
});

describe('files', () => {
  test('are stored before the message is taken in', async () => {
    const { fake, accepted, store } = await open();
    fake.state.files.set('code1', { bytes: png, mimeType: 'application/octet-stream' });
    const message = {
      ...fake.messageOf('lin', '@lin', 'k1'),
      msgtype: 'richText',
      content: { richText: [{ text: '报错' }, { type: 'picture', downloadCode: 'code1' }] },
    };
    expect(await fake.pushMessage(message)).toBe(true);
    const body = accepted[0]?.body;
    expect(body).toMatchObject({
      text: '报错',
      attachments: [{ name: 'picture.png', mimeType: 'image/png', sizeBytes: 9 }],
    });
    if (body?.type !== 'message') throw new Error('no message');
    expect((await store.find(body.attachments[0]?.key ?? ''))?.bytes).toEqual(png);
  });

  test.each([
    ['that DingTalk no longer has', 'gone', png],
    ['larger than 10 MB', 'big', new Uint8Array(10 * 1024 * 1024 + 1)],
  ])('%s are told, and the words arrive', async (_, downloadCode, bytes) => {
    const { fake, accepted } = await open();
    fake.state.files.set('big', { bytes, mimeType: 'text/plain' });
    const content = { downloadCode, fileName: '日志.txt' };
    await fake.pushMessage({ ...fake.messageOf('lin', '@lin', 'k1'), msgtype: 'file', content });
    expect(accepted[0]?.body).toMatchObject({
      text: '［有 1 个附件没能取到 / 1 attachment(s) could not be fetched］',
      attachments: [],
    });
  });

  test('at another address than DingTalk’s are not fetched', async () => {
    const { fake, accepted } = await open();
    fake.api.instead.set('/v1.0/robot/messageFiles/download', [
      { status: 200, body: { downloadUrl: 'http://169.254.169.254/latest/meta-data' } },
    ]);
    await fake.pushMessage({
      ...fake.messageOf('lin', '@lin', 'k1'),
      msgtype: 'picture',
      content: { downloadCode: 'c' },
    });
    expect(accepted[0]?.body).toMatchObject({ attachments: [] });
  });
});

describe('what is pushed again', () => {
  test('ten times has one id, and every one is acknowledged', async () => {
    const { fake, accepted } = await open();
    for (let round = 0; round < 10; round += 1)
      expect(await fake.says('lin', '@lin', '打印机坏了', { key: 'k1' })).toBe(true);
    expect(new Set(accepted.map(({ eventId }) => eventId))).toEqual(new Set(['msg:msg-k1']));
  });

  test('because it was not durable, is taken when it is', async () => {
    const { fake, accepted } = await open({ deadlineMs: 200 });
    dingtalk.refusals = 1;
    expect(await fake.says('lin', '@lin', '打印机坏了')).toBe(false);
    fake.gateway.pushAgain();
    await until(() => fake.gateway.unacked() === 0);
    expect(accepted).toHaveLength(1);
  });

  test('after a press has the press’s id', async () => {
    const { fake, accepted } = await open();
    const press = (key: string) =>
      fake.gateway.push(
        {
          type: 'CALLBACK',
          topic: '/v1.0/card/instances/callback',
          messageId: key,
          data: {
            outTrackId: 'x',
            userId: 'wang',
            spaceType: 'IM_GROUP',
            spaceId: 'cidDesk==',
            content: JSON.stringify({ cardPrivateData: { actionIds: ['t:claim:1'] } }),
          },
        },
        1_000,
      );
    expect(await press('p1')).toBe(true);
    expect(await press('p1')).toBe(true);
    expect(await press('p2')).toBe(true);
    expect(accepted.map(({ eventId }) => eventId)).toEqual(['card:p1', 'card:p1', 'card:p2']);
  });
});

test('order is kept within a conversation, also behind a slow file', async () => {
  const { fake, accepted } = await open();
  fake.state.files.set('code1', { bytes: png, mimeType: 'image/png' });
  const picture = fake.pushMessage({
    ...fake.messageOf('lin', '@lin', 'k1'),
    msgtype: 'picture',
    content: { downloadCode: 'code1' },
  });
  const words = [2, 3, 4, 5].map((number) =>
    fake.says('lin', '@lin', `第 ${number} 句`, { key: `k${number}` }),
  );
  expect(await Promise.all([picture, ...words])).toEqual([true, true, true, true, true]);
  expect(accepted.map(({ eventId }) => eventId)).toEqual(
    [1, 2, 3, 4, 5].map((number) => `msg:msg-k${number}`),
  );
});

describe('what concerns nobody is acknowledged, counted and told once', () => {
  test.each<[string, (message: Record<string, unknown>) => Record<string, unknown>, string]>([
    ['another company', (message) => ({ ...message, senderCorpId: 'dingOther' }), 'other-company'],
    ['an unpublished app', (message) => ({ ...message, senderStaffId: undefined }), 'unpublished-app'],
    ['ourselves', (message) => ({ ...message, senderId: message['chatbotUserId'] }), 'own-message'],
    ['an unknown kind', (message) => ({ ...message, msgtype: 'hologram' }), 'unknown-type'],
    ['rubbish', () => ({ msgId: 7 }), 'malformed'],
  ])('%s', async (_, changed, why) => {
    const { fake, accepted, lines } = await open();
    const message = { ...fake.messageOf('lin', '@lin', 'k1'), msgtype: 'text', text: { content: '你好' } };
    for (const id of ['a', 'b', 'c']) expect(await fake.pushMessage(changed(message), id)).toBe(true);
    expect(accepted).toEqual([]);
    expect(lines.filter(({ fields }) => fields['why'] === why)).toMatchObject([
      { fields: { why, count: 1 } },
    ]);
  });

  test('events of topics we never asked for', async () => {
    const { fake } = await open();
    expect(
      await fake.gateway.push(
        { type: 'CALLBACK', topic: '/v1.0/graph/api/invoke', messageId: 'g1', data: {} },
        1_000,
      ),
    ).toBe(true);
    expect(await fake.gateway.push({ type: 'EVENT', topic: '*', messageId: 'e1', data: {} }, 1_000)).toBe(
      true,
    );
  });
});

describe('a session webhook', () => {
  test.each([
    ['of somebody else', 'https://evil.example/robot/sendBySession?session=1'],
    ['inside our network', 'http://169.254.169.254/robot/sendBySession'],
    ['with a name in it', 'https://oapi.dingtalk.com@evil.example/robot/sendBySession'],
    ['of another path', 'https://oapi.dingtalk.com/gettoken'],
    ['that is no address', 'not a url'],
  ])('%s is not used', async (_, sessionWebhook) => {
    const { fake, lines, adapter } = await open();
    const sessionWebhookExpiredTime = Date.now() + 1_000_000;
    await fake.pushMessage({
      ...fake.messageOf('lin', '@lin', 'k1'),
      msgtype: 'text',
      text: { content: '在吗' },
      sessionWebhook,
      sessionWebhookExpiredTime,
    });
    expect(lines.some(({ message }) => message.includes('session webhook'))).toBe(true);
    await adapter.send({
      kind: 'post',
      to: { kind: 'direct', channel: 'dingtalk', userId: 'lin' },
      message: {
        blocks: [{ type: 'text', inlines: [{ type: 'plain', text: '在' }] }],
        actions: [],
        attachmentKeys: [],
        feedback: null,
      },
      idempotencyKey: 'o',
      locale: 'zh-CN',
      mayHaveArrived: false,
      threadOf: null,
      visibleTo: null,
    });
    expect(fake.sentTo('@lin').map(({ through }) => through)).toEqual(['robot']);
  });
});

test('no log line has words, names or secrets in it', async () => {
  const { fake, lines } = await open();
  dingtalk.refusals = 1;
  await fake.says('lin', '@lin', '我的密码是 hunter2');
  await fake.says('lin', '@lin', '我的密码是 hunter2');
  fake.gateway.sendRaw('{"hunter2');
  const logged = JSON.stringify(lines);
  for (const secret of ['hunter2', '林小满', fake.app.clientSecret, 'session='])
    expect(logged).not.toContain(secret);
});
