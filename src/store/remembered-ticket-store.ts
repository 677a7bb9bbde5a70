import type { Kysely } from 'kysely';
import type { Locale } from '../kernel/locale.ts';
import type { RememberedTicket } from '../knowledge/ticket-memory.ts';
import type { TicketChange } from '../ticketing/ticket-event.ts';
import { decodeJson } from './column.ts';
import type { Tables } from './tables.ts';

type Row = Pick<
  Tables['ticket'],
  | 'number'
  | 'requester_id'
  | 'category'
  | 'kind'
  | 'locale'
  | 'title'
  | 'description'
  | 'opened_at'
  | 'status'
  | 'status_at'
>;

const columns = [
  'number',
  'requester_id',
  'category',
  'kind',
  'locale',
  'title',
  'description',
  'opened_at',
  'status',
  'status_at',
] as const;

/** Tickets opened after that number, oldest first. */
export async function listTicketsAfter(
  db: Kysely<Tables>,
  number: number,
  limit: number,
): Promise<RememberedTicket[]> {
  const rows = await db
    .selectFrom('ticket')
    .select(columns)
    .where('number', '>', number)
    .orderBy('number')
    .limit(limit)
    .execute();
  return remember(db, rows);
}

/** Tickets resolved, closed or cancelled at or after that instant, in that order. */
export async function listTicketsEnded(
  db: Kysely<Tables>,
  since: number,
  limit: number,
): Promise<(RememberedTicket & { readonly endedAt: number })[]> {
  const rows = await db
    .selectFrom('ticket')
    .select(columns)
    .where('status_at', '>=', since)
    .orderBy('status_at')
    .orderBy('number')
    .limit(limit)
    .execute();
  const remembered = await remember(db, rows);
  return remembered.map((ticket, index) => ({ ...ticket, endedAt: rows[index]?.status_at ?? since }));
}

/** The highest number and the latest ending; 0 where there is none. */
export async function findLatestTicket(
  db: Kysely<Tables>,
): Promise<{ readonly number: number; readonly endedAt: number }> {
  const row = await db
    .selectFrom('ticket')
    .select((eb) => [
      eb.fn.max<number | null>('number').as('number'),
      eb.fn.max<number | null>('status_at').as('endedAt'),
    ])
    .executeTakeFirstOrThrow();
  return { number: row.number ?? 0, endedAt: row.endedAt ?? 0 };
}

async function remember(db: Kysely<Tables>, rows: readonly Row[]): Promise<RememberedTicket[]> {
  const ended = rows.filter(({ status }) => status === 'resolved' || status === 'closed');
  const resolutions = ended.length === 0 ? new Map<number, string>() : await listResolutions(db, ended);
  return rows.map((row) => ({
    number: row.number,
    requesterId: row.requester_id,
    category: row.category,
    kind: row.kind,
    locale: row.locale as Locale,
    text: row.title === row.description ? row.title : `${row.title}\n${row.description}`,
    openedAt: row.opened_at,
    state: stateOf(row, resolutions.get(row.number)),
  }));
}

function stateOf({ status }: Row, resolution: string | undefined): RememberedTicket['state'] {
  if (status === 'cancelled') return { name: 'gone' };
  if (status !== 'resolved' && status !== 'closed') return { name: 'open' };
  return resolution === undefined || resolution === '' ? { name: 'gone' } : { name: 'solved', resolution };
}

/** The last word on each. */
async function listResolutions(db: Kysely<Tables>, tickets: readonly Row[]): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('ticket_event')
    .select(['ticket', 'payload'])
    .where(
      'ticket',
      'in',
      tickets.map(({ number }) => number),
    )
    .where('type', '=', 'resolved')
    .orderBy('ticket')
    .orderBy('seq')
    .execute();
  return new Map(
    rows.map(({ ticket, payload }) => [
      ticket,
      decodeJson<Extract<TicketChange, { type: 'resolved' }>>(payload).text,
    ]),
  );
}
