import type { Example } from '../understanding/model/example.ts';
import type { Article } from './article.ts';

/**
 * What an article teaches about its category: its title, what people see, and its keywords. Written for being found, they
 * name the trouble as plainly as a good report. zh-TW is left out: it is made from zh-CN, which says the same.
 */
export function articleExamples({ title, symptom, keywords, category, locale }: Article): Example[] {
  if (locale === 'zh-TW') return [];
  const texts = [title, symptom ?? '', keywords.join(locale === 'en' ? ', ' : '，')];
  return texts.filter((text) => text !== '').map((text): Example => ({ text, label: category, locale }));
}
