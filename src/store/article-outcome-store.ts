import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** How often an article helped, for everybody and for the asker's department. */
export type ArticleOutcome = {
  readonly articleId: string;
  /** null: people whose department is not known. */
  readonly department: string | null;
  readonly solved: number;
  readonly failed: number;
};

/** Counted since that instant. */
export async function listArticleOutcomes(db: Kysely<Tables>, since: number): Promise<ArticleOutcome[]> {
  const rows = await db
    .selectFrom('article_feedback')
    .innerJoin('person', 'person.id', 'article_feedback.person_id')
    .select((eb) => [
      'article_feedback.article_id',
      eb.fn.coalesce('person.department', 'person.told_department').as('department'),
      'article_feedback.verdict',
      eb.fn.countAll<number | string>().as('count'),
    ])
    .where('article_feedback.at', '>=', since)
    .where('article_feedback.verdict', 'in', ['solved', 'not_solved', 'helpful', 'unhelpful'])
    .groupBy(['article_feedback.article_id', 'department', 'article_feedback.verdict'])
    .execute();
  const outcomes = new Map<string, ArticleOutcome>();
  for (const row of rows) {
    const key = `${row.article_id} ${row.department ?? ''}`;
    const known = outcomes.get(key) ?? {
      articleId: row.article_id,
      department: row.department,
      solved: 0,
      failed: 0,
    };
    const count = Number(row.count);
    const isGood = row.verdict === 'solved' || row.verdict === 'helpful';
    outcomes.set(key, {
      ...known,
      solved: known.solved + (isGood ? count : 0),
      failed: known.failed + (isGood ? 0 : count),
    });
  }
  return [...outcomes.values()];
}

/** The latest verdicts on an article, newest first. */
export async function listLatestVerdicts(
  db: Kysely<Tables>,
  articleId: string,
  limit: number,
): Promise<('solved' | 'not_solved')[]> {
  const rows = await db
    .selectFrom('article_feedback')
    .select('verdict')
    .where('article_id', '=', articleId)
    .where('verdict', 'in', ['solved', 'not_solved'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ verdict }) => (verdict === 'solved' || verdict === 'not_solved' ? [verdict] : []));
}

/** Tickets opened since then, by category. */
export async function countRecentTickets(db: Kysely<Tables>, since: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('ticket')
    .select((eb) => ['category', eb.fn.countAll<number | string>().as('count')])
    .where('opened_at', '>=', since)
    .groupBy('category')
    .execute();
  return new Map(rows.map(({ category, count }) => [category, Number(count)]));
}
