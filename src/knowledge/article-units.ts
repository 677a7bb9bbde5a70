import type { FindConcepts } from '../understanding/text/lexicon.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Article } from './article.ts';
import { countTerms, type ArticleTerms, type TermUse } from './article-terms.ts';
import { articleText } from './search-text.ts';
import { eachTerm, wholeTerm } from './terms.ts';
import type { Translations } from './translations.ts';

/** What one article is found by: itself in all its languages first, then each phrasing people have put it in. */
export function* unitsOf(translations: Translations, findConcepts: FindConcepts): Generator<ArticleTerms> {
  yield countTerms(translations, findConcepts);
  for (const { askedAs, locale } of translations)
    for (const phrasing of askedAs) yield countPhrasing(phrasing, locale, findConcepts);
}

/** Somebody's question: every word of it is what the article is about. */
function countPhrasing(
  phrasing: string,
  locale: Article['locale'],
  findConcepts: FindConcepts,
): ArticleTerms {
  const uses = new Map<string, TermUse>();
  let length = 0;
  const text = articleText([phrasing], locale satisfies Locale);
  eachTerm(text, findConcepts, (kind, key) => {
    const use = uses.get(key);
    if (use) use.count += phrasingWeight;
    else uses.set(key, { kind, count: phrasingWeight, place: 'told' });
    if (kind === 'word' || kind === 'pair') length += phrasingWeight;
  });
  const whole = wholeTerm(text);
  if (whole !== null) uses.set(whole, { kind: 'whole', count: phrasingWeight, place: 'told' });
  return { uses, length };
}

const phrasingWeight = 3;
