import type { Locale } from '../kernel/locale.ts';
import type { Article } from './article.ts';

export type SearchQuery = {
  readonly text: string;
  /** The asker's language: an article is shown in it where a translation exists, else in another. */
  readonly locale: Locale;
  /** Raises articles of this category. */
  readonly category: string | null;
  /** The asker's, where it is known: what helped their colleagues comes first. */
  readonly department?: string | null;
  /** Where an embedding model puts the question. */
  readonly vector?: Float32Array;
  readonly limit: number;
};

/** `words`: terms of the question the article was found by, strongest first, as they stand in the question or the index. */
export type SearchHit = {
  readonly article: Article;
  readonly score: number;
  readonly words: readonly string[];
};

/** Best first; one hit per article id. Only what is relevant enough to show a person: may be empty. Pure: the index is inside the closure. */
export type SearchArticles = (query: SearchQuery) => readonly SearchHit[];
