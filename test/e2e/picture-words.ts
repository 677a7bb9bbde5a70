import type { Words } from './questionnaire.ts';

/** What the people on the pictures say, per language. */
export type PictureWords = {
  readonly office: Readonly<Record<string, string>>;
  readonly locale: string;
  /** Who reports on the picture, and who helps. */
  readonly requester: string;
  readonly agent: string;
  readonly report: string;
  /** What is said and pressed on the telephone. */
  readonly phone: { readonly report: string; readonly presses: readonly string[] };
  readonly notSolved: string;
  readonly skip: string;
  readonly submit: string;
  readonly claim: string;
  readonly reply: (ticket: string) => string;
  readonly answer: string;
  readonly words: Words;
  /** What the lead writes on the follow-up. */
  readonly followUp: string;
  /** What went on before: a poor rating yesterday, a late first response this morning. */
  readonly yesterday: {
    readonly requester: string;
    readonly report: string;
    readonly notSolved: string;
    readonly submit: string;
    readonly words: Words;
    readonly resolve: (ticket: string) => string;
    readonly confirm: string;
    readonly rating: string;
    readonly reason: string;
  };
  readonly morning: {
    readonly requester: string;
    readonly report: string;
    readonly notSolved: string;
    readonly submit: string;
    readonly words: Words;
    readonly claim: (ticket: string) => string;
    readonly reply: (ticket: string) => string;
  };
};

const emma = {
  notSolved: 'Not solved',
  submit: 'Submit',
  words: [
    [/wrong with the printer/, 'Paper jam'],
    [/Which printer/, 'HP-3F-02, the one by the kitchen'],
    [/Which floor/, '3rd floor, east side'],
    [/display/, 'Paper jam, rear tray'],
  ],
} as const;

export const chinese: PictureWords = {
  office: {},
  locale: 'zh-CN',
  requester: 'lin',
  agent: 'wang',
  report: 'VPN 连不上了，提示错误 809，我在家办公',
  phone: { report: 'VPN 连不上了，提示错误 809，我在家办公', presses: ['没解决'] },
  notSolved: '没解决',
  skip: '跳过',
  submit: '提交',
  claim: '认领',
  reply: (ticket) => `回复 ${ticket} 多半是家里的路由器挡住了。用手机热点再连一次试试？`,
  answer: '热点能连上，家里宽带不行',
  words: [
    [/换个网络/, '没试'],
    [/./, '在家，电信宽带'],
  ],
  followUp: '回复 T-2 Sorry it took so long, Emma. I will call you at 11.',
  yesterday: {
    requester: 'emma',
    report: "The printer on the 3rd floor is jammed, I can't print at all",
    ...emma,
    resolve: (ticket) => `解决 ${ticket} Took out a torn sheet behind the rear tray.`,
    confirm: 'It works',
    rating: '2 Poor',
    reason: 'Took the whole afternoon.',
  },
  morning: {
    requester: 'jiaying',
    report: 'Outlook 收不到信了，今天早上開始的，客戶在等我回覆，很急',
    notSolved: '沒解決',
    submit: '確認',
    words: [
      [/往來|信箱/, '客戶 amy@contoso.example，今天 9 點左右'],
      [/錯誤/, '跳過'],
    ],
    claim: (ticket) => `认领 ${ticket}`,
    reply: (ticket) => `回复 ${ticket} 收到，我正在看郵件閘道，十分鐘內回覆您。`,
  },
};

export const english: PictureWords = {
  office: {
    'locale: zh-CN #': 'locale: en #',
    'name: 服务台': 'name: IT Service Desk',
    'id: chen, name: 陈经理, roles: [manager], locale: zh-CN':
      'id: chen, name: Grace Chen, roles: [manager], locale: en',
    'id: zhou, name: 周主管, roles: [agent, lead], locale: zh-CN':
      'id: zhou, name: Zoe Zhou, roles: [agent, lead], locale: en',
    'id: li, name: 李工, roles: [agent], locale: zh-CN': 'id: li, name: Li Na, roles: [agent], locale: en',
    'id: jiaying, name: 佳穎, locale: zh-TW': 'id: jiaying, name: Priya, locale: en',
  },
  locale: 'en-GB',
  requester: 'emma',
  agent: 'alex',
  report: "The printer on the 3rd floor is jammed, I can't print at all",
  phone: { report: "VPN won't connect, error 809, I'm working from home", presses: [] },
  skip: 'Skip',
  claim: 'Claim',
  ...emma,
  reply: (ticket) => `reply ${ticket} On my way, five minutes. Please leave the rear tray open.`,
  answer: 'It is open now, with the paper still in it.',
  followUp: 'reply T-2 抱歉让您久等了，我 11 点给您打电话。',
  yesterday: {
    requester: 'lin',
    report: '三楼会议室的投影没有画面',
    notSolved: '没解决',
    submit: '提交',
    words: [[/./, '三楼 301 会议室']],
    resolve: (ticket) => `resolve ${ticket} 换了一根 HDMI 线，已测试正常。`,
    confirm: '好了',
    rating: '2 不满意',
    reason: '等了一下午，会都开完了。',
  },
  morning: {
    requester: 'jiaying',
    report: "Outlook can't receive mail since this morning, and a customer is waiting for my answer",
    notSolved: 'Not solved',
    submit: 'Submit',
    words: [
      [/error/, 'skip'],
      [/./, 'amy@contoso.example, about 9 this morning'],
    ],
    claim: (ticket) => `claim ${ticket}`,
    reply: (ticket) =>
      `reply ${ticket} I'm on it: the mail gateway is holding messages back. More in ten minutes.`,
  },
};
