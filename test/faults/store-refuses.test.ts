import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJsonLogger } from '../../src/kernel/json-logger.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let log = '';
beforeEach(async () => {
  log = '';
  const logger = createJsonLogger('info', { write: (line: string) => void (log += line) });
  world = await openWorld({ at: '2026-11-24T10:00:00+08:00', logger });
});
afterEach(() => world.close());

async function post(text: string, clientId: string): Promise<number> {
  const response = await fetch(`${world.url}/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(world.url).origin },
    body: JSON.stringify({ as: 'lin', conversation: '@me', text, clientId }),
  });
  await response.body?.cancel();
  return response.status;
}

test('a locked database acknowledges nothing, says what to do, and service resumes by itself', async () => {
  const other = new SqliteDatabase(join(world.dir, 'bangban.db'));
  const clientId = randomUUID();
  other.exec('begin exclusive');
  try {
    expect(await post('打印机坏了', clientId)).toBe(503);
  } finally {
    other.exec('rollback');
    other.close();
  }
  expect(await post('打印机坏了', clientId)).toBe(202);
  await world.settle();
  expect(await world.heard('@lin')).toHaveLength(1);
  expect(log).toMatch(/locked/);
  expect(log).not.toContain('打印机坏了');
});
