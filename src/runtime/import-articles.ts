import type { Article } from '../knowledge/article.ts';
import type { StoredArticle } from '../knowledge/stored-article.ts';
import { contentHash, findArticle, saveArticle } from '../store/article-store.ts';
import type { Database, Tx } from '../store/database.ts';

const batch = 200;

export type ImportCount = { readonly added: number; readonly changed: number; readonly same: number };

/** Puts articles into the store, a few hundred a transaction. What did not change since it was imported is left alone. */
export async function importArticles(
  database: Database,
  articles: readonly Article[],
  isPublished: boolean,
  now: number,
): Promise<ImportCount> {
  const count = { added: 0, changed: 0, same: 0 };
  for (let at = 0; at < articles.length; at += batch) {
    await database.transact(async (tx) => {
      for (const article of articles.slice(at, at + batch))
        count[await importOne(tx, article, isPublished, now)] += 1;
    });
  }
  return count;
}

async function importOne(
  tx: Tx,
  article: Article,
  isPublished: boolean,
  now: number,
): Promise<keyof ImportCount> {
  const before = await findArticle(tx, article.id, article.locale);
  const sourceHash = contentHash(article);
  const waits = isPublished && before?.status === 'review';
  if (before?.sourceHash === sourceHash && !waits) return 'same';
  const stored: StoredArticle = {
    article,
    status: isPublished ? 'published' : 'review',
    origin: 'import',
    sourceHash,
    version: (before?.version ?? 0) + 1,
    ownerId: before?.ownerId ?? null,
    authorId: before?.authorId ?? null,
    ticket: before?.ticket ?? null,
    updatedAt: now,
    confirmedAt: now,
    askedAt: null,
  };
  await saveArticle(tx, stored, before?.version ?? 0, { actorId: null, reason: 'imported', at: now });
  return before ? 'changed' : 'added';
}
