import type { Lexicon } from '../../../src/understanding/text/lexicon.ts';
import type { Lesson } from '../../../src/understanding/model/retrain.ts';

/** A taxonomy of three and a hundred examples: trained in milliseconds. */
export const smallLexicon: Lexicon = [
  { name: 'printer', words: ['打印机', 'printer'] },
  { name: 'wifi', words: ['无线', 'wifi'] },
  { name: 'mail', words: ['邮件', 'mail'] },
];

const things = {
  'hardware.printer': ['打印机', '复印机', 'printer', 'copier'],
  'network.wifi': ['无线网', '热点信号', 'wifi', 'wireless signal'],
  'email.mailbox': ['邮件', '收件箱', 'mail', 'inbox'],
};
const troubles = [
  '坏了',
  '不动了',
  '一直卡着',
  '怎么设置',
  '突然断了',
  'is broken',
  'keeps failing',
  'needs help',
];

export const smallExamples: readonly Lesson[] = Object.entries(things).flatMap(([label, names]) =>
  names.flatMap((name) => troubles.map((trouble) => ({ text: `${name} ${trouble}`, label }))),
);

export const smallTaxonomy = Object.keys(things).map((id) => ({
  id,
  name: { 'zh-CN': id, 'zh-TW': id, en: id },
  hint: { 'zh-CN': id, 'zh-TW': id, en: id },
}));
