import { afterEach, expect, test } from 'vitest';
import { aPost } from '../../support/deliveries.ts';
import {
  desk,
  direct,
  emma,
  group,
  lin,
  openSlackChannel,
  until,
  wang,
  words,
  type SlackChannel,
  type SlackChannelOptions,
} from './slack-channel.ts';

let open: SlackChannel | undefined;
const start = async (options: SlackChannelOptions = {}): Promise<SlackChannel> =>
  (open = await openSlackChannel(options));
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const only = ({ intake }: SlackChannel) => {
  expect(intake.events).toHaveLength(1);
  const [event] = intake.events;
  if (!event) throw new Error('no event');
  return event;
};

test('a direct message comes with who wrote it, their language, zone and address', async () => {
  const channel = await start();
  await channel.slack.says(lin, `@${lin}`, 'a < b & c > d');
  expect(only(channel)).toMatchObject({
    conversation: direct(lin),
    sender: {
      userId: lin,
      name: '小林',
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      email: 'lin@example.com',
      department: null,
    },
    body: { type: 'message', text: 'a < b & c > d', mentions: [], addressed: true, thread: null },
  });
});

test('a mention in a channel is one event, whichever of its two comes first', async () => {
  const channel = await start();
  for (const text of ['打印机坏了', '还是不行', '在吗', '快点']) await channel.slack.says(lin, desk, text);
  expect(channel.intake.events.map(({ body }) => body)).toEqual(
    ['打印机坏了', '还是不行', '在吗', '快点'].map((text) => ({
      type: 'message',
      text,
      mentions: [],
      attachments: [],
      addressed: true,
      thread: null,
    })),
  );
  expect(channel.intake.events[0]?.conversation).toEqual(group(desk));
});

test('talk that is not for the bot is handed over as such, with people by name', async () => {
  const channel = await start();
  await channel.slack.says(wang, desk, `@${lin} 看一下`, { addressed: false });
  expect(only(channel).body).toEqual({
    type: 'message',
    text: '@小林 看一下',
    mentions: [{ userId: lin, text: '@小林' }],
    attachments: [],
    addressed: false,
    thread: null,
  });
});

test('a reply in a thread names what it hangs below', async () => {
  const channel = await start();
  const sent = await channel.adapter.send(aPost(group(desk), words('T-1'), 'k1'));
  const ts = sent.type === 'sent' ? (sent.messageId ?? '') : '';
  await channel.slack.writes(wang, desk, '我来', { threadTs: ts, addressed: false });
  expect(only(channel).body).toMatchObject({ text: '我来', thread: ts, addressed: false });
});

test.each([
  ['/it', 'vpn down', `@${lin}`, 'vpn down'],
  ['/it', '', `@${lin}`, '/help'],
  ['/it', 'my', `@${lin}`, 'my'],
  ['/it', 'status T-12', `@${lin}`, 'status T-12'],
  ['/ticket', 'mine', desk, '/mine'],
  ['/ticket', 'claim 12', desk, '/claim 12'],
  ['/ticket', '/queue', desk, '/queue'],
  ['/ticket', '', desk, '/help'],
  ['/claim', '12', desk, '/claim 12'],
  ['/claim', '', desk, '/claim'],
])('%s %s is heard in %s as "%s"', async (command, typed, answeredIn, text) => {
  const channel = await start();
  const { acked, told } = await channel.slack.slash(lin, desk, command, typed);
  expect(acked).toBe(true);
  expect(told).toBe(answeredIn === desk ? null : '收到，我在私聊里回复你。');
  const event = only(channel);
  expect(event.conversation).toEqual(answeredIn === desk ? group(desk) : direct(lin));
  expect(event.body).toMatchObject({ type: 'message', text, addressed: true });
  expect(channel.slack.violations()).toEqual([]);
});

test('a command can name somebody', async () => {
  const channel = await start();
  await channel.slack.slash(wang, desk, '/ticket', `assign 12 @${lin}`);
  expect(only(channel).body).toMatchObject({
    text: '/assign 12 @小林',
    mentions: [{ userId: lin, text: '@小林' }],
  });
});

test('a command typed where the bot is not is answered directly', async () => {
  const channel = await start();
  channel.slack.workspace.addChannel('C0ELSEWHERE', 'channel').hasBot = false;
  channel.slack.workspace.addChannel('G0PRIVATE', 'group').hasBot = false;
  for (const place of ['C0ELSEWHERE', 'G0PRIVATE'])
    expect((await channel.slack.slash(wang, place, '/ticket', 'queue')).told).toBe(
      '收到，我在私聊里回复你。',
    );
  expect(channel.intake.events.map(({ conversation }) => conversation)).toEqual([direct(wang), direct(wang)]);
});

test('in a direct conversation nothing is said about where the answer will be', async () => {
  const channel = await start();
  expect(await channel.slack.slash(lin, `@${lin}`, '/it', 'help')).toEqual({ acked: true, told: null });
});

test('an unknown command gets a hint, and one that could not be kept says so, in the language of who typed it', async () => {
  const channel = await start();
  await channel.slack.says(emma, `@${emma}`, 'hello');
  const { response } = await channel.slack.envelope('slash_commands', {
    team_id: 'T0BANGBAN',
    channel_id: 'D0EMMA',
    channel_name: 'directmessage',
    user_id: emma,
    command: '/its',
    text: '',
    trigger_id: 't1',
  });
  expect(response).toEqual({ response_type: 'ephemeral', text: 'I do not know that command. Try /it help.' });
  channel.intake.rejections = 1;
  expect(await channel.slack.slash(emma, `@${emma}`, '/it', 'my')).toEqual({
    acked: true,
    told: 'I could not take that down. Please send it again.',
  });
  expect(channel.intake.events).toHaveLength(1);
});

test('a press brings the action, the place and a trigger', async () => {
  const channel = await start();
  const message = words('T-1', {
    actions: [{ action: 't:claim:1', label: '认领', style: 'primary', alias: null }],
  });
  await channel.adapter.send(aPost(group(desk), message, 'k1'));
  expect(await channel.slack.presses(wang, desk, '认领')).toBe(true);
  const event = only(channel);
  expect(event).toMatchObject({
    conversation: group(desk),
    sender: { userId: wang, name: '王工' },
    body: { type: 'press', action: 't:claim:1', trigger: expect.any(String) as unknown },
  });
});

test("Slack's own thumbs come back as a press of what was asked", async () => {
  const channel = await start();
  await channel.adapter.send(aPost(direct(lin), words('VPN 连不上怎么办', { feedback: 'k:vpn' }), 'k1'));
  expect(await channel.slack.presses(lin, `@${lin}`, '没帮上')).toBe(true);
  expect(only(channel).body).toMatchObject({ type: 'press', action: 'k:vpn:bad' });
});

test('a press that could not be kept is not acknowledged, so that Slack shows it as failed', async () => {
  const channel = await start();
  const message = words('T-1', {
    actions: [{ action: 't:claim:1', label: '认领', style: 'primary', alias: null }],
  });
  await channel.adapter.send(aPost(group(desk), message, 'k1'));
  channel.intake.rejections = 1;
  expect(await channel.slack.presses(wang, desk, '认领')).toBe(false);
});

test('the shortcut and the emoji turn a message into a matter of its author, once', async () => {
  const channel = await start();
  const { slack, intake } = channel;
  const { ts } = await slack.writes(lin, desk, '三楼打印机卡纸', { addressed: false });
  intake.events.splice(0);
  expect(await slack.shortcut(wang, desk, ts)).toBe(true);
  expect(only(channel)).toMatchObject({
    conversation: direct(lin),
    sender: { userId: lin, name: '小林' },
    body: { type: 'picked', text: '三楼打印机卡纸', by: { userId: wang, name: '王工' } },
  });
  expect(await slack.reacts(emma, desk, ts, 'ticket')).toBe(true);
  expect(intake.events).toHaveLength(1);
});

test('an emoji on a reply in a thread fetches that reply; another emoji, a message of the bot or one that cannot be read is nothing', async () => {
  const channel = await start({ values: { ticketEmoji: ':fire:' } });
  const { slack, intake, adapter } = channel;
  const parent = await slack.writes(lin, desk, '大家早', { addressed: false });
  const reply = await slack.writes(emma, desk, 'my screen is black', {
    threadTs: parent.ts,
    addressed: false,
  });
  const own = await adapter.send(aPost(group(desk), words('T-1'), 'k1'));
  intake.events.splice(0);
  expect(await slack.reacts(wang, desk, reply.ts, 'ticket')).toBe(true);
  expect(await slack.reacts(wang, desk, own.type === 'sent' ? (own.messageId ?? '') : '', 'fire')).toBe(true);
  expect(await slack.reacts(wang, desk, '1.000009', 'fire')).toBe(true);
  expect(intake.events).toEqual([]);
  expect(await slack.reacts(wang, desk, reply.ts, 'fire')).toBe(true);
  expect(only(channel).body).toMatchObject({ type: 'picked', text: 'my screen is black' });
});

test('where the marked message cannot be fetched for now, the mark is not acknowledged and comes again', async () => {
  const channel = await start();
  const { ts } = await channel.slack.writes(lin, desk, '打不开邮箱', { addressed: false });
  channel.intake.events.splice(0);
  channel.slack.trouble('conversations.replies', { type: 'http', status: 503 });
  expect(await channel.slack.reacts(wang, desk, ts, 'ticket')).toBe(false);
  expect(await channel.slack.redeliver()).toBe(true);
  expect(only(channel).body).toMatchObject({ type: 'picked', text: '打不开邮箱' });
});

test('opening the messages is a greeting once, the home page an event each time', async () => {
  const channel = await start();
  for (let time = 0; time < 2; time += 1) {
    expect(await channel.slack.opens(lin, 'messages')).toBe(true);
    expect(await channel.slack.opens(lin, 'home')).toBe(true);
  }
  expect(channel.intake.events.map(({ body, conversation }) => [body.type, conversation])).toEqual([
    ['opened', direct(lin)],
    ['home', direct(lin)],
    ['home', direct(lin)],
  ]);
});

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);

test('files come along, also in a mention', async () => {
  const channel = await start();
  const file = { name: '报错.png', mimeType: 'image/png', bytes: png };
  await channel.slack.writes(lin, desk, '看截图', { files: [file] });
  const { body } = only(channel);
  expect(body).toMatchObject({
    text: '看截图',
    addressed: true,
    attachments: [{ name: '报错.png', mimeType: 'image/png', sizeBytes: 7 }],
  });
  const [kept] = body.type === 'message' ? body.attachments : [];
  expect((await channel.attachments.find(kept?.key ?? ''))?.bytes).toEqual(png);
});

test('a file that cannot be had is told in the words, and the words arrive', async () => {
  const channel = await start();
  const { slack } = channel;
  slack.takeScope('files:read');
  await slack.writes(lin, `@${lin}`, '看截图', {
    files: [{ name: 'a.png', mimeType: 'image/png', bytes: png }],
  });
  expect(only(channel).body).toMatchObject({
    text: '看截图\n［附件“a.png”没能取到，请重新发送］',
    attachments: [],
  });
});

test(
  'a file that does not come in time holds nothing up for longer than Slack waits',
  { timeout: 10_000 },
  async () => {
    const channel = await start({ ackWithinMs: 3_000 });
    channel.slack.trouble('files', { type: 'silent' });
    const { acked } = await channel.slack.writes(lin, `@${lin}`, '看截图', {
      files: [{ name: 'a.png', mimeType: 'image/png', bytes: png }],
    });
    expect(acked).toBe(true);
    expect(only(channel).body).toMatchObject({ attachments: [] });
  },
);

test('the token goes to Slack only', async () => {
  const channel = await start();
  const file = (address: string) => ({
    id: 'F1',
    name: 'a',
    mimetype: 'image/png',
    size: 3,
    url_private_download: address,
  });
  const addresses = [
    'https://evil.example/a',
    'https://files.slack.com.evil.example/a',
    'https://files.slack.com@evil.example/a',
    'http://files.slack.com/a',
    'https://files.slack.com:8443/a',
    'https://notslack.com/a',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:1/a',
    'not an address',
  ];
  const message = {
    type: 'message',
    subtype: 'file_share',
    channel: 'D0LIN',
    channel_type: 'im',
    user: lin,
    text: '',
    ts: '1.000001',
  };
  expect(await channel.slack.event({ ...message, files: addresses.map(file) })).toBe(true);
  const { body } = only(channel);
  expect(body).toMatchObject({ attachments: [] });
  expect(body.type === 'message' && body.text.split('\n')).toHaveLength(10);
});

test(
  'what is written stays in order, also behind a slow file and a slow directory',
  { timeout: 10_000 },
  async () => {
    const channel = await start({ ackWithinMs: 3_000 });
    const { slack, intake } = channel;
    slack.trouble('users.info', { type: 'silent' });
    slack.trouble('files', { type: 'silent' });
    const told = [
      slack.writes(lin, `@${lin}`, '一', { files: [{ name: 'a.png', mimeType: 'image/png', bytes: png }] }),
      slack.writes(lin, `@${lin}`, '二'),
      slack.writes(lin, `@${lin}`, '三'),
    ];
    expect((await Promise.all(told)).every(({ acked }) => acked)).toBe(true);
    const firstLines = intake.events.map(({ body }) =>
      body.type === 'message' ? body.text.split('\n')[0] : '',
    );
    expect(firstLines).toEqual(['一', '二', '三']);
    // Who it is was not known in time; the id has to do.
    expect(intake.events[0]?.sender).toMatchObject({ userId: lin, name: lin, locale: null });
  },
);

test('a directory that is down holds nothing up', async () => {
  const channel = await start();
  channel.slack.trouble('users.info', { type: 'error', error: 'internal_error' }, 5);
  expect(await channel.slack.says(lin, `@${lin}`, '在吗')).toBe(true);
  expect(only(channel).sender.userId).toBe(lin);
  // Asked again a minute later, not before.
  const asked = () => channel.slack.calls.filter(({ method }) => method === 'users.info').length;
  await channel.slack.says(lin, `@${lin}`, '在吗');
  expect(asked()).toBe(1);
  channel.passes(60_000);
  await channel.slack.says(lin, `@${lin}`, '在吗');
  expect(asked()).toBe(2);
});

test('logs hold no word, no name and no token', async () => {
  const channel = await start();
  await channel.slack.says(lin, `@${lin}`, '我的密码是 hunter2');
  await channel.slack.writes(lin, desk, 'hunter2', {
    files: [{ name: 'hunter2.png', mimeType: 'image/png', bytes: png }],
  });
  channel.intake.rejections = 1;
  await channel.slack.slash(lin, desk, '/it', 'hunter2');
  channel.slack.trouble('chat.postMessage', { type: 'error', error: 'internal_error' });
  await channel.adapter.send(aPost(direct(lin), words('hunter2'), 'k1'));
  channel.slack.gateway.raw('hunter2');
  await until(() => channel.lines.some((line) => line.includes('a frame was ignored')));
  const log = channel.lines.join('\n');
  for (const secret of ['hunter2', '密码', '小林', 'xoxb', 'xapp', 'lin@example.com'])
    expect(log).not.toContain(secret);
});
