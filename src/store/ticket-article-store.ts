import type { Kysely } from 'kysely';
import type { Tables, TicketArticleRole, Tx } from './tables.ts';

export type TicketArticle = {
  readonly articleId: string;
  readonly role: TicketArticleRole;
  readonly at: number;
};

/** Said once: a second time changes nothing. */
export async function tieArticles(
  tx: Tx,
  ticket: number,
  articleIds: readonly string[],
  role: TicketArticleRole,
  at: number,
): Promise<void> {
  if (articleIds.length === 0) return;
  await tx
    .insertInto('ticket_article')
    .values([...new Set(articleIds)].map((id) => ({ ticket, article_id: id, role, at })))
    .onConflict((conflict) => conflict.columns(['ticket', 'article_id', 'role']).doNothing())
    .execute();
}

/** Articles of a ticket, first said first. */
export async function listTicketArticles(db: Kysely<Tables>, ticket: number): Promise<TicketArticle[]> {
  const rows = await db
    .selectFrom('ticket_article')
    .select(['article_id', 'role', 'at'])
    .where('ticket', '=', ticket)
    .orderBy('at')
    .orderBy('article_id')
    .execute();
  return rows.map(({ article_id: articleId, role, at }) => ({ articleId, role, at }));
}

/** Tickets of an article by role, and what people said of it. */
export async function countArticleUse(
  db: Kysely<Tables>,
  articleId: string,
): Promise<Readonly<Record<'suggested' | 'used' | 'resolved' | 'shown' | 'solved' | 'notSolved', number>>> {
  const ties = await db
    .selectFrom('ticket_article')
    .select((eb) => ['role', eb.fn.countAll<number | string>().as('count')])
    .where('article_id', '=', articleId)
    .groupBy('role')
    .execute();
  const verdicts = await db
    .selectFrom('article_feedback')
    .select((eb) => ['verdict', eb.fn.countAll<number | string>().as('count')])
    .where('article_id', '=', articleId)
    .groupBy('verdict')
    .execute();
  const tickets = (role: TicketArticleRole): number =>
    Number(ties.find((row) => row.role === role)?.count ?? 0);
  const said = (verdict: string): number =>
    Number(verdicts.find((row) => row.verdict === verdict)?.count ?? 0);
  return {
    suggested: tickets('suggested'),
    used: tickets('used'),
    resolved: tickets('resolved'),
    shown: said('shown'),
    solved: said('solved'),
    notSolved: said('not_solved'),
  };
}
