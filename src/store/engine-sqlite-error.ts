import BetterSqlite3 from 'better-sqlite3';
import { BotError } from '../kernel/bot-error.ts';

/**
 * A broken world in words an operator can act on. Constraint violations and the like come back as they are: they say
 * something about our program, not about the world.
 */
export function toStoreError(error: unknown): Error {
  if (!(error instanceof BetterSqlite3.SqliteError)) {
    return error instanceof Error ? error : new Error('not an error was thrown', { cause: error });
  }
  const message = explain(error.code);
  return message ? new BotError(message[0], message[1], { cause: error }) : error;
}

function explain(
  code: string,
): readonly ['store.locked' | 'store.full' | 'store.broken', string] | undefined {
  switch (primary(code)) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
    case 'SQLITE_PROTOCOL':
      return [
        'store.locked',
        'another program holds the database; end it (a second bangban, a database browser, a backup) and work goes on by itself',
      ];
    case 'SQLITE_FULL':
      return [
        'store.full',
        'no space left for the database; free space on its disk and work goes on by itself',
      ];
    case 'SQLITE_IOERR':
      // An exceeded quota comes as this too. For whoever waits for the disk it is the same: nothing is taken for now.
      return [
        'store.full',
        'the disk of the database does not read or write; check its space, quota, mount and health, and work goes on by itself',
      ];
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
    case 'SQLITE_AUTH':
      return [
        'store.broken',
        'the database may not be written; give this user the right to write the file and its folder',
      ];
    case 'SQLITE_CANTOPEN':
      return [
        'store.broken',
        'the database cannot be opened; check that its folder exists and this user may write there',
      ];
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return ['store.broken', 'the database file is damaged or is no database; restore it from a backup'];
    case 'SQLITE_NOMEM':
      return ['store.broken', 'no memory left for the database; give the process more'];
    default:
      return undefined;
  }
}

/** `SQLITE_IOERR_WRITE` → `SQLITE_IOERR`. */
function primary(code: string): string {
  return code.split('_', 2).join('_');
}
