import { expect, test } from 'vitest';
import { extractEntities } from '../../../src/understanding/entities/extract-entities.ts';
import { judgePressing } from '../../../src/understanding/judgement/pressing.ts';
import { readText } from '../../../src/understanding/text/reading.ts';

const pressing = (text: string) => {
  const read = readText(text);
  return judgePressing(read, extractEntities(read));
};

test.each([
  ['十点要开会，投影不亮', '十点'],
  ['下午给客户演示，电脑开不了机', null],
  ['董事长的电脑坏了', '董事长'],
  ['明天投标，标书打不开', null],
  ['馬上要開會', null],
  ['need it by 5pm', 'by 5pm'],
  ['board meeting in ten minutes and no picture', null],
  ["the CEO's laptop won't boot", null],
  ['deadline today', 'deadline'],
  ['bid opening at 2 and the file is empty', null],
  ['bank payment at 9, token is blank', null],
  ['about to meet a customer and no sound', null],
  ['今天报税 系统进不去', null],
  ['客户一点的飞机', null],
  ['论文今晚截稿', null],
  ['马上上台演讲', null],
  ['老板登不进邮箱', '老板'],
  ["client's flight is at one", 'flight is at'],
  ['has to be mailed before 11', null],
  ['going on stage', null],
] as const)('%s', (text, word) => {
  const judged = pressing(text);
  expect(judged.value).toBe(true);
  if (word !== null) expect(judged.words).toContain(word);
});

test.each([
  '打印机坏了',
  '急急急！！！快来人',
  'ASAP PLEASE!!!',
  'urgent, come quickly',
  '昨天下午两点就坏了',
  'the directory is empty',
  '预订会议室',
  '老板让我问一下',
  '人在高铁上',
  '报税客户端装不了',
  'my talk with hr went well',
  'VIP会议室没有投影',
])('not: %s', (text) => {
  expect(pressing(text)).toEqual({ value: false, words: [] });
});
