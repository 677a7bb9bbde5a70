import type { StoredArticle } from '../knowledge/stored-article.ts';
import type { Person } from '../people/person.ts';

export type ArticleUse = Readonly<
  Record<'suggested' | 'used' | 'resolved' | 'shown' | 'solved' | 'notSolved', number>
>;

/** What a turn about articles themselves is decided on. */
export type ArticleFacts = {
  /** The one the command names, in the asker's language or the nearest there is; of `draft T`, the one written from that ticket. */
  readonly named: StoredArticle | null;
  /** The same article in every language. */
  readonly translations: readonly StoredArticle[];
  /** Everybody who may publish. */
  readonly reviewers: readonly Person[];
  /** Waiting for a review or for their owner, longest first. */
  readonly waiting: readonly StoredArticle[];
  /** Of the article `kb` names by its id, for staff: how often it was suggested, used, and said to help. */
  readonly use?: ArticleUse;
};
