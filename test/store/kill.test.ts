import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTemporary, temporaryFolder } from './temporary-database.ts';

const rounds = Number(process.env['STORE_KILLS'] ?? 8);

/** Runs the writer until some moment after its first word; resolves to what it said. */
function writeUntilKilled(path: string, round: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-child.ts'), path, String(round)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8');
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * 120));
    child.stdout.on('data', (text: string) => (said += text));
    child.on('error', reject);
    child.on('close', () => {
      // The last line may be cut off.
      resolve(said.split('\n').slice(0, -1));
    });
  });
}

test(
  `${rounds} kills: all that was acknowledged is there, once, and no turn is there by half`,
  { timeout: rounds * 5_000 },
  async () => {
    const path = join(temporaryFolder(), 'bot.db');
    const said: string[] = [];
    for (let round = 0; round < rounds; round += 1) said.push(...(await writeUntilKilled(path, round)));
    const acknowledged = (word: string) =>
      said.filter((line) => line.startsWith(word)).map((line) => line.slice(2));
    expect(acknowledged('t').length).toBeGreaterThan(rounds * 10);

    const { db } = await openTemporary(path);
    const inbox = await db.selectFrom('inbox').select(['event_id', 'state']).execute();
    const state = new Map(inbox.map((row) => [row.event_id, row.state]));
    expect(state.size).toBe(inbox.length);
    expect(acknowledged('i').filter((key) => !state.has(key))).toEqual([]);
    expect(acknowledged('t').filter((key) => state.get(key) !== 'handled')).toEqual([]);

    const outbox = await db.selectFrom('outbox').select('idem_key').execute();
    const handled = inbox
      .filter((row) => row.state === 'handled')
      .flatMap((row) => [`${row.event_id}/1`, `${row.event_id}/2`]);
    expect(new Set(outbox.map((row) => row.idem_key))).toEqual(new Set(handled));
    expect(outbox).toHaveLength(handled.length);
    expect((await sql`pragma integrity_check`.execute(db)).rows).toEqual([{ integrity_check: 'ok' }]);
  },
);
