import type { Kysely } from 'kysely';
import type { Locale } from '../kernel/locale.ts';
import type { FeedbackVerdict, Tables, Tx } from './tables.ts';

/** What became of an article shown to somebody. */
export type ArticleFeedback = {
  readonly articleId: string;
  readonly locale: Locale;
  readonly personId: string;
  /** null: no ticket was at stake. */
  readonly ticket: number | null;
  readonly verdict: FeedbackVerdict;
  readonly at: number;
};

export async function recordArticleFeedback(tx: Tx, feedback: readonly ArticleFeedback[]): Promise<void> {
  if (feedback.length === 0) return;
  await tx
    .insertInto('article_feedback')
    .values(
      feedback.map((one) => ({
        article_id: one.articleId,
        locale: one.locale,
        person_id: one.personId,
        ticket: one.ticket,
        verdict: one.verdict,
        at: one.at,
      })),
    )
    .execute();
}

export async function listArticleFeedback(db: Kysely<Tables>, articleId: string): Promise<ArticleFeedback[]> {
  const rows = await db
    .selectFrom('article_feedback')
    .selectAll()
    .where('article_id', '=', articleId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    articleId: row.article_id,
    locale: row.locale as Locale,
    personId: row.person_id,
    ticket: row.ticket,
    verdict: row.verdict,
    at: row.at,
  }));
}
