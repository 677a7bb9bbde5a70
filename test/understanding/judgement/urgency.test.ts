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
    ['出入库都停了', 'stopped', '出入库都停'],
    ['tills are down', 'stopped', 'tills are down'],
    ['trucks are waiting, no labels', 'stopped', 'trucks are waiting'],
    // Blocked: cannot be used at all
    ['VPN连不上', 'blocked', '连不上'],
    ['打印机坏了', 'blocked', '坏了'],
    ['系統登不進去', 'blocked', '登不進去'],
    ['电脑黑屏', 'blocked', '黑屏'],
    ["my laptop won't start", 'blocked', "won't"],
    ['I cant open excel', 'blocked', 'cant'],
    ['mouse is dead', 'blocked', 'dead'],
    ['安装包被系统拦截', 'blocked', '被系统拦截'],
    ['一转模型软件就消失', 'blocked', '消失'],
    ['我们没人能进系统', 'blocked', null],
    ['all seats are taken, says the program', 'blocked', 'seats are taken'],
    ["the order mail hasn't arrived", 'blocked', "hasn't arrived"],
    // Degraded: slow, now and then, in part
    ['网速很慢', 'degraded', '慢'],
    ['VPN有时候连不上', 'degraded', '有时候'],
    ['wifi keeps dropping', 'degraded', 'keeps dropping'],
    ['sometimes I cannot print', 'degraded', 'sometimes'],
    ['打印有条纹', 'degraded', '条纹'],
    // Stopped: said of goods, lorries, tills
    ['快递车在等，货发不出去', 'stopped', '货发不出'],
    ['仓库没法收货', 'stopped', '没法收货'],
    ['仓库没法打印', 'blocked', '没法'],
    ['门店没办法收钱', 'stopped', '没办法收钱'],
    ['the line is waiting for the MES', 'stopped', 'the line is waiting'],
    ['not one box is leaving the building', 'stopped', 'not one box is leaving'],
    ['the warehouse cannot receive anything', 'stopped', null],
    // Blocked: nothing comes of it, sent back, stops there
    ['按电源键没任何反应', 'blocked', '没任何反应'],
    ['合上盖子就唤不醒', 'blocked', '唤不醒'],
    ['发的信全部退回来', 'blocked', null],
    ['启动停在加载配置文件', 'blocked', '停在'],
    ['网关不可达', 'blocked', '不可达'],
    ['plugged it in and nothing', 'blocked', 'and nothing'],
    ['photoshop dies when I save', 'blocked', 'dies'],
    ['the system rejects my login', 'blocked', 'rejects'],
    ['no paper comes out', 'blocked', 'no paper comes'],
    ['thrown out of the meeting', 'blocked', 'thrown out'],
    ['nobody gets through', 'blocked', 'nobody gets'],
    // What worked yesterday is no way round
    ['昨天还能审批，今天按钮灰掉了', 'blocked', '灰掉'],
    // Degraded: how often it fell over; part of it
    ['VPN今天掉了四五次', 'degraded', '掉了四五次'],
    ['goes black for a second', 'degraded', 'for a second'],
    ['word closes now and again', 'degraded', 'now and again'],
    ['有几个网站进不去', 'degraded', '有几个网站'],
    ['整排数字按了没反应', 'degraded', null],
    ["a handful of sites don't load", 'degraded', 'a handful of sites'],
    ['打字都跟不上', 'degraded', '跟不上'],
    // Degraded: a way round is stated
    ['搜尋不到舊信，不過網頁版找得到', 'degraded', null],
    ['附件下载不了，但是预览能看', 'degraded', null],
    ['闪退，好在有自动保存', 'degraded', '好在'],
    ["won't download, the preview works", 'degraded', 'preview works'],
    ["outlook won't start, on webmail meanwhile", 'degraded', 'meanwhile'],
    ['freezes, closing and reopening helps', 'degraded', null],
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
  ['昨天的表还能找回来吗', 'data.recovery', 'blocked'],
  // An infection's own words say nothing on whether the machine still works
  ['首页被劫持了，一直跳广告', 'security.malware', 'degraded'],
  ['browser got hijacked', 'security.malware', 'degraded'],
  ['文件都打不开了，被加密', 'security.malware', 'blocked'],
  // Taken for phishing, though no message is spoken of
  ['所有人的邮箱都登不上', 'security.phishing', 'blocked'],
  ['有封邮件说我的账号被锁', 'security.phishing', 'low'],
  // Lost content is lost, however much of it
  ['a few files are gone', 'data.recovery', 'blocked'],
  ['我的文件夹只剩一个了', 'data.recovery', 'blocked'],
])('by the nature of the category: %s', (text, category, value) => {
  expect(urgencyOf(text, 'incident', category)?.value).toBe(value);
});
