import { describe, expect, test } from 'vitest';
import { judgeUrgency } from '../../../src/understanding/judgement/urgency.ts';
import { readText } from '../../../src/understanding/text/reading.ts';

const urgencyOf = (
  text: string,
  kind: 'incident' | 'request' | 'how-to' = 'incident',
  category: string | null = null,
) => judgeUrgency(readText(text), kind, category);

describe('an incident', () => {
  test.each([
    // Stopped: only where production or business is said to stand still
    ['产线停了，MES打不开', 'stopped', '产线停了'],
    ['收银系统挂了 收不了款', 'stopped', '收不了款'],
    ['仓库发不了货', 'stopped', '发不了货'],
    ['the production line is down', 'stopped', 'production line is down'],
    ["we can't ship anything", 'stopped', "can't ship"],
    // Blocked: cannot be used at all
    ['VPN连不上', 'blocked', '连不上'],
    ['打印机坏了', 'blocked', '坏了'],
    ['系統登不進去', 'blocked', '登不進去'],
    ['电脑黑屏', 'blocked', '黑屏'],
    ["my laptop won't start", 'blocked', "won't"],
    ['I cant open excel', 'blocked', 'cant'],
    ['mouse is dead', 'blocked', 'dead'],
    // Degraded: slow, now and then, in part
    ['网速很慢', 'degraded', '慢'],
    ['VPN有时候连不上', 'degraded', '有时候'],
    ['wifi keeps dropping', 'degraded', 'keeps dropping'],
    ['sometimes I cannot print', 'degraded', 'sometimes'],
    ['打印有条纹', 'degraded', '条纹'],
    // Degraded: a way round is stated
    ['邮箱客户端登不上，网页版可以', 'degraded', '网页版可以'],
    ['显示器坏了，先用备用的顶着', 'degraded', null],
    ["outlook won't open, webmail works", 'degraded', 'webmail works'],
    ['打不开，重启就好了', 'degraded', '重启就好'],
    // Degraded: the worst is denied
    ['不是连不上，只是慢', 'degraded', '不是连不上'],
    ["it's not down, just slow", 'degraded', 'not down'],
    ['还能用，就是很卡', 'degraded', '还能用'],
  ] as const)('%s → %s', (text, value, word) => {
    const judged = urgencyOf(text);
    expect(judged?.value).toBe(value);
    if (word !== null) expect(judged?.words).toContain(word);
  });

  test.each(['电脑有点事', 'something about my screen', ''])(
    'without a word on how bad it is: %s',
    (text) => {
      expect(urgencyOf(text)).toBeNull();
    },
  );
});

test.each([
  ['打印机有点问题', '打印机有点问题！！！急急急！！！快来人'],
  ['网络慢', '网络慢啊啊啊！！！！紧急！！！马上！'],
  ['mail is slow', 'MAIL IS SLOW!!! URGENT!!! ASAP!!!'],
])('shouting changes nothing: %s', (calm, loud) => {
  expect(urgencyOf(loud)?.value).toBe(urgencyOf(calm)?.value);
});

test.each([
  ['想申请一台显示器', 'request'],
  ['how do I connect to the VPN', 'how-to'],
] as const)('a wish or a question is low: %s', (text, kind) => {
  expect(urgencyOf(text, kind)).toEqual({ value: 'low', words: [] });
});

test.each([
  ['收到一封可疑邮件', 'security.phishing', 'low'],
  ['我点了邮件里的链接', 'security.phishing', 'degraded'],
  ['I entered my password on that page', 'security.phishing', 'degraded'],
  ['电脑中了木马 弹窗', 'security.malware', 'degraded'],
  ['手机落在出租车上', 'security.lost-device', 'blocked'],
  ['密码不对', 'account.password', 'blocked'],
  ['昨天的表还能找回来吗', 'data.recovery', 'degraded'],
  ['我的文件夹只剩一个了', 'data.recovery', 'blocked'],
])('by the nature of the category: %s', (text, category, value) => {
  expect(urgencyOf(text, 'incident', category)?.value).toBe(value);
});
