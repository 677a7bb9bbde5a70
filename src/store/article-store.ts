import { createHash } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { Locale } from '../kernel/locale.ts';
import type { Article } from '../knowledge/article.ts';
import { agesAt } from '../knowledge/article-life.ts';
import type { ArticleOrigin, ArticleStatus, StoredArticle } from '../knowledge/stored-article.ts';
import { decodeJson, encodeJson } from './column.ts';
import { advanceCounter } from './counter-store.ts';
import type { Tables, Tx } from './tables.ts';

/** Who changed an article, and why. null: the desk itself, from a file or by the calendar. */
export type ArticleChange = {
  readonly actorId: string | null;
  readonly reason: string | null;
  readonly at: number;
};

type Row = Selectable<Tables['article']>;

function toStored(row: Row): StoredArticle {
  return {
    article: decodeJson<Article>(row.content),
    status: row.status,
    origin: row.origin,
    sourceHash: row.source_hash,
    version: row.version,
    ownerId: row.owner_id,
    authorId: row.author_id,
    ticket: row.ticket,
    updatedAt: row.updated_at,
    confirmedAt: row.confirmed_at,
    askedAt: row.asked_at,
  };
}

/** Tells whether two articles say the same. */
export function contentHash(article: Article): string {
  return createHash('sha256').update(encodeJson(article)).digest('hex');
}

/**
 * Writes an article as it now is and keeps the version. `expected`: the version it was decided on, 0 for a new one.
 * false: somebody was faster, and nothing was written.
 */
export async function saveArticle(
  tx: Tx,
  stored: StoredArticle,
  expected: number,
  change: ArticleChange,
): Promise<boolean> {
  const { article, status } = stored;
  const key = { id: article.id, locale: article.locale };
  const content = encodeJson(article);
  const columns = {
    status,
    origin: stored.origin,
    category: article.category,
    title: article.title,
    content,
    source_hash: stored.sourceHash,
    version: expected + 1,
    owner_id: stored.ownerId,
    author_id: stored.authorId,
    ticket: stored.ticket,
    updated_at: change.at,
    confirmed_at: stored.confirmedAt,
    asked_at: stored.askedAt,
    due_at: agesAt(stored),
    change_seq: await advanceCounter(tx, 'article-change'),
  };
  const written =
    expected === 0
      ? await tx
          .insertInto('article')
          .values({ ...key, ...columns })
          .onConflict((conflict) => conflict.columns(['id', 'locale']).doNothing())
          .executeTakeFirst()
          .then(({ numInsertedOrUpdatedRows }) => (numInsertedOrUpdatedRows ?? 0n) > 0n)
      : await tx
          .updateTable('article')
          .set(columns)
          .where('id', '=', key.id)
          .where('locale', '=', key.locale)
          .where('version', '=', expected)
          .executeTakeFirst()
          .then(({ numUpdatedRows }) => numUpdatedRows > 0n);
  if (!written) return false;
  await tx
    .insertInto('article_version')
    .values({
      ...key,
      version: expected + 1,
      status,
      content,
      actor_id: change.actorId,
      reason: change.reason,
      at: change.at,
    })
    .execute();
  return true;
}

export async function findArticle(
  db: Kysely<Tables>,
  id: string,
  locale: Locale,
): Promise<StoredArticle | undefined> {
  const row = await db
    .selectFrom('article')
    .selectAll()
    .where('id', '=', id)
    .where('locale', '=', locale)
    .executeTakeFirst();
  return row && toStored(row);
}

/** In every language there is. */
export async function listTranslations(db: Kysely<Tables>, id: string): Promise<StoredArticle[]> {
  const rows = await db.selectFrom('article').selectAll().where('id', '=', id).orderBy('locale').execute();
  return rows.map(toStored);
}

/** Those whose owner or knowledge manager has to do something, longest waiting first. */
export async function listByStatus(
  db: Kysely<Tables>,
  statuses: readonly ArticleStatus[],
  limit: number,
): Promise<StoredArticle[]> {
  const rows = await db
    .selectFrom('article')
    .selectAll()
    .where('status', 'in', statuses)
    .orderBy('updated_at')
    .limit(limit)
    .execute();
  return rows.map(toStored);
}

/** Those the calendar has something to do with, longest overdue first. */
export async function listAged(db: Kysely<Tables>, now: number, limit: number): Promise<StoredArticle[]> {
  const rows = await db
    .selectFrom('article')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map(toStored);
}

/** All there is, a page at a time: `after` is the last change seq seen. For building the index and for noticing changes. */
export async function listChangedArticles(
  db: Kysely<Tables>,
  after: number,
  limit: number,
): Promise<{ readonly stored: StoredArticle; readonly seq: number }[]> {
  const rows = await db
    .selectFrom('article')
    .selectAll()
    .where('change_seq', '>', after)
    .orderBy('change_seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ stored: toStored(row), seq: row.change_seq }));
}

/** Hash of the source by `id locale`, whatever the origin. */
export async function listSourceHashes(
  db: Kysely<Tables>,
): Promise<
  Map<
    string,
    { readonly id: string; readonly locale: Locale; readonly origin: ArticleOrigin; readonly hash: string }
  >
> {
  const rows = await db.selectFrom('article').select(['id', 'locale', 'origin', 'source_hash']).execute();
  return new Map(
    rows.map(({ id, locale, origin, source_hash: hash }) => [
      `${id} ${locale}`,
      { id, locale: locale as Locale, origin, hash },
    ]),
  );
}

/** Every version, newest first. */
export async function listVersions(db: Kysely<Tables>, id: string, locale: Locale) {
  return db
    .selectFrom('article_version')
    .select(['version', 'status', 'content', 'actor_id', 'reason', 'at'])
    .where('id', '=', id)
    .where('locale', '=', locale)
    .orderBy('version', 'desc')
    .execute();
}
