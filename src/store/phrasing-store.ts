import type { Kysely } from 'kysely';
import type { Locale } from '../kernel/locale.ts';
import { advanceCounter } from './counter-store.ts';
import type { Tables, Tx } from './tables.ts';

/** How somebody put a question that an article then answered. */
export type Phrasing = {
  readonly articleId: string;
  readonly locale: Locale;
  readonly text: string;
  /** null: an editor added it. */
  readonly personId: string | null;
  readonly at: number;
};

/** More say the same again, and one busy article would drown the others. */
export const mostPhrasings = 40;

/** Keeps it unless the article has it already or has enough. Tells whether it was kept. */
export async function addPhrasing(tx: Tx, phrasing: Phrasing): Promise<boolean> {
  const known = await tx
    .selectFrom('article_phrasing')
    .select('phrasing')
    .where('article_id', '=', phrasing.articleId)
    .execute();
  if (known.length >= mostPhrasings || known.some((row) => row.phrasing === phrasing.text)) return false;
  await tx
    .insertInto('article_phrasing')
    .values({
      article_id: phrasing.articleId,
      locale: phrasing.locale,
      phrasing: phrasing.text,
      person_id: phrasing.personId,
      at: phrasing.at,
      change_seq: await advanceCounter(tx, 'article-change'),
    })
    .execute();
  return true;
}

/** Those added after that change, in order. */
export async function listChangedPhrasings(
  db: Kysely<Tables>,
  after: number,
  limit: number,
): Promise<{ readonly phrasing: Phrasing; readonly seq: number }[]> {
  const rows = await db
    .selectFrom('article_phrasing')
    .selectAll()
    .where('change_seq', '>', after)
    .orderBy('change_seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    phrasing: {
      articleId: row.article_id,
      locale: row.locale as Locale,
      text: row.phrasing,
      personId: row.person_id,
      at: row.at,
    },
    seq: row.change_seq,
  }));
}
