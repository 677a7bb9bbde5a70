import type { Article } from './article.ts';
import { createScorer } from './scorer.ts';
import { buildSearchIndex } from './search-index.ts';
import type { SearchArticles } from './search.ts';
import { createFindSimilarWord } from './similar-words.ts';
import { queryTerms } from './query-terms.ts';
import { groupTranslations, translationFor } from './translations.ts';

/** Builds the index; everything but the answers is done here, once. */
export function createSearch(articles: readonly Article[]): SearchArticles {
  const groups = groupTranslations(articles);
  const index = buildSearchIndex(groups);
  const words = [...index.rows.keys()].filter((key) => key.startsWith('w')).map((key) => key.slice(1));
  const findSimilar = createFindSimilarWord(words);
  const score = createScorer(
    index,
    groups.map(([article]) => article.category),
  );
  return ({ text, locale, category, limit }) =>
    score(queryTerms(text, index, findSimilar), category, limit).flatMap((hit) => {
      const translations = groups[hit.document];
      return translations ? { article: translationFor(translations, locale), score: hit.score } : [];
    });
}
