import { describe, expect, test } from 'vitest';
import { decodeApp } from '../../../adapters/wecom/decode-app.ts';
import { decodeBotEvent, decodeBotMessage, type Decoded } from '../../../adapters/wecom/decode.ts';
import { createOwnName } from '../../../adapters/wecom/own-name.ts';

const now = Date.UTC(2026, 10, 23, 1);
const facts = () => ({ botId: 'BOT', now, ownName: createOwnName() });
const single = {
  msgid: 'M1',
  aibotid: 'BOT',
  chattype: 'single',
  from: { userid: 'lin' },
  create_time: 1_700_000_000,
  response_url: 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=x',
};
const group = { ...single, chattype: 'group', chatid: 'wrDesk' };
const arrivalOf = (decoded: Decoded) => (decoded.type === 'ignored' ? decoded : decoded.arrival);

describe('what people write to the bot', () => {
  test.each([
    ['text', { msgtype: 'text', text: { content: ' 重置密码 ' } }, '重置密码', 0],
    ['voice, written out by WeCom', { msgtype: 'voice', voice: { content: '打印机坏了' } }, '打印机坏了', 0],
    ['an image', { msgtype: 'image', image: { url: 'https://a/1', aeskey: 'k' } }, '', 1],
    ['a file', { msgtype: 'file', file: { url: 'https://a/1', aeskey: 'k' } }, '', 1],
    ['a video', { msgtype: 'video', video: { url: 'https://a/1' } }, '', 1],
    [
      'words and pictures',
      {
        msgtype: 'mixed',
        mixed: {
          msg_item: [
            { msgtype: 'text', text: { content: '报错了' } },
            { msgtype: 'image', image: { url: 'https://a/1', aeskey: 'k' } },
            { msgtype: 'image', image: { url: 'https://a/2', aeskey: 'k' } },
          ],
        },
      },
      '报错了',
      2,
    ],
    ['NUL and half a character', { msgtype: 'text', text: { content: 'a\0b\ud83d' } }, 'a\uFFFDb\uFFFD', 0],
  ])('%s', (_, content, text, files) => {
    const decoded = decodeBotMessage({ ...single, ...content }, facts());
    expect(arrivalOf(decoded)).toMatchObject({
      eventId: 'bot:M1',
      conversation: { kind: 'direct', channel: 'wecom', userId: 'lin' },
      userId: 'lin',
      occurredAt: 1_700_000_000_000,
      body: { type: 'message', text },
    });
    expect(decoded.type === 'arrival' && decoded.arrival.files.length).toBe(files);
  });

  test.each([
    ['another bot', { ...single, aibotid: 'OTHER', msgtype: 'text', text: { content: 'x' } }, 'foreign'],
    ['a type of tomorrow', { ...single, msgtype: 'hologram' }, 'unknown'],
    ['nothing at all', { ...single, msgtype: 'text', text: { content: '  ' } }, 'nothing'],
    ['no sender', { ...single, from: {}, msgtype: 'text' }, 'malformed'],
    ['no object', 'hello', 'malformed'],
    ['null', null, 'malformed'],
    ['an array', [], 'malformed'],
    ['a prototype', JSON.parse('{"__proto__":{"msgid":"x"}}') as unknown, 'malformed'],
  ])('%s is no event', (_, body, why) => {
    expect(decodeBotMessage(body, facts())).toEqual({ type: 'ignored', why });
  });

  test('without a time of its own it happened now', () => {
    const decoded = decodeBotMessage(
      { ...single, create_time: undefined, msgtype: 'text', text: { content: 'x' } },
      facts(),
    );
    expect(arrivalOf(decoded)).toMatchObject({ occurredAt: now });
  });
});

describe('the bot’s own mention in a group', () => {
  const read =
    (name = createOwnName()) =>
    (content: string) => {
      const decoded = decodeBotMessage(
        { ...group, msgtype: 'text', text: { content } },
        { botId: 'BOT', now, ownName: name },
      );
      return decoded.type === 'arrival' && decoded.arrival.body.type === 'message'
        ? decoded.arrival.body.text
        : decoded;
    };

  test.each([
    ['@帮办 重置密码', '重置密码'],
    ['@帮办\u2005重置密码', '重置密码'],
    ['重置密码 @帮办', '重置密码'],
    ['@帮办', ''],
    ['@帮办 指派 T-12 @王工', '指派 T-12 @王工'],
    ['@a.*b 你好', '你好'],
  ])('%s', (content, text) => {
    expect(read()(content)).toBe(text);
  });

  test('once it is known, it is found anywhere, and nobody else is cut', () => {
    const reading = read();
    reading('@帮办 你好');
    expect(reading('@王工 @帮办 看一下')).toBe('@王工 看一下');
    expect(reading('@帮办员 不是我 @帮办')).toBe('@帮办员 不是我');
  });

  test('a bot that is renamed is found again', () => {
    const reading = read();
    reading('@帮办 你好');
    expect(reading('@新帮办 你好')).toBe('你好');
  });

  test('the conversation is the group, whoever writes', () => {
    const decoded = decodeBotMessage({ ...group, msgtype: 'text', text: { content: '@帮办 x' } }, facts());
    expect(arrivalOf(decoded)).toMatchObject({
      conversation: { kind: 'group', channel: 'wecom', groupId: 'wrDesk' },
      userId: 'lin',
    });
  });
});

describe('what people do with the bot', () => {
  const event = (body: object, chat: object = single) =>
    decodeBotEvent({ ...chat, msgtype: 'event', event: body }, facts());

  test('opening the chat', () => {
    expect(arrivalOf(event({ eventtype: 'enter_chat' }))).toMatchObject({ body: { type: 'opened' } });
  });

  test.each([
    [
      'nested, as the page has it',
      { eventtype: 'template_card_event', template_card_event: { event_key: 't:claim:1', task_id: 'x1' } },
    ],
    ['flat, as the SDK has it', { eventtype: 'template_card_event', event_key: 't:claim:1', task_id: 'x1' }],
  ])('a button, %s', (_, body) => {
    expect(event(body, group)).toMatchObject({
      type: 'click',
      taskId: 'x1',
      arrival: { conversation: { groupId: 'wrDesk' }, body: { type: 'press', action: 't:claim:1' } },
    });
  });

  test('a choice: what was chosen, not the button below it', () => {
    const decoded = event({
      eventtype: 'template_card_event',
      template_card_event: {
        card_type: 'vote_interaction',
        event_key: 'submit',
        task_id: 'x1',
        selected_items: {
          selected_item: [{ question_key: 'choice', option_ids: { option_id: ['q:vpn:2'] } }],
        },
      },
    });
    expect(arrivalOf(decoded)).toMatchObject({ body: { type: 'press', action: 'q:vpn:2' } });
  });

  test.each([
    ['good', 1, 'a:7:good'],
    ['bad', 2, 'a:7:bad'],
  ])('a thumb: %s', (_, type, action) => {
    const decoded = event({ eventtype: 'feedback_event', feedback_event: { id: 'trace_a:7', type } });
    expect(arrivalOf(decoded)).toMatchObject({ body: { type: 'press', action } });
  });

  test.each([
    [
      'a thumb taken back',
      { eventtype: 'feedback_event', feedback_event: { id: 'trace_a', type: 3 } },
      'nothing',
    ],
    [
      'a thumb of another program',
      { eventtype: 'feedback_event', feedback_event: { id: 'x', type: 1 } },
      'nothing',
    ],
    [
      'a choice of nothing',
      { eventtype: 'template_card_event', template_card_event: { event_key: 'submit', task_id: 'x' } },
      'nothing',
    ],
    ['the end of the connection', { eventtype: 'disconnected_event' }, 'unknown'],
    ['an event of tomorrow', { eventtype: 'dance_event' }, 'unknown'],
  ])('%s is no event of ours', (_, body, why) => {
    expect(event(body)).toEqual({ type: 'ignored', why });
  });
});

describe('what people do with the app', () => {
  const base = { ToUserName: 'ww1', FromUserName: 'lin', CreateTime: '1700000000', AgentID: '218' };
  const read = (fields: object) => decodeApp({ ...base, ...fields }, { corpId: 'ww1', agentId: 218 });

  test.each([
    [
      'text',
      { MsgType: 'text', Content: ' 重置密码 ', MsgId: '9' },
      'app:9',
      { type: 'message', text: '重置密码' },
    ],
    ['an image', { MsgType: 'image', MediaId: 'm', MsgId: '9' }, 'app:9', { type: 'message', text: '' }],
    [
      'a file',
      { MsgType: 'file', MediaId: 'm', FileName: 'a.pdf', MsgId: '9' },
      'app:9',
      { type: 'message', text: '' },
    ],
    ['a voice', { MsgType: 'voice', MediaId: 'm', MsgId: '9' }, 'app:9', { type: 'message', text: '' }],
    [
      'a link',
      { MsgType: 'link', Title: '单', Url: 'https://x', MsgId: '9' },
      'app:9',
      { type: 'message', text: '单 https://x' },
    ],
    [
      'a place',
      { MsgType: 'location', Label: '三楼', MsgId: '9' },
      'app:9',
      { type: 'message', text: '三楼' },
    ],
    [
      'a menu entry: the command one could type',
      { MsgType: 'event', Event: 'click', EventKey: '/my' },
      'app:lin:1700000000:click::/my',
      { type: 'message', text: '/my' },
    ],
    [
      'a button',
      {
        MsgType: 'event',
        Event: 'template_card_event',
        EventKey: 't:claim:1',
        TaskId: 'x1',
        ResponseCode: 'rc',
      },
      'app:lin:1700000000:template_card_event:x1:t:claim:1',
      { type: 'press', action: 't:claim:1' },
    ],
    [
      'a choice',
      {
        MsgType: 'event',
        Event: 'template_card_event',
        EventKey: 'submit',
        TaskId: 'x1',
        SelectedItems: { SelectedItem: { QuestionKey: 'choice', OptionIds: { OptionId: 'q:vpn:2' } } },
      },
      'app:lin:1700000000:template_card_event:x1:submit',
      { type: 'press', action: 'q:vpn:2' },
    ],
    ['opening it', { MsgType: 'event', Event: 'enter_agent' }, 'app:lin:opened:19676', { type: 'opened' }],
  ])('%s', (_, fields, eventId, body) => {
    expect(arrivalOf(read(fields))).toMatchObject({
      eventId,
      conversation: { kind: 'direct', channel: 'wecom', userId: 'lin' },
      occurredAt: 1_700_000_000_000,
      body,
    });
  });

  test('opening it again greets again only on another day, as China counts days', () => {
    const opened = (at: string) =>
      arrivalOf(read({ MsgType: 'event', Event: 'enter_agent', CreateTime: at }));
    const beforeMidnight = String(Date.parse('2026-11-23T23:59:00+08:00') / 1_000);
    const morning = String(Date.parse('2026-11-23T00:01:00+08:00') / 1_000);
    const nextDay = String(Date.parse('2026-11-24T00:01:00+08:00') / 1_000);
    expect(opened(morning)).toMatchObject({
      eventId: (opened(beforeMidnight) as { eventId: string }).eventId,
    });
    expect(opened(nextDay)).not.toMatchObject({ eventId: (opened(morning) as { eventId: string }).eventId });
  });

  test.each([
    ['another company', { ToUserName: 'ww2', MsgType: 'text', Content: 'x' }, 'foreign'],
    ['another app', { AgentID: '219', MsgType: 'text', Content: 'x' }, 'foreign'],
    ['a link that was followed', { MsgType: 'event', Event: 'view', EventKey: 'https://x' }, 'unknown'],
    ['a new member', { MsgType: 'event', Event: 'subscribe' }, 'unknown'],
    ['no content', { MsgType: 'text' }, 'nothing'],
    ['a time that is none', { MsgType: 'text', Content: 'x', CreateTime: 'soon' }, 'malformed'],
    ['no sender', { FromUserName: '', MsgType: 'text', Content: 'x' }, 'malformed'],
  ])('%s is no event of ours', (_, fields, why) => {
    expect(read(fields)).toEqual({ type: 'ignored', why });
  });
});
