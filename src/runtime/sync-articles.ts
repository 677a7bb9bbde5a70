import type { Article } from '../knowledge/article.ts';
import type { StoredArticle } from '../knowledge/stored-article.ts';
import { contentHash, findArticle, listSourceHashes, saveArticle } from '../store/article-store.ts';
import type { Tx } from '../store/database.ts';

/**
 * Brings what the knowledge folder says into the store: new files are published, changed ones replace their words, and what
 * is no longer there is retired. A file that did not change undoes nothing that was decided here: a retired article stays so.
 * Returns how many were written.
 */
export async function syncArticles(tx: Tx, files: readonly Article[], now: number): Promise<number> {
  const known = await listSourceHashes(tx);
  let written = 0;
  for (const article of files) {
    const hash = contentHash(article);
    const before = known.get(`${article.id} ${article.locale}`);
    known.delete(`${article.id} ${article.locale}`);
    if (before?.hash === hash && before.origin === 'file') continue;
    const stored = before && (await findArticle(tx, article.id, article.locale));
    await saveArticle(tx, fromFile(article, hash, stored, now), stored?.version ?? 0, {
      actorId: null,
      reason: stored ? 'file changed' : 'file added',
      at: now,
    });
    written += 1;
  }
  for (const { id, locale, origin } of known.values()) {
    const stored = origin === 'file' ? await findArticle(tx, id, locale) : undefined;
    if (!stored || stored.status === 'retired') continue;
    const gone = { ...stored, status: 'retired' as const, sourceHash: '' };
    await saveArticle(tx, gone, stored.version, { actorId: null, reason: 'file removed', at: now });
    written += 1;
  }
  return written;
}

function fromFile(
  article: Article,
  sourceHash: string,
  before: StoredArticle | undefined,
  now: number,
): StoredArticle {
  return {
    article,
    status: 'published',
    origin: 'file',
    sourceHash,
    version: (before?.version ?? 0) + 1,
    ownerId: before?.ownerId ?? null,
    authorId: before?.authorId ?? null,
    ticket: before?.ticket ?? null,
    updatedAt: now,
    confirmedAt: now,
    askedAt: null,
  };
}
