import type { Effect } from '../conversation/effect.ts';
import { BotError } from '../kernel/bot-error.ts';
import type { Person } from '../people/person.ts';
import { saveArticle } from '../store/article-store.ts';
import type { Tx } from '../store/database.ts';

/** @throws BotError `turn.failed` where somebody else changed the article meanwhile: the turn is tried again. */
export async function writeArticle(
  tx: Tx,
  { stored, expected, reason }: Extract<Effect, { type: 'save-article' }>,
  actor: Person,
  now: number,
): Promise<void> {
  if (!(await saveArticle(tx, stored, expected, { actorId: actor.id, reason, at: now })))
    throw new BotError('turn.failed', `the article ${stored.article.id} was changed meanwhile`);
}
