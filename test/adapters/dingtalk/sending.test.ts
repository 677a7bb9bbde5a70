import { afterEach, describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/channel/conversation.ts';
import type { Action, OutboundMessage } from '../../../src/channel/outbound.ts';
import { aPost, anEdit } from '../../support/deliveries.ts';
import { oldProblem, problem } from '../../fakes/dingtalk/answers.ts';
import { openDingtalk, type OpenDingtalk, type OpenOptions } from './open-dingtalk.ts';
import { createTurnedTime } from './turned-time.ts';

const lin: Conversation = { kind: 'direct', channel: 'dingtalk', userId: 'lin' };
const desk: Conversation = { kind: 'group', channel: 'dingtalk', groupId: 'cidDesk==' };

const say = (
  words: string,
  actions: readonly Action[] = [],
  attachmentKeys: readonly string[] = [],
): OutboundMessage => ({
  blocks: [{ type: 'text', inlines: [{ type: 'plain', text: words }] }],
  actions,
  attachmentKeys,
  feedback: null,
});
const claim: Action = { action: 't:claim:1', label: '认领', style: 'primary', alias: '认领 T-1' };
const mention: OutboundMessage = {
  ...say(''),
  blocks: [
    {
      type: 'text',
      inlines: [
        { type: 'mention', userId: 'wang', name: '王强' },
        { type: 'plain', text: ' 快超时了' },
      ],
    },
  ],
};

const batchSend = '/v1.0/robot/oToMessages/batchSend';
const groupSend = '/v1.0/robot/groupMessages/send';
const createCard = '/v1.0/card/instances/createAndDeliver';
const updateCard = '/v1.0/card/instances';

let dingtalk: OpenDingtalk;
const open = async (options: OpenOptions = {}): Promise<OpenDingtalk> =>
  (dingtalk = await openDingtalk(options));
afterEach(() => dingtalk.close());

const paths = (): string[] =>
  dingtalk.fake.state.calls
    .map(({ path }) => path)
    .filter((path) => path.startsWith('/v1.0/') || path.startsWith('/robot/'))
    .filter((path) => path !== '/v1.0/oauth2/accessToken');

describe('plain words', () => {
  test('go through the session webhook while it lives, and cost no call', async () => {
    const { fake, adapter } = await open();
    await fake.says('lin', '@lin', '在吗');
    expect(await adapter.send(aPost(lin, say('在的'), 'o1'))).toMatchObject({ type: 'sent' });
    expect(fake.sentTo('@lin').map(({ through }) => through)).toEqual(['session']);
    expect(fake.api.metered).toBe(0);
  });

  test('go through the robot API once it has ended', async () => {
    const time = createTurnedTime();
    const { fake, adapter } = await open({ clock: time.clock });
    await fake.says('lin', '@lin', '在吗');
    time.advance(91 * 60_000);
    await adapter.send(aPost(lin, say('在的'), 'o1'));
    expect(fake.sentTo('@lin').map(({ through }) => through)).toEqual(['robot']);
  });

  test('go through the robot API where DingTalk has forgotten the webhook', async () => {
    const { fake, adapter } = await open();
    await fake.says('lin', '@lin', '在吗');
    fake.api.endSessions();
    await adapter.send(aPost(lin, say('在的'), 'o1'));
    expect(fake.sentTo('@lin').map(({ through }) => through)).toEqual(['robot']);
  });

  test('are answered where nobody spoke before', async () => {
    const { fake, adapter } = await open();
    expect(await adapter.send(aPost(lin, say('提醒'), 'o1'))).toMatchObject({ type: 'sent' });
    expect(await adapter.send(aPost(desk, say('提醒'), 'o2'))).toMatchObject({ type: 'sent' });
    expect(paths()).toEqual([batchSend, groupSend]);
    expect(fake.violations()).toEqual([]);
  });

  test('in a burst leave the webhook before its limit and DingTalk’s twenty a second', async () => {
    const time = createTurnedTime();
    const { fake, adapter } = await open({ clock: time.clock });
    await fake.says('lin', 'cidDesk==', '在吗');
    const outcomes: string[] = [];
    for (let index = 0; index < 60; index += 1) {
      for (;;) {
        const outcome = await adapter.send(aPost(desk, say(`第 ${index} 条`), `o${index}`));
        outcomes.push(outcome.type);
        if (outcome.type !== 'retry') break;
        time.advance(outcome.afterMs ?? 1_000);
      }
    }
    expect(outcomes.filter((type) => type === 'sent')).toHaveLength(60);
    expect(fake.shown('cidDesk==').map(({ text }) => text)).toEqual(
      Array.from({ length: 60 }, (_, index) => `第 ${index} 条`),
    );
    expect(new Set(fake.sentTo('cidDesk==').map(({ through }) => through))).toEqual(
      new Set(['session', 'robot']),
    );
    expect(fake.violations()).toEqual([]);
  });

  test('leave a webhook DingTalk has blocked alone for ten minutes', async () => {
    const time = createTurnedTime();
    const { fake, adapter } = await open({ clock: time.clock });
    await fake.says('lin', '@lin', '在吗');
    fake.api.instead.set('/robot/sendBySession', [
      oldProblem(130101, 'send too fast, exceed 20 times per minute'),
    ]);
    for (const key of ['o1', 'o2']) await adapter.send(aPost(lin, say(key), key));
    time.advance(10 * 60_000);
    await adapter.send(aPost(lin, say('o3'), 'o3'));
    expect(fake.sentTo('@lin').map(({ through }) => through)).toEqual(['robot', 'robot', 'session']);
  });

  test('long ones arrive whole, in order, and a step that had to wait is not repeated', async () => {
    const { fake, adapter } = await open({ sessionMs: 0 });
    const long = Array.from({ length: 1_200 }, (_, index) => `第 ${index + 1} 行：检查网线。`).join('\n');
    fake.api.instead.set(batchSend, ['normally', problem(429, 'send.too.fast', '慢一点')]);
    const first = await adapter.send(aPost(lin, say(long), 'o1'));
    expect(first).toMatchObject({ type: 'retry', afterMs: 60_000 });
    expect(fake.shown('@lin')).toHaveLength(1);
    expect(await adapter.send(aPost(lin, say(long), 'o1'))).toMatchObject({ type: 'sent' });
    const shown = fake.shown('@lin').map(({ text }) => text);
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.join('\n').replaceAll(/\s/g, '')).toBe(long.replaceAll(/\s/g, ''));
    expect(fake.violations()).toEqual([]);
  });
});

describe('a real mention in a group', () => {
  test('through the webhook names the person in text and list', async () => {
    const { fake, adapter } = await open({ cardTemplateId: null });
    await fake.says('lin', 'cidDesk==', '在吗');
    await adapter.send(aPost(desk, mention, 'o1'));
    expect(fake.shown('cidDesk==')).toMatchObject([{ mentions: ['wang'], text: '@王强  快超时了' }]);
  });

  test('goes as a card where no webhook lives', async () => {
    const { fake, adapter } = await open();
    await adapter.send(aPost(desk, mention, 'o1'));
    expect(fake.sentTo('cidDesk==')).toMatchObject([{ through: 'card', mentions: ['wang'] }]);
    expect(fake.violations()).toEqual([]);
  });

  test('without either is the name in the text, which notifies nobody', async () => {
    const { fake, adapter } = await open({ cardTemplateId: null });
    await adapter.send(aPost(desk, mention, 'o1'));
    expect(fake.shown('cidDesk==')).toMatchObject([{ mentions: [], text: '王强 快超时了' }]);
  });
});

describe('buttons', () => {
  test('without a template send their words, which arrive as typed', async () => {
    const { fake, adapter, accepted } = await open({ cardTemplateId: null });
    await adapter.send(aPost(desk, say('T-1 待认领', [claim]), 'o1'));
    expect(await fake.presses('wang', 'cidDesk==', '认领')).toBe(true);
    expect(accepted).toMatchObject([{ body: { type: 'message', text: '认领 T-1' }, conversation: desk }]);
  });

  test('more than a card has go as numbered links', async () => {
    const { fake, adapter, accepted } = await open();
    const options = Array.from({ length: 9 }, (_, index) => ({
      action: `d:1:${index}`,
      label: `选项${index + 1}`,
      style: 'plain' as const,
      alias: String(index + 1),
    }));
    await adapter.send(aPost(lin, say('哪一种？', options), 'o1'));
    expect(fake.shown('@lin')[0]?.buttons).toEqual(options.map(({ label }) => label));
    expect(await fake.presses('lin', '@lin', '选项9')).toBe(true);
    expect(accepted).toMatchObject([{ body: { type: 'message', text: '9' } }]);
  });
});

describe('an edit', () => {
  test('without cards is a new message that names the old', async () => {
    const { fake, adapter } = await open({ cardTemplateId: null });
    const card = (words: string): OutboundMessage => ({
      ...say(words),
      blocks: [
        { type: 'heading', inlines: [{ type: 'plain', text: 'T-1 打印机坏了' }] },
        ...say(words).blocks,
      ],
    });
    const sent = await adapter.send(aPost(desk, card('待认领'), 'o1'));
    if (sent.type !== 'sent' || sent.messageId === null) throw new Error('not sent');
    expect(await adapter.send(anEdit(desk, sent.messageId, card('王强已认领'), 'o2'))).toMatchObject({
      type: 'sent',
    });
    expect(fake.shown('cidDesk==').map(({ text }) => text)).toEqual([
      'T-1 打印机坏了\n\n待认领',
      '更新（以此条为准）：T-1 打印机坏了\n\n王强已认领',
    ]);
    expect(adapter.capabilities.edit).toBe(false);
  });

  test('of a card that has no more buttons says so, and no answer is tried again', async () => {
    const { fake, adapter } = await open();
    const sent = await adapter.send(aPost(desk, say('待认领', [claim]), 'o1'));
    if (sent.type !== 'sent' || sent.messageId === null) throw new Error('not sent');
    fake.api.instead.set(updateCard, [problem(502, '', '')]);
    const edit = anEdit(desk, sent.messageId, say('王强已认领'), 'o2');
    expect(await adapter.send(edit)).toMatchObject({ type: 'retry' });
    expect(await adapter.send(edit)).toEqual(sent);
    expect(fake.shown('cidDesk==')).toMatchObject([{ text: '王强已认领\n已更新', buttons: [] }]);
  });
});

describe('a message for one person of a group', () => {
  test('is a card only that person sees', async () => {
    const { fake, adapter } = await open();
    await adapter.send(aPost(desk, say('只有你能看到'), 'o1', { visibleTo: 'wang' }));
    expect(fake.shown('cidDesk==')).toEqual([]);
    expect(fake.shown('cidDesk==', 'wang')).toMatchObject([{ text: '只有你能看到\n仅你可见' }]);
  });

  test('is refused without cards', async () => {
    const { adapter } = await open({ cardTemplateId: null });
    expect(adapter.capabilities.ephemeral).toBe(false);
    expect(await adapter.send(aPost(desk, say('悄悄'), 'o1', { visibleTo: 'wang' }))).toMatchObject({
      type: 'refused',
    });
  });
});

describe('what DingTalk answers', () => {
  test.each([
    ['nobody of that id', 'nobody', 'refused', /invalidStaffIdList/],
    ['somebody who takes nothing of ours', 'filtered', 'refused', /filteredStaffIdList/],
    ['somebody who got too much', 'flow', 'retry', /flowControlledStaffIdList/],
  ])('%s: a 200 is no delivery', async (_, userId, type, reason) => {
    const { fake, adapter } = await open();
    fake.addPerson({ userId: 'filtered', name: '拒收' });
    fake.addPerson({ userId: 'flow', name: '太多' });
    fake.app.filtered.add('filtered');
    fake.app.flowControlled.add('flow');
    const outcome = await adapter.send(
      aPost({ kind: 'direct', channel: 'dingtalk', userId }, say('你好'), 'o1'),
    );
    expect(outcome).toMatchObject({ type, reason: expect.stringMatching(reason) as unknown });
  });

  test.each([
    [
      problem(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', '请求过快'),
      { type: 'retry', afterMs: 1_000 },
    ],
    [
      { ...problem(429, 'send.too.fast', '慢一点'), headers: { 'retry-after': '7' } },
      { type: 'retry', afterMs: 7_000 },
    ],
    [
      { status: 200, body: { status: 1111, wait: 5, source: 'x5', punish: 'deny' } },
      { type: 'retry', afterMs: 300_000 },
    ],
    [problem(500, 'unknownError', '未知错误'), { type: 'retry', afterMs: 5_000 }],
    [problem(504, '', ''), { type: 'unknown' }],
    ['cut' as const, { type: 'unknown' }],
    [
      problem(400, 'invalidParameter.msgParam', 'msgParam无效'),
      { type: 'refused', reason: 'DingTalk answered invalidParameter.msgParam: msgParam无效' },
    ],
    [
      {
        status: 403,
        body: {
          code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
          message: '没有权限',
          accessdenieddetail: { requiredScopes: ['qyapi_robot_sendmsg'] },
        },
      },
      {
        type: 'refused',
        reason: expect.stringContaining('missing permission: qyapi_robot_sendmsg') as unknown,
      },
    ],
  ])('%j', async (answer, expected) => {
    const { fake, adapter } = await open({ cardTemplateId: null, sessionMs: 0 });
    fake.api.instead.set(batchSend, [answer]);
    const sending = adapter.send(aPost(lin, say('你好'), 'o1'));
    expect(await sending).toMatchObject(expected);
  });

  test('a card that was not delivered is told', async () => {
    const { adapter } = await open();
    const nobody: Conversation = { kind: 'direct', channel: 'dingtalk', userId: 'nobody' };
    expect(await adapter.send(aPost(nobody, say('你好', [claim]), 'o1'))).toEqual({
      type: 'refused',
      reason: 'the card was not delivered: 无效的userId',
    });
  });

  test('nothing at all, while it is down: nothing was sent, and it goes once it is back', async () => {
    const { fake, adapter } = await open();
    fake.goDown();
    expect(await adapter.send(aPost(lin, say('你好'), 'o1'))).toMatchObject({ type: 'retry' });
    fake.comeBack();
    expect(await adapter.send(aPost(lin, say('你好'), 'o1'))).toMatchObject({ type: 'sent' });
    expect(fake.shown('@lin')).toHaveLength(1);
  });
});

describe('the access token', () => {
  test('is fetched once for many at a time, and again when DingTalk forgets it', async () => {
    const { fake, adapter } = await open({ sessionMs: 0 });
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => adapter.send(aPost(lin, say('你好'), `o${index}`))),
    );
    expect(fake.api.tokenCalls).toBe(1);
    fake.api.expireTokens();
    expect(await adapter.send(aPost(lin, say('还在'), 'p1'))).toMatchObject({ type: 'sent' });
    expect(fake.api.tokenCalls).toBe(2);
  });

  test('is fetched again before it ends', async () => {
    const time = createTurnedTime();
    const { fake, adapter } = await open({ sessionMs: 0, clock: time.clock });
    await adapter.send(aPost(lin, say('一'), 'o1'));
    time.advance(6_899_000);
    await adapter.send(aPost(lin, say('二'), 'o2'));
    expect(fake.api.tokenCalls).toBe(1);
    time.advance(2_000);
    await adapter.send(aPost(lin, say('三'), 'o3'));
    expect(fake.api.tokenCalls).toBe(2);
  });

  test('that is never accepted is asked for twice, not for ever', async () => {
    const { fake, adapter } = await open({ sessionMs: 0 });
    const denied = problem(401, 'InvalidAuthentication', '不合法的access_token');
    fake.api.instead.set(batchSend, [denied, denied, denied]);
    expect(await adapter.send(aPost(lin, say('你好'), 'o1'))).toMatchObject({
      type: 'retry',
      afterMs: 60_000,
    });
    expect(fake.api.instead.get(batchSend)).toHaveLength(1);
  });
});

describe('the month’s calls', () => {
  test('used up: messages wait with a clear reason, and DingTalk is not asked again at once', async () => {
    const time = createTurnedTime();
    const { fake, adapter, lines } = await open({ sessionMs: 0, clock: time.clock });
    fake.api.allowance = 1;
    await adapter.send(aPost(lin, say('一'), 'o1'));
    expect(await adapter.send(aPost(lin, say('二'), 'o2'))).toMatchObject({
      type: 'retry',
      reason: expect.stringContaining('ApiCountLimitForOrg') as unknown,
    });
    const asked = fake.api.metered;
    expect(await adapter.send(aPost(lin, say('二'), 'o2'))).toMatchObject({
      type: 'retry',
      afterMs: 1_800_000,
      reason: expect.stringContaining('this month') as unknown,
    });
    expect(fake.api.metered).toBe(asked);
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    fake.api.allowance = 100;
    time.advance(1_800_000);
    expect(await adapter.send(aPost(lin, say('二'), 'o2'))).toMatchObject({ type: 'sent' });
  });

  test('answers in conversations still go, as a webhook costs none', async () => {
    const { fake, adapter } = await open();
    fake.api.allowance = 0;
    await fake.says('lin', '@lin', '在吗');
    expect(await adapter.send(aPost(lin, say('在的'), 'o1'))).toMatchObject({ type: 'sent' });
  });
});

describe('a card that would have to wait', () => {
  test('goes as an action card where the person waits for an answer, and nobody is slower than DingTalk allows', async () => {
    const { fake, adapter } = await open();
    const people = Array.from({ length: 60 }, (_, index) => `p${index}`);
    for (const userId of people) fake.addPerson({ userId, name: userId });
    await Promise.all(people.map((userId) => fake.says(userId, `@${userId}`, 'VPN 连不上')));
    const outcomes = await Promise.all(
      people.map((userId) =>
        adapter.send(
          aPost({ kind: 'direct', channel: 'dingtalk', userId }, say('试试这个', [claim]), userId),
        ),
      ),
    );
    expect(outcomes.every(({ type }) => type === 'sent')).toBe(true);
    expect(people.every((userId) => fake.shown(`@${userId}`)[0]?.buttons[0] === '认领')).toBe(true);
    expect(
      new Set(people.flatMap((userId) => fake.sentTo(`@${userId}`).map(({ through }) => through))),
    ).toEqual(new Set(['card', 'session']));
    expect(fake.violations()).toEqual([]);
  });

  test('goes through the webhook while the month’s calls are used up', async () => {
    const { fake, adapter } = await open();
    fake.api.allowance = 0;
    await fake.says('lin', 'cidDesk==', '在吗');
    expect(await adapter.send(aPost(desk, say('T-1', [claim]), 'o1'))).toMatchObject({ type: 'sent' });
    expect(fake.sentTo('cidDesk==')).toMatchObject([{ through: 'session', buttons: [{ label: '认领' }] }]);
  });

  test('in a group waits, as it will be repainted', async () => {
    const time = createTurnedTime();
    const { fake, adapter } = await open({ clock: time.clock });
    await fake.says('lin', 'cidDesk==', '在吗');
    const posts = Array.from({ length: 19 }, (_, index) =>
      adapter.send(aPost(desk, say(`T-${index}`, [claim]), `o${index}`)),
    );
    expect(
      (await Promise.all(posts)).map(({ type }) => type).filter((type) => type === 'retry'),
    ).toHaveLength(1);
    expect(fake.violations()).toEqual([]);
  });
});

describe('files', () => {
  const png = Uint8Array.from(Buffer.from('89504e470d0a1a0a00', 'hex'));

  test.each([
    ['a picture', '图.png', 'image/png', { name: '图.png', type: 'image' }],
    ['a document', '步骤.pdf', 'application/pdf', { name: '步骤.pdf', type: 'file' }],
  ])('%s follows the words', async (_, name, mimeType, file) => {
    const { fake, adapter, store } = await open();
    const { key } = await store.store({ name, mimeType, bytes: png });
    expect(await adapter.send(aPost(lin, say('请看'), 'o1'))).toMatchObject({ type: 'sent' });
    expect(await adapter.send(aPost(lin, say('附件', [], [key]), 'o2'))).toMatchObject({ type: 'sent' });
    expect(fake.sentTo('@lin').at(-1)?.file).toEqual(file);
    expect(fake.violations()).toEqual([]);
  });

  test('a kind robots cannot send is named instead', async () => {
    const { fake, adapter, store } = await open();
    const { key } = await store.store({
      name: '[x](https://evil.example).exe',
      mimeType: 'application/octet-stream',
      bytes: png,
    });
    await adapter.send(aPost(lin, say('附件', [], [key]), 'o1'));
    expect(fake.shown('@lin').at(-1)).toMatchObject({
      links: [],
      text: expect.stringContaining('.exe') as unknown,
    });
  });
});

test('a repeated delivery shows once, also while its answer is lost', async () => {
  const { fake, adapter } = await open({ sessionMs: 0 });
  const first = await adapter.send(aPost(lin, say('你好', [claim]), 'o1'));
  expect(await adapter.send(aPost(lin, say('你好', [claim]), 'o1'))).toEqual(first);
  expect(fake.shown('@lin')).toHaveLength(1);
  expect(paths().filter((path) => path === createCard)).toHaveLength(1);
});

test('pages and forms are refused', async () => {
  const { adapter } = await open();
  expect(
    await adapter.send({
      kind: 'home',
      to: lin,
      message: say(''),
      idempotencyKey: 'h',
      locale: 'en',
      mayHaveArrived: false,
    }),
  ).toMatchObject({ type: 'refused' });
});
