import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';

/** A folder that goes when the test does. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bangban-store-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A migrated database in a real file. */
export async function openTemporary(
  path = join(temporaryFolder(), 'bot.db'),
): Promise<Database & { path: string }> {
  const database = await openDatabase(path, () => 0);
  onTestFinished(() => database.close());
  return { ...database, path };
}

/** A second program on the same file, such as a database browser. */
export function openStranger(path: string): BetterSqlite3.Database {
  const stranger = new BetterSqlite3(path, { timeout: 0 });
  onTestFinished(() => {
    stranger.close();
  });
  return stranger;
}
