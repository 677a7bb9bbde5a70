import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** What a model's help was followed by. */
export type LlmSaved = {
  /** Answers composed for somebody, and how many of them said "solved" within the hour. */
  readonly composed: number;
  readonly composedSolved: number;
  /** Messages read as a category, and how many of their writers opened a ticket of that very category within the hour. */
  readonly read: number;
  readonly readConfirmed: number;
};

const hourMs = 3_600_000;

export async function countLlmSaved(db: Kysely<Tables>, since: number): Promise<LlmSaved> {
  const used = await db
    .selectFrom('llm_use')
    .select(['purpose', 'at', 'person_id', 'said'])
    .where('at', '>=', since)
    .where('outcome', '=', 'used')
    .where('purpose', 'in', ['compose-answer', 'read-message'])
    .where('person_id', 'is not', null)
    .orderBy('id')
    .execute();
  const solved = await db
    .selectFrom('article_feedback')
    .select(['person_id', 'at'])
    .where('at', '>=', since)
    .where('verdict', '=', 'solved')
    .execute();
  const tickets = await db
    .selectFrom('ticket')
    .select(['requester_id', 'category', 'opened_at'])
    .where('opened_at', '>=', since)
    .execute();
  const isSoon = (at: number, then: number): boolean => then >= at && then < at + hourMs;
  const composed = used.filter(({ purpose }) => purpose === 'compose-answer');
  const read = used.filter(({ purpose, said }) => purpose === 'read-message' && said !== null);
  return {
    composed: composed.length,
    composedSolved: composed.filter((use) =>
      solved.some(({ person_id: person, at }) => person === use.person_id && isSoon(use.at, at)),
    ).length,
    read: read.length,
    readConfirmed: read.filter((use) =>
      tickets.some(
        (ticket) =>
          ticket.requester_id === use.person_id &&
          ticket.category === use.said &&
          isSoon(use.at, ticket.opened_at),
      ),
    ).length,
  };
}
