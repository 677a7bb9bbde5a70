import type { Content, TrainingExample } from './content.ts';

/**
 * Everything the classifier is trained on: the examples, and what articles say people ask (title, symptom, other
 * phrasings). An article's steps are written by us and teach nothing about how a problem is told.
 */
export function trainingMaterial({
  training,
  articles,
}: Pick<Content, 'training' | 'articles'>): TrainingExample[] {
  const asked = articles.flatMap(({ title, symptom, askedAs, category, locale }) =>
    [title, symptom ?? '', ...askedAs]
      .filter((text) => text.trim() !== '')
      .map((text) => ({ label: category, locale, text })),
  );
  return [...training, ...asked];
}
