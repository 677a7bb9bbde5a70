import type { Article } from './article.ts';

/**
 * `draft`: its author still writes. `review`: waits for a knowledge manager. `published`: found by everybody. `due`: found, and
 * its owner has been asked whether it still holds. `retired`: kept, and found by nobody.
 */
export const articleStatuses = ['draft', 'review', 'published', 'due', 'retired'] as const;
export type ArticleStatus = (typeof articleStatuses)[number];

/** Where its words come from: a file of the knowledge folder (which stays their master), an import, or this desk. */
export type ArticleOrigin = 'file' | 'import' | 'desk';

/** An article with its life. */
export type StoredArticle = {
  readonly article: Article;
  readonly status: ArticleStatus;
  readonly origin: ArticleOrigin;
  /** Of the words as their source gave them: an unchanged file does not undo what was decided here. */
  readonly sourceHash: string;
  /** Counts every change of words or status, from 1. */
  readonly version: number;
  /** Person ids; null: nobody in particular. */
  readonly ownerId: string | null;
  readonly authorId: string | null;
  /** The ticket it was written from. */
  readonly ticket: number | null;
  readonly updatedAt: number;
  /** When somebody last said that it holds; half a year later it is due. */
  readonly confirmedAt: number;
  /** When its owner was asked whether it still holds; null: not asked. */
  readonly askedAt: number | null;
};

export function isFound({ status }: Pick<StoredArticle, 'status'>): boolean {
  return status === 'published' || status === 'due';
}
