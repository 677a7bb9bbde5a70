import BetterSqlite3 from 'better-sqlite3';
import { kyselyOver } from './engine-sqlite-driver.ts';
import { findLastAudit, type AuditRun } from './sla-watch-store.ts';
import { countOpen } from './ticket-store.ts';

export type AuditInspection = {
  /** Null: none was completed yet, or the file is of an older schema. */
  readonly last: AuditRun | null;
  readonly openTickets: number;
};

/** Looks at a file that may be in use, changing nothing. @throws where it cannot be opened or read */
export async function inspectAudit(path: string): Promise<AuditInspection> {
  const connection = new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: 1_000 });
  try {
    const db = kyselyOver(connection, 'read');
    const openTickets = await countOpen(db);
    const last = await findLastAudit(db).catch(() => undefined);
    return { last: last ?? null, openTickets };
  } finally {
    connection.close();
  }
}
