import type { FindConcepts } from '../understanding/text/lexicon.ts';
import type { Article } from './article.ts';
import { createKnowledgeSearch } from './knowledge-search.ts';
import type { SearchArticles } from './search.ts';
import { noConcepts } from './terms.ts';

/** Searches articles that do not change; the index is built here, once. */
export function createSearch(
  articles: readonly Article[],
  findConcepts: FindConcepts = noConcepts,
): SearchArticles {
  const knowledge = createKnowledgeSearch(articles, undefined, findConcepts);
  knowledge.finish();
  return knowledge.search;
}
