import { describe, expect, test } from 'vitest';
import { readArticleText, writeArticleText } from '../../src/knowledge/article-text.ts';
import { draftFromTicket } from '../../src/knowledge/draft-from-ticket.ts';

const draft = draftFromTicket({
  number: 12,
  title: '小林的 VPN 连不上，报 809',
  description: '我是小林，VPN 报 809，密码是 Abc123!，手机 13812345678',
  category: 'network.vpn',
  locale: 'zh-CN',
  answers: ['客户端：EasyConnect'],
  replies: ['请换手机热点试试'],
  resolution: '1. 换成手机热点\n2. 重启客户端\n3. 还不行就重装',
  names: ['小林', '王工'],
});

describe('a draft from a ticket', () => {
  test('is prefilled, without secrets and names', () => {
    expect(draft).toMatchObject({
      id: 't-12',
      title: '〔姓名〕的 VPN 连不上，报 809',
      symptom: '我是〔姓名〕，VPN 报 809，密码是 〔密码〕，手机 〔电话〕',
      appliesWhen: '客户端：EasyConnect',
      steps: ['换成手机热点', '重启客户端', '还不行就重装'],
    });
  });

  test('takes the replies for steps where the resolution is one sentence', () => {
    expect(
      draftFromTicket({
        ...{ number: 1, title: 't', description: 'd', category: 'network.vpn', locale: 'en', answers: [] },
        ...{
          replies: ['Restart the client', 'Try the other gateway'],
          resolution: 'Other gateway works',
          names: [],
        },
      }).steps,
    ).toEqual(['Restart the client', 'Try the other gateway']);
  });
});

describe('an article as text', () => {
  test('comes back as it was written', () => {
    const text = writeArticleText(draft, 'zh-CN');
    expect(readArticleText(text)).toMatchObject({
      title: draft.title,
      steps: draft.steps,
      symptom: draft.symptom,
      body: draft.body,
    });
  });

  test.each([
    ['标题：VPN 809\n步骤：\n1. 换热点\n2、重启', { title: 'VPN 809', steps: ['换热点', '重启'] }],
    ['Title: VPN 809\nsteps:\n- one\n- two', { title: 'VPN 809', steps: ['one', 'two'] }],
    ['步驟：換熱點', { steps: ['換熱點'] }],
    ['关键词：VPN、809，远程', { keywords: ['VPN', '809', '远程'] }],
    ['注意：\n', { risks: null }],
    ['正文：第一行\n第二行：有冒号', { body: '第一行\n第二行：有冒号' }],
    ['只是随便说说', {}],
    ['http://x: y', {}],
  ])('%j', (text, expected) => {
    expect(readArticleText(text)).toEqual(expected);
  });
});
