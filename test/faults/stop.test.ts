import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countPending } from '../../src/store/inbox-store.ts';
import { countQueued } from '../../src/store/outbox-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createTranscript } from '../../src/store/transcript-store.ts';
import { prepareProduct, startProduct, type ProductPlace } from '../support/product.ts';

let dir: string;
let place: ProductPlace;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bangban-stop-'));
  place = await prepareProduct(dir, 'people: []');
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

const people = Array.from({ length: 20 }, (_, index) => `guest-p${index}`);

/** Whether the product said it has it. */
async function send(url: string, userId: string): Promise<boolean> {
  return fetch(`${url}/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({
      as: userId,
      conversation: '@me',
      text: 'VPN 连不上了，提示错误 809',
      clientId: randomUUID(),
    }),
  }).then(
    async (response) => {
      await response.body?.cancel();
      return response.status === 202;
    },
    () => false,
  );
}

test('SIGTERM in the middle of it ends in order, and every accepted message is answered once', async () => {
  const first = await startProduct(place);
  const sending = people.map((userId) => send(first.url, userId));
  await Promise.race(sending);
  await first.end('SIGTERM');
  expect(first.child.exitCode).toBe(0);
  const accepted = (await Promise.all(sending)).flatMap((ok, index) => (ok ? (people[index] ?? []) : []));
  expect(accepted.length).toBeGreaterThan(0);

  const second = await startProduct(place);
  const database = await openDatabase(place.database);
  while ((await countPending(database.db)) + (await countQueued(database.db)) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const userId of accepted) {
    const entries = await createTranscript(database).list([`web:@${userId}`], 0, 100);
    expect(entries.filter(({ authorUserId }) => authorUserId === null)).toHaveLength(1);
  }
  await database.close();
  await second.end('SIGTERM');
});
