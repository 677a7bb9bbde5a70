import type { Locale } from '../kernel/locale.ts';
import type { Article } from './article.ts';

export type SearchQuery = {
  readonly text: string;
  /** The asker's language: an article is shown in it where a translation exists, else in another. */
  readonly locale: Locale;
  /** Raises articles of this category. */
  readonly category: string | null;
  readonly limit: number;
};

export type SearchHit = { readonly article: Article; readonly score: number };

/** Best first; one hit per article id. Only what is relevant enough to show a person: may be empty. Pure: the index is inside the closure. */
export type SearchArticles = (query: SearchQuery) => readonly SearchHit[];
