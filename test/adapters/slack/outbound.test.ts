import { afterEach, expect, test } from 'vitest';
import type { Delivery } from '../../../src/channel/adapter.ts';
import type { Form } from '../../../src/channel/form.ts';
import { aPost, anEdit } from '../../support/deliveries.ts';
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
  const broken = open?.slack.violations() ?? [];
  await open?.close();
  open = undefined;
  expect(broken).toEqual([]);
});

/** Waits between the parts of a message turn the clock. */
const patient = (): { options: SlackChannelOptions; bind(channel: SlackChannel): void } => {
  let channel: SlackChannel | undefined;
  return {
    options: {
      timing: {
        schedule: (ms, then) => {
          const timer = setTimeout(
            () => {
              channel?.passes(ms);
              then();
            },
            ms <= 1_000 && ms > 500 ? 0 : ms,
          );
          return () => {
            clearTimeout(timer);
          };
        },
      },
    },
    bind: (bound) => {
      channel = bound;
    },
  };
};

const calls = (channel: SlackChannel, method: string) =>
  channel.slack.calls.filter((call) => call.method === method);
const idOf = (outcome: unknown): string => (outcome as { messageId: string }).messageId;

test('keeps to one message a second in a channel, and holds up no other', async () => {
  const channel = await start();
  expect(await channel.adapter.send(aPost(group(desk), words('一'), 'k1'))).toMatchObject({ type: 'sent' });
  expect(await channel.adapter.send(aPost(group(desk), words('二'), 'k2'))).toEqual({
    type: 'retry',
    afterMs: 1_000,
    reason: 'our own pace',
  });
  expect(await channel.adapter.send(aPost(direct(lin), words('三'), 'k3'))).toMatchObject({ type: 'sent' });
  channel.passes(1_000);
  expect(await channel.adapter.send(aPost(group(desk), words('二'), 'k2'))).toMatchObject({ type: 'sent' });
});

test('obeys Retry-After where it was said, and there only', async () => {
  const channel = await start();
  channel.slack.trouble('chat.postMessage', { type: 'throttled', retryAfter: 7 }, 1, desk);
  expect(await channel.adapter.send(aPost(group(desk), words('一'), 'k1'))).toEqual({
    type: 'retry',
    afterMs: 7_000,
    reason: 'rate limited',
  });
  channel.passes(3_000);
  expect(await channel.adapter.send(aPost(group(desk), words('一'), 'k1'))).toEqual({
    type: 'retry',
    afterMs: 4_000,
    reason: 'rate limited',
  });
  expect(await channel.adapter.send(aPost(direct(lin), words('二'), 'k2'))).toMatchObject({ type: 'sent' });
  // Slack was not asked before its time.
  expect(calls(channel, 'chat.postMessage').filter(({ args }) => args['channel'] === desk)).toHaveLength(1);
  channel.passes(4_000);
  expect(await channel.adapter.send(aPost(group(desk), words('一'), 'k1'))).toMatchObject({ type: 'sent' });
});

test.each([
  ['no such channel', 'channel_not_found', 'refused'],
  ['not in the channel', 'not_in_channel', 'refused'],
  ['archived', 'is_archived', 'refused'],
  ['limited in the answer', 'ratelimited', 'retry'],
  ['"aspects may have succeeded"', 'internal_error', 'unknown'],
  ['fatal', 'fatal_error', 'unknown'],
])('%s: %s → %s', async (_, error, type) => {
  const channel = await start();
  channel.slack.trouble('chat.postMessage', { type: 'error', error });
  expect(await channel.adapter.send(aPost(group(desk), words('一'), 'k1'))).toMatchObject({
    type,
    reason: error,
  });
});

test('a missing scope is told by its name', async () => {
  const channel = await start();
  channel.slack.takeScope('chat:write');
  expect(await channel.adapter.send(aPost(group(desk), words('一'), 'k1'))).toEqual({
    type: 'refused',
    reason: 'missing_scope: chat:write',
  });
});

test('somebody Slack does not know is refused', async () => {
  const channel = await start();
  expect(await channel.adapter.send(aPost(direct('U0NOBODY'), words('一'), 'k1'))).toEqual({
    type: 'refused',
    reason: 'user_not_found',
  });
});

test('an answer that never came is looked for before it is said again', async () => {
  const channel = await start();
  for (const [index, trouble] of (['answer-lost', 'request-lost'] as const).entries()) {
    channel.passes(1_000);
    channel.slack.trouble('chat.postMessage', { type: trouble });
    const delivery = aPost(group(desk), words(`第 ${index} 句`), `k${index}`);
    expect(await channel.adapter.send(delivery)).toMatchObject({ type: 'unknown' });
    channel.passes(1_000);
    const again = await channel.adapter.send({ ...delivery, mayHaveArrived: true });
    expect(again).toMatchObject({ type: 'sent' });
    expect(
      channel.slack
        .shown(desk)
        .filter(({ text }) => text === `第 ${index} 句`)
        .map(({ messageId }) => messageId),
    ).toEqual([idOf(again)]);
  }
});

test('what hangs in a thread is looked for in the thread', async () => {
  const channel = await start();
  const parent = idOf(await channel.adapter.send(aPost(group(desk), words('T-1'), 'k1')));
  channel.passes(1_000);
  channel.slack.trouble('chat.postMessage', { type: 'answer-lost' });
  const reply = aPost(group(desk), words('补充'), 'k2', { threadOf: parent });
  expect(await channel.adapter.send(reply)).toMatchObject({ type: 'unknown' });
  channel.passes(1_000);
  expect(await channel.adapter.send({ ...reply, mayHaveArrived: true })).toMatchObject({ type: 'sent' });
  expect(channel.slack.workspace.messages.map(({ text, threadTs }) => [text, threadTs])).toEqual([
    ['T-1', null],
    ['补充', parent],
  ]);
});

test('a Slack that is not there is tried again, one that hangs is unknown', async () => {
  const channel = await start();
  channel.slack.trouble('chat.postMessage', { type: 'http', status: 502 });
  expect(await channel.adapter.send(aPost(group(desk), words('一'), 'k1'))).toEqual({
    type: 'unknown',
    reason: 'HTTP 502',
  });
  channel.passes(1_000);
  channel.slack.trouble('chat.postMessage', { type: 'html' });
  expect(await channel.adapter.send(aPost(group(desk), words('二'), 'k2'))).toMatchObject({
    type: 'unknown',
  });
  channel.passes(1_000);
  channel.slack.goDown();
  // The line that stood breaks off; the next one does not come about.
  expect(await channel.adapter.send(aPost(group(desk), words('三'), 'k3'))).toMatchObject({
    type: 'unknown',
  });
  channel.passes(1_000);
  expect(await channel.adapter.send(aPost(group(desk), words('三'), 'k3'))).toMatchObject({
    type: 'retry',
    reason: 'unreachable (ECONNREFUSED)',
  });
  channel.slack.comeBack();
  channel.passes(1_000);
  await until(() => channel.adapter.health().state === 'connected');
  expect(await channel.adapter.send(aPost(group(desk), words('三'), 'k3'))).toMatchObject({ type: 'sent' });
});

const long = Array.from({ length: 1_500 }, (_, index) => `第 ${index} 行：打印机卡纸的处理办法。`).join('\n');

test('a long text becomes several messages, the buttons on the last; nothing is lost, and an edit finds all of it', async () => {
  const patience = patient();
  const channel = await start(patience.options);
  patience.bind(channel);
  const { adapter, slack } = channel;
  const actions = [{ action: 't:claim:1', label: '认领', style: 'primary', alias: null }] as const;
  const sent = await adapter.send(aPost(group(desk), words(long, { actions }), 'k1'));
  const shown = slack.shown(desk);
  expect(shown.length).toBeGreaterThan(1);
  expect(shown.map(({ buttons }) => buttons.length)).toEqual([...shown.slice(1).map(() => 0), 1]);
  const pieces = shown
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '');
  expect(pieces).toBe(long.replace(/\s/g, ''));
  expect(await adapter.send(anEdit(group(desk), idOf(sent), words('已认领'), 'k2'))).toMatchObject({
    type: 'sent',
  });
  expect(slack.shown(desk).map(({ text, buttons }) => [text, buttons])).toEqual([['已认领', []]]);
});

test.each([
  [{ type: 'request-lost' }, 1],
  [{ type: 'answer-lost' }, 2],
  [{ type: 'throttled', retryAfter: 5 }, 1],
] as const)('where a later part meets %o, only what is missing is said again', async (trouble, standing) => {
  const patience = patient();
  const channel = await start(patience.options);
  patience.bind(channel);
  const { adapter, slack } = channel;
  const text = long.slice(0, 20_000);
  const delivery = aPost(group(desk), words(text), 'k1');
  slack.trouble('chat.postMessage', trouble, 1, desk, 1);
  expect(await adapter.send(delivery)).toMatchObject({ type: 'unknown' });
  expect(slack.shown(desk)).toHaveLength(standing);
  channel.passes(5_000);
  const again = await adapter.send({ ...delivery, mayHaveArrived: true });
  expect(slack.shown(desk).map(({ messageId }) => messageId)).toEqual(idOf(again).split('+'));
  expect(slack.shown(desk)).toHaveLength(2);
});

test('a private note is seen by one person; where they are not, it goes to them directly', async () => {
  const channel = await start();
  const { adapter, slack } = channel;
  expect(await adapter.send(aPost(group(desk), words('只给你看'), 'k1', { visibleTo: wang }))).toEqual({
    type: 'sent',
    messageId: null,
  });
  expect(slack.shown(desk)).toEqual([]);
  expect(slack.shown(desk, wang).map(({ text }) => text)).toEqual(['只给你看']);
  expect(slack.shown(desk, lin)).toEqual([]);
  slack.workspace.channels.get(desk)?.members.delete(emma);
  expect(await adapter.send(aPost(group(desk), words('for you'), 'k2', { visibleTo: emma }))).toMatchObject({
    type: 'sent',
  });
  expect(slack.shown(`@${emma}`).map(({ text }) => text)).toEqual(['for you']);
});

test('a reply below a message that is gone stands by itself', async () => {
  const channel = await start();
  await channel.adapter.send(aPost(group(desk), words('还在'), 'k1', { threadOf: '1.000001' }));
  expect(channel.slack.shown(desk).map(({ text }) => text)).toEqual(['还在']);
});

test('files follow the words, once', async () => {
  const channel = await start();
  const { adapter, slack, attachments } = channel;
  const { key } = await attachments.store({
    name: '报表.pdf',
    mimeType: 'application/pdf',
    bytes: new Uint8Array([1, 2, 3]),
  });
  const delivery = aPost(group(desk), words('本周报表', { attachmentKeys: [key] }), 'k1');
  slack.trouble('files.completeUploadExternal', { type: 'answer-lost' });
  expect(await adapter.send(delivery)).toMatchObject({ type: 'unknown' });
  channel.passes(1_000);
  expect(await adapter.send({ ...delivery, mayHaveArrived: true })).toMatchObject({ type: 'sent' });
  expect(slack.shown(desk).map(({ text }) => text)).toEqual(['本周报表', '📎 报表.pdf']);
  expect([...slack.workspace.files.values()].map(({ bytes }) => [...bytes])).toEqual([[1, 2, 3]]);
});

test('an edit of what is not there, or not ours, is refused', async () => {
  const channel = await start();
  for (const messageId of ['1.000001', 'nonsense', ''])
    expect(
      await channel.adapter.send(anEdit(group(desk), messageId, words('x'), `k${messageId}`)),
    ).toMatchObject({ type: 'refused' });
});

test('a page of one’s own shows the message, and its buttons work', async () => {
  const channel = await start();
  const message = words('我的工单：T-1', {
    actions: [{ action: 'c:my', label: '刷新', style: 'plain', alias: null }],
  });
  const home: Delivery = {
    kind: 'home',
    to: direct(lin),
    message,
    idempotencyKey: 'h1',
    locale: 'zh-CN',
    mayHaveArrived: false,
  };
  expect(await channel.adapter.send(home)).toEqual({ type: 'sent', messageId: null });
  expect(channel.slack.home(lin)).toMatchObject({ text: '我的工单：T-1', buttons: ['刷新'] });
  expect(await channel.slack.pressesHome(lin, '刷新')).toBe(true);
  expect(channel.intake.events.at(-1)).toMatchObject({
    conversation: direct(lin),
    body: { type: 'press', action: 'c:my' },
  });
  const many = { ...message, blocks: Array.from({ length: 150 }, () => message.blocks).flat() };
  expect(await channel.adapter.send({ ...home, message: many, idempotencyKey: 'h2' })).toMatchObject({
    type: 'sent',
  });
  expect(channel.slack.home(lin)?.text).toContain('还有更多');
});

const form: Form = {
  formId: 'q:vpn:3',
  title: 'VPN 连不上，请告诉我几件事',
  submitLabel: '提交',
  cancelLabel: '改成一问一答',
  fields: [
    {
      id: 'client',
      label: '用的哪个客户端？',
      hint: '看图标',
      required: true,
      input: {
        type: 'choice',
        several: false,
        options: [
          { value: 'ec', label: 'EasyConnect' },
          { value: 'fc', label: 'FortiClient' },
        ],
        chosen: ['fc'],
      },
    },
    {
      id: 'since',
      label: '从什么时候开始？',
      hint: null,
      required: false,
      input: { type: 'line', value: '今早', maxLength: 200 },
    },
    {
      id: 'tried',
      label: '试过什么？',
      hint: null,
      required: false,
      input: {
        type: 'choice',
        several: true,
        options: [
          { value: 'reboot', label: '重启' },
          { value: 'net', label: '换网络' },
        ],
        chosen: [],
      },
    },
    {
      id: 'city',
      label: '城市',
      hint: null,
      required: false,
      input: {
        type: 'choice',
        several: false,
        options: Array.from({ length: 30 }, (_, i) => ({ value: `c${i}`, label: `城市 ${i}` })),
        chosen: [],
      },
    },
    {
      id: 'more',
      label: '还有什么？',
      hint: null,
      required: false,
      input: { type: 'paragraph', value: '', maxLength: 9_000 },
    },
  ],
};

async function askForm(channel: SlackChannel): Promise<Extract<Delivery, { kind: 'form' }>> {
  const ask = words('要填表吗？', {
    actions: [{ action: 'd:1:form', label: '填表', style: 'primary', alias: null }],
  });
  await channel.adapter.send(aPost(group(desk), ask, 'ask'));
  await channel.slack.presses(lin, desk, '填表');
  const body = channel.intake.events.at(-1)?.body;
  const trigger = body?.type === 'press' ? (body.trigger ?? '') : '';
  return {
    kind: 'form',
    to: group(desk),
    form,
    trigger,
    idempotencyKey: 'f1',
    locale: 'zh-CN',
    mayHaveArrived: false,
  };
}

test('a form opens on the screen of who pressed, and comes back to where it was asked', async () => {
  const channel = await start();
  expect(await channel.adapter.send(await askForm(channel))).toEqual({ type: 'sent', messageId: null });
  expect(channel.slack.modal(lin)?.fields.map(({ label }) => label)).toEqual(
    form.fields.map(({ label }) => label),
  );
  expect(
    await channel.slack.submits(lin, { tried: ['重启', '换网络'], city: '城市 7', more: ' 急 ' }),
  ).toEqual({ acked: true, errors: null });
  expect(channel.intake.events.at(-1)).toMatchObject({
    conversation: group(desk),
    sender: { userId: lin },
    body: {
      type: 'form',
      formId: 'q:vpn:3',
      answers: { client: ['fc'], since: ['今早'], tried: ['reboot', 'net'], city: ['c7'], more: ['急'] },
    },
  });
});

test('a form that could not be kept stays open and says so', async () => {
  const channel = await start();
  await channel.adapter.send(await askForm(channel));
  channel.intake.rejections = 1;
  expect(await channel.slack.submits(lin, {})).toEqual({
    acked: true,
    errors: { client: '刚才没能记下来，请再发一次。' },
  });
  expect(await channel.slack.submits(lin, {})).toEqual({ acked: true, errors: null });
  expect(channel.intake.events.at(-1)?.body).toMatchObject({
    type: 'form',
    answers: { client: ['fc'], tried: [], more: [] },
  });
});

test('a trigger that has run out, or was used, is told as such', async () => {
  const channel = await start();
  const delivery = await askForm(channel);
  channel.passes(3_001);
  expect(await channel.adapter.send(delivery)).toEqual({ type: 'refused', reason: 'trigger expired' });
});

test('a form Slack could not show is refused, so that it is asked in the dialogue', async () => {
  const channel = await start();
  const delivery = await askForm(channel);
  const options = Array.from({ length: 101 }, (_, index) => ({ value: `${index}`, label: `${index}` }));
  const field = {
    id: 'a',
    label: 'a',
    hint: null,
    required: true,
    input: { type: 'choice', several: false, options, chosen: [] },
  } as const;
  expect(await channel.adapter.send({ ...delivery, form: { ...form, fields: [field] } })).toMatchObject({
    type: 'refused',
  });
  expect(await channel.adapter.send({ ...delivery, form: { ...form, fields: [] } })).toMatchObject({
    type: 'refused',
  });
});
