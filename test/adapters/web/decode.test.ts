import { describe, expect, it } from 'vitest';
import { findParticipant, guestUserId } from '../../../adapters/web/cast.ts';
import { decodeMessage, decodeOpened, findConversationFor } from '../../../adapters/web/decode.ts';
import { cleanFileName, findFileType } from '../../../adapters/web/file-type.ts';
import { readMentions } from '../../../adapters/web/mentions.ts';
import { messagePayload, type MessagePayload } from '../../../adapters/web/payloads.ts';
import { cast } from './web-channel.ts';

const clientId = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
const payload: MessagePayload = { as: 'wang', conversation: 'desk', text: '', attachmentKeys: [], clientId };

function decode(change: Partial<MessagePayload>) {
  const merged = { ...payload, ...change };
  const participant = findParticipant(cast, merged.as, merged.name);
  if (!participant) throw new Error('unknown person');
  const conversation = findConversationFor(participant, merged.conversation);
  if (!conversation) throw new Error('unknown conversation');
  return decodeMessage(merged, conversation, [], { participant, cast, now: 5 });
}

describe('who is addressed in a group', () => {
  it.each([
    ['@帮办 认领 T-1', '认领 T-1', true],
    ['@帮办认领 T-1', '认领 T-1', true],
    ['＠帮办，认领 T-1', '认领 T-1', true],
    ['@幫辦：排隊', '排隊', true],
    ['@bangban: claim T-1', 'claim T-1', true],
    ['T-1 谁来？@帮办', 'T-1 谁来？', true],
    ['@帮办', '', true],
    ['/claim T-1', '/claim T-1', true],
    ['／认领 T-1', '／认领 T-1', true],
    ['认领 T-1', '认领 T-1', false],
    ['mail it@bangban.example.com', 'mail it@bangban.example.com', false],
    ['@bangbanana', '@bangbanana', false],
    ['大家好 https://x.test/?a=@帮办', '大家好 https://x.test/?a=', true],
  ])('%j', (text, rest, addressed) => {
    expect(decode({ text }).body).toMatchObject({ text: rest, addressed });
  });

  it('a direct conversation is always addressed', () => {
    expect(decode({ as: 'lin', conversation: '@me', text: '打印机坏了' }).body).toMatchObject({
      addressed: true,
    });
  });
});

describe('mentions', () => {
  const people = [
    { userId: 'a', name: '王强' },
    { userId: 'b', name: '王强国' },
    { userId: 'c', name: 'Ann' },
    { userId: 'd', name: 'Emma Brown' },
  ];
  it.each([
    ['指派 T-1 @王强', ['a']],
    ['@王强国 看一下', ['b']],
    ['@王强看一下', ['a']],
    ['@Anna', []],
    ['@ann, please', ['c']],
    ['@emma brown @Ann', ['d', 'c']],
    ['x@Ann.example', []],
    ['@everyone @all @here <!channel> <@U1>', []],
    ['', []],
  ])('%j', (text, expected) => {
    const found = readMentions(text, people, ['帮办']);
    expect(found.mentions.map(({ userId }) => userId)).toEqual(expected);
    for (const mention of found.mentions) expect(found.text).toContain(mention.text);
  });
});

describe('the sender', () => {
  it.each([
    [
      'configured locale and zone win',
      { as: 'wang', lang: 'en-US', timeZone: 'America/New_York' },
      'zh-CN',
      'Asia/Shanghai',
    ],
    [
      'the browser tells a visitor’s',
      { as: 'guest-ada', conversation: '@me', lang: 'en-us', timeZone: 'Asia/Tokyo' },
      'en-US',
      'Asia/Tokyo',
    ],
    [
      'nonsense is nothing',
      { as: 'guest-ada', conversation: '@me', lang: '<x>', timeZone: 'Mars/Base' },
      null,
      null,
    ],
    ['nothing is nothing', { as: 'guest-ada', conversation: '@me' }, null, null],
  ])('%s', (_name, change, locale, timeZone) => {
    expect(decode(change).sender).toMatchObject({ locale, timeZone });
  });

  it('the page’s id is the event’s id; the welcome has the person’s own', () => {
    expect(decode({})).toMatchObject({ channel: 'web', eventId: clientId, occurredAt: 5 });
    const [lin] = cast;
    if (!lin) throw new Error('no cast');
    expect(decodeOpened({ as: 'lin' }, { participant: lin, cast, now: 5 })).toMatchObject({
      eventId: 'opened:@lin',
      conversation: { kind: 'direct', userId: 'lin' },
    });
  });
});

describe('visitors', () => {
  it.each([
    ['Ada Lovelace', 'guest-ada-lovelace'],
    ['  李 雷 ', 'guest-李-雷'],
    ['ＡＤＡ', 'guest-ada'],
    ['<b>@all</b>', 'guest-b-all-b'],
    ['!!!', undefined],
    ['', undefined],
    ['x'.repeat(41), undefined],
  ])('%j → %s', (name, userId) => {
    expect(guestUserId(name)).toBe(userId);
  });

  it('a name that does not fit the id is not believed', () => {
    expect(findParticipant(cast, 'guest-ada', 'Ada')?.name).toBe('Ada');
    expect(findParticipant(cast, 'guest-ada', '赵敏')).toBeUndefined();
    expect(findParticipant(cast, 'nobody')).toBeUndefined();
  });

  it('a visitor sees the direct conversation only', () => {
    const guest = findParticipant(cast, 'guest-ada');
    if (!guest) throw new Error('no guest');
    expect(findConversationFor(guest, '@me')).toEqual({
      kind: 'direct',
      channel: 'web',
      userId: 'guest-ada',
    });
    expect(findConversationFor(guest, 'desk')).toBeUndefined();
    expect(findConversationFor(guest, '@lin')).toBeUndefined();
  });
});

describe('text', () => {
  it('stays as written, but for what no database holds', () => {
    const text = '\u202Etxt\u200B {{x}} =1+1 <b>*_\n\t';
    expect(decode({ text }).body).toMatchObject({ text });
    expect(decode({ text: 'a\0b\uD800' }).body).toMatchObject({ text: 'a\uFFFDb\uFFFD' });
  });

  it.each([
    ['an unknown key', { ...payload, isAdmin: true }],
    ['an array for a string', { ...payload, text: ['x'] }],
    ['a number out of this world', { ...payload, text: 1e308 }],
    ['an id that is none', { ...payload, clientId: 'x' }],
    ['a key that is a path', { ...payload, attachmentKeys: ['../../etc/passwd'] }],
    ['a polluted prototype', JSON.parse(`{"__proto__":{"as":"lin"},"text":"x"}`)],
  ])('%s is refused', (_name, value) => {
    expect(messagePayload.safeParse(value).success).toBe(false);
  });
});

describe('files', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  it.each([
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), 'x.txt', 'image/png'],
    ['a PDF called PNG', bytes('%PDF-1.7'), 'x.png', 'application/pdf'],
    ['HTML called PNG', bytes('<script>alert(1)</script>'), 'x.png', 'text/plain'],
    ['an SVG', bytes('<svg onload="alert(1)"/>'), 'x.svg', 'text/plain'],
    ['a log', bytes('2026-11-01 error 809'), 'vpn.log', 'text/plain'],
    ['a UTF-16 log', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'x.log', 'text/plain'],
    [
      'a workbook',
      bytes('PK\u0003\u0004xl'),
      'Q3.XLSX',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['an archive', bytes('PK\u0003\u0004'), 'logs.zip', 'application/zip'],
    ['a Windows program', new Uint8Array([0x4d, 0x5a, 0x90, 0]), 'x.jpg', undefined],
    ['a Linux program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), 'x', undefined],
  ])('%s', (_name, content, name, mimeType) => {
    expect(findFileType(content, name)).toBe(mimeType);
  });

  it.each([
    ['C:\\Users\\lin\\屏幕 截图.png', '屏幕 截图.png'],
    ['../../etc/passwd', 'passwd'],
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['a\r\nSet-Cookie: x.txt', 'aSet-Cookie_ x.txt'],
    ['.htaccess', 'htaccess'],
    ['', 'file'],
    [`${'长'.repeat(300)}.docx`, `${'长'.repeat(115)}.docx`],
  ])('the name %j', (name, expected) => {
    expect(cleanFileName(name)).toBe(expected);
  });
});
