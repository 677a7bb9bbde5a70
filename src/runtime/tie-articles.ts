import type { Desk } from '../conversation/desk.ts';
import { namedArticles } from '../knowledge/named-articles.ts';
import type { Tx } from '../store/database.ts';
import { listTicketArticles, tieArticles } from '../store/ticket-article-store.ts';
import type { TicketChange } from '../ticketing/ticket-event.ts';
import type { Ticket } from '../ticketing/ticket.ts';

/** Ties a ticket to the articles its changes name; once it is resolved, everything used on it has helped. */
export async function tieNamedArticles(
  tx: Tx,
  ticket: Ticket,
  changes: readonly TicketChange[],
  desk: Pick<Desk, 'findArticle'>,
  now: number,
): Promise<void> {
  for (const change of changes) {
    if (change.type !== 'replied' && change.type !== 'noted' && change.type !== 'resolved') continue;
    const named = namedArticles(change.text, (id) => desk.findArticle(id, ticket.locale) !== undefined);
    await tieArticles(tx, ticket.number, named, 'used', now);
    if (change.type !== 'resolved') continue;
    const ties = await listTicketArticles(tx, ticket.number);
    const used = ties.flatMap(({ role, articleId }) => (role === 'used' ? [articleId] : []));
    await tieArticles(tx, ticket.number, used, 'resolved', now);
  }
}
