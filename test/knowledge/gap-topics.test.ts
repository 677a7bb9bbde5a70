import { expect, test } from 'vitest';
import { gatherTopics, type GapQuestion } from '../../src/knowledge/gap-topics.ts';

const ask = (id: number, question: string, category: string | null, personId = `p${id}`): GapQuestion => ({
  ...{ id, question, category, personId },
  locale: 'zh-CN',
});

test('questions about the same thing are one topic, most people first', () => {
  const topics = gatherTopics([
    ask(1, '印章申请在哪里弄', 'business.erp-oa'),
    ask(2, '怎么申请合同印章', 'business.erp-oa'),
    ask(3, '电子印章申请流程', 'business.erp-oa'),
    ask(4, '投影仪遥控器没电了', 'hardware.meeting-room', 'lin'),
    ask(5, '会议室遥控器没电', 'hardware.meeting-room', 'lin'),
    ask(6, '打印机有异味', 'hardware.printer'),
  ]);
  expect(topics.map(({ people, questions }) => [people, questions.map(({ id }) => id)])).toEqual([
    [3, [1, 2, 3]],
    [1, [4, 5]],
    [1, [6]],
  ]);
  expect(topics[0]?.label).toMatch(/印章/);
});

test('the same words in another category are another topic', () => {
  expect(gatherTopics([ask(1, '账号申请', 'a.b'), ask(2, '账号申请', 'c.d')])).toHaveLength(2);
});

test('nothing is no topic', () => {
  expect(gatherTopics([])).toEqual([]);
});
