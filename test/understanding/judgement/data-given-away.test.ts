import { expect, test } from 'vitest';
import { judgeDataGivenAway } from '../../../src/understanding/judgement/data-given-away.ts';
import { readText } from '../../../src/understanding/text/reading.ts';

test.each([
  '我点了邮件里的链接',
  '不小心打开了附件',
  '我把验证码告诉对方了',
  '刚在一个假的页面输了密码',
  '我點了那個連結',
  'I clicked the link',
  'I clicked on a link in the mail',
  'I typed my password there',
  'gave him my card number',
  'I fell for it',
  '验证码已经念给他了',
  '扫了门口贴的码登了公司账号',
  'I read the code out to him',
  'hit log in before I noticed',
  'accounting paid a fake invoice',
  'someone remoted into my pc',
  '自称IT的人远程控制了我电脑',
  'typed my password three times on that fake page',
])('given: %s', (text) => {
  expect(judgeDataGivenAway(readText(text)).value).toBe(true);
});

test.each([
  '收到一封可疑邮件',
  '没点链接',
  '还没点开附件',
  '要我的验证码，我没给',
  '自称IT让我把验证码告诉他',
  '这个链接能点吗',
  'I got a strange mail',
  "I didn't click the link",
  'what if I clicked a link',
  'he wanted the six digits, I refused',
  '我的密码忘了',
  'I almost clicked log in',
  // Typed where it belongs, and turned down
  'typed my password three times, now it says account locked',
  '密码输了三遍都不对',
  '没扫那个码',
])('not: %s', (text) => {
  expect(judgeDataGivenAway(readText(text))).toEqual({ value: false, words: [] });
});
