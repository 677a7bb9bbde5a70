import { expect, test } from 'vitest';
import { symptomSaid } from '../../src/questionnaire/symptom-said.ts';
import { aQuestion, aWording } from '../support/a-questionnaire.ts';
import type { Questionnaire } from '../../src/questionnaire/questionnaire.ts';

const question = aQuestion({
  id: 'symptom',
  type: { name: 'choice', options: ['no_connection', 'rejected', 'drops', 'slow', 'other'] },
});
const chinese = aWording({
  options: {
    no_connection: '连不上、一直转圈',
    rejected: '验证通不过',
    drops: '老是断',
    slow: '很慢',
    other: '其他',
  },
  aliases: { no_connection: ['连不上', '超时'], drops: ['掉线'], slow: ['慢', '卡'] },
});
const english = aWording({
  options: { no_connection: "Can't connect", drops: 'Keeps dropping', slow: 'Very slow', other: 'Other' },
  aliases: { no_connection: ['timeout'], drops: ['disconnects'], slow: ['slow'] },
});
const vpn: Questionnaire = {
  id: 'network.vpn',
  version: 1,
  questions: [question],
  wording: { 'zh-CN': { symptom: chinese }, 'zh-TW': { symptom: chinese }, en: { symptom: english } },
};

test.each<[string, string | undefined]>([
  ['VPN 连不上了', 'no_connection'],
  ['早上开始ＶＰＮ老掉线', 'drops'],
  ['The VPN disconnects every ten minutes', 'drops'],
  ["I can't connect to the VPN", 'no_connection'],
  // Two are named: which of them it is, the person says.
  ['VPN 连不上，偶尔连上又掉线', undefined],
  // Taken back.
  ['VPN 没有掉线', undefined],
  ['it is not slow', undefined],
  // A single character says too little, and half a word nothing.
  ['卡在登录', undefined],
  ['slowly but surely', undefined],
  ['其他', undefined],
])('%s → %s', (report, option) => {
  expect(symptomSaid(vpn, question, report)).toBe(option);
});

test('no other question is guessed at', () => {
  expect(symptomSaid(vpn, { ...question, id: 'pattern' }, 'VPN 连不上了')).toBeUndefined();
});
