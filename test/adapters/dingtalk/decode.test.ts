import { describe, expect, test } from 'vitest';
import { decodeMessage, decodePress, placeMentions, type Known } from '../../../adapters/dingtalk/decode.ts';
import { cardCallback, robotMessage } from '../../../adapters/dingtalk/payloads.ts';

/** As on open.dingtalk.com/document/development/robot-message-type, ids shortened. */
const direct = {
  conversationId: 'cidDirect==',
  chatbotCorpId: 'ding1',
  chatbotUserId: '$:LWCP_v1:$bot',
  msgId: 'msg1',
  senderNick: '王伟',
  isAdmin: false,
  senderStaffId: 'user123',
  senderUnionId: 'union1',
  senderPlatform: 'Win',
  sessionWebhookExpiredTime: 1_613_635_652_738,
  createAt: 1_613_630_252_678,
  senderCorpId: 'ding1',
  conversationType: '1',
  senderId: '$:LWCP_v1:$u1',
  sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=s1',
  text: { content: ' 你好' },
  msgtype: 'text',
  robotCode: 'dingX',
};
const group = {
  ...direct,
  conversationId: 'cidGroup==',
  conversationType: '2',
  conversationTitle: 'IT群',
  isInAtList: true,
  atUsers: [{ dingtalkId: '$:LWCP_v1:$bot' }, { dingtalkId: '$:LWCP_v1:$u2', staffId: 'li' }],
};
const known: Known = { robotCode: 'dingX', corpId: 'ding1' };

const decode = (raw: object, by: Known = known) => decodeMessage(robotMessage.parse(raw), by, 42);

describe('a robot message', () => {
  test('in a direct conversation', () => {
    expect(decode(direct)).toEqual({
      eventId: 'msg:msg1',
      conversation: { kind: 'direct', channel: 'dingtalk', userId: 'user123' },
      userId: 'user123',
      nick: '王伟',
      occurredAt: 1_613_630_252_678,
      text: '你好',
      files: [],
      mentioned: [],
      corpId: 'ding1',
    });
  });

  test('in a group names the group and whom it mentions beside the robot', () => {
    expect(decode(group)).toMatchObject({
      conversation: { kind: 'group', channel: 'dingtalk', groupId: 'cidGroup==' },
      mentioned: ['li'],
    });
  });

  test('in rich text loses our own mention at its front, and keeps those of people', () => {
    const rich = (text: string) => ({ ...group, msgtype: 'richText', content: { richText: [{ text }] } });
    expect(decode(rich('@帮办 看一下 @李雷'))).toMatchObject({ text: '看一下 @李雷' });
    expect(decode(rich('@李雷 看一下'))).toMatchObject({ text: '@李雷 看一下' });
  });

  test.each([
    [
      'a picture',
      { msgtype: 'picture', content: { downloadCode: 'c1' } },
      { text: '', files: [{ downloadCode: 'c1', name: null }] },
    ],
    [
      'words and pictures',
      {
        msgtype: 'richText',
        content: {
          richText: [{ text: '报错：' }, { type: 'picture', downloadCode: 'c2' }, { text: '看图' }],
        },
      },
      { text: '报错：看图', files: [{ downloadCode: 'c2', name: null }] },
    ],
    [
      'a voice message, as DingTalk wrote it down',
      { msgtype: 'audio', content: { downloadCode: 'c3', recognition: '打印机坏了', duration: 3000 } },
      { text: '打印机坏了', files: [] },
    ],
    [
      'a voice message it could not write down',
      { msgtype: 'audio', content: { downloadCode: 'c3', recognition: ' ' } },
      { text: '', files: [{ downloadCode: 'c3', name: 'voice.amr' }] },
    ],
    [
      'a file',
      { msgtype: 'file', content: { downloadCode: 'c4', fileName: '日志.zip' } },
      { text: '', files: [{ downloadCode: 'c4', name: '日志.zip' }] },
    ],
    [
      'a video',
      { msgtype: 'video', content: { downloadCode: 'c5' } },
      { files: [{ downloadCode: 'c5', name: 'video.mp4' }] },
    ],
    ['numbers written as texts', { createAt: '1613630252678' }, { occurredAt: 1_613_630_252_678 }],
    ['no time of its own', { createAt: undefined }, { occurredAt: 42 }],
  ])('%s', (_, changed, expected) => {
    expect(decode({ ...direct, ...changed })).toMatchObject(expected);
  });

  test.each([
    ['another company’s sender', { senderCorpId: 'ding2' }, 'other-company'],
    ['another company’s robot', { chatbotCorpId: 'ding2', senderCorpId: 'ding2' }, 'other-company'],
    ['somebody outside any company', { senderStaffId: undefined, senderCorpId: undefined }, 'other-company'],
    ['nobody, as the app is not published', { senderStaffId: undefined }, 'unpublished-app'],
    ['ourselves', { senderId: '$:LWCP_v1:$bot' }, 'own-message'],
    ['another robot of the same app', { robotCode: 'dingY' }, 'other-robot'],
    ['a kind nobody can act on', { msgtype: 'chatRecord' }, 'unknown-type'],
  ])('from %s is ignored', (_, changed, ignored) => {
    expect(decode({ ...direct, ...changed })).toEqual({ ignored });
  });

  test('the first one tells which company is ours', () => {
    const unknown: Known = { robotCode: 'dingX', corpId: null };
    expect(decode(direct, unknown)).toMatchObject({ corpId: 'ding1' });
    expect(decode({ ...direct, senderCorpId: 'ding2' }, unknown)).toEqual({ ignored: 'other-company' });
  });

  test.each([
    [{}],
    [{ ...direct, msgId: undefined }],
    [{ ...direct, conversationType: '3' }],
    [null],
    ['text'],
    [[]],
  ])('malformed, %j is none', (raw) => {
    expect(robotMessage.safeParse(raw).success).toBe(false);
  });
});

describe('people named in a text', () => {
  const nameOf = (userId: string) => ({ li: '李雷', han: '韩梅梅' })[userId];

  test.each([
    ['where their name stands', '指派 T-1 @李雷', ['li'], '指派 T-1 @李雷', [['li', '@李雷']]],
    [
      'in the order they were typed, where the directory spells them differently',
      '指派 T-1 @小李 @小韩',
      ['li', 'han'],
      '指派 T-1 @小李 @小韩',
      [
        ['li', '@小李'],
        ['han', '@小韩'],
      ],
    ],
    [
      'at the end, where the text does not have them',
      '指派 T-1',
      ['li'],
      '指派 T-1 @李雷',
      [['li', '@李雷']],
    ],
    ['by id, where nobody knows a name', '指派 T-1', ['x9'], '指派 T-1 @x9', [['x9', '@x9']]],
    ['as nobody, where nobody is named', '写给 lin@example.com', [], '写给 lin@example.com', []],
  ])('stand %s', (_, text, mentioned, expected, mentions) => {
    expect(placeMentions(text, mentioned, nameOf)).toEqual({
      text: expected,
      mentions: mentions.map(([userId, words]) => ({ userId, text: words })),
    });
  });
});

describe('a press on a card', () => {
  const callback = {
    type: 'actionCallback',
    outTrackId: 'bb-1',
    corpId: 'ding1',
    userId: 'wang',
    userIdType: 1,
    spaceType: 'IM_GROUP',
    spaceId: 'cidGroup==',
    extension: '{}',
    content: JSON.stringify({ cardPrivateData: { actionIds: ['t:claim:1'], params: {} } }),
  };
  const press = (changed: object) =>
    decodePress(cardCallback.parse({ ...callback, ...changed }), known, 'f1', 7);

  test('in a group', () => {
    expect(press({})).toEqual({
      eventId: 'card:f1',
      conversation: { kind: 'group', channel: 'dingtalk', groupId: 'cidGroup==' },
      userId: 'wang',
      occurredAt: 7,
      action: 't:claim:1',
      corpId: 'ding1',
    });
  });

  test('in a direct conversation', () => {
    expect(press({ spaceType: 'IM_ROBOT', spaceId: 'wang' })).toMatchObject({
      conversation: { kind: 'direct', channel: 'dingtalk', userId: 'wang' },
    });
  });

  test('says its action as a parameter where the template has it there', () => {
    const content = JSON.stringify({
      cardPrivateData: { actionIds: ['press'], params: { action: 't:status:1' } },
    });
    expect(press({ content })).toMatchObject({ action: 't:status:1' });
  });

  test.each([
    ['of another company', { corpId: 'ding2' }, 'other-company'],
    ['without an action', { content: '{"cardPrivateData":{"actionIds":[]}}' }, 'no-action'],
    [
      'with an action that is too long',
      { content: JSON.stringify({ cardPrivateData: { actionIds: ['x'.repeat(256)] } }) },
      'no-action',
    ],
    ['whose content is no JSON', { content: '{' }, 'malformed'],
    ['without content', { content: undefined }, 'malformed'],
  ])('%s is ignored', (_, changed, ignored) => {
    expect(press(changed)).toEqual({ ignored });
  });
});
