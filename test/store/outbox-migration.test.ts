import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { findCardMessageId, listCardCopies } from '../../src/store/card-copy-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openSqlite } from '../../src/store/engine-sqlite.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/list.ts';
import { enqueue, listRuns } from '../../src/store/outbox-store.ts';
import { listDead } from '../../src/store/stuck-outbox-store.ts';
import { aMessage, anItem, desk } from './samples.ts';
import { temporaryFolder } from './temporary-database.ts';

test('what the first schema had queued, sent and repainted is still there, in its order', async () => {
  const path = join(temporaryFolder(), 'bot.db');
  const old = openSqlite(path);
  await migrate(old, migrations.slice(0, 1), 1);
  const message = JSON.stringify(aMessage('卡片'));
  const conversation = JSON.stringify(desk);
  await old.transact(async (tx) => {
    for (const [key, kind, copy, state, at] of [
      ['card', 'post', null, 'sent', null],
      ['waits', 'post', null, 'pending', 10],
      ['edit', 'edit', 1, 'pending', 10],
      ['gone', 'post', null, 'dead', null],
    ] as const)
      await sql`insert into outbox (idem_key, channel, conversation_key, conversation, kind, card_key, copy_id, message,
        state, attempts, next_attempt_at, created_at, sent_at, message_id, error)
        values (${key}, 'web', 'web:desk', ${conversation}, ${kind}, ${key === 'waits' ? null : 'ticket:1'}, ${copy},
        ${message}, ${state}, 2, ${at}, 5, ${at === null ? 6 : null}, ${key === 'card' ? 'm1' : null}, null)`.execute(
        tx,
      );
    await sql`insert into card_copy (outbox_id, card_key, conversation_key, conversation, message_id)
      values (1, 'ticket:1', 'web:desk', ${conversation}, 'm1')`.execute(tx);
  });
  await old.close();

  const database = await openDatabase(path);
  onTestFinished(() => database.close());
  const [run] = await listRuns(database.db, 'web', 10, { conversations: 9, perConversation: 9 });
  expect(run).toMatchObject([
    { id: 2, idemKey: 'waits', kind: 'post', message: aMessage('卡片'), attempts: 2, thread: null },
    { id: 3, idemKey: 'edit', kind: 'edit', copyId: 1, mayHaveArrived: false },
  ]);
  expect(await listDead(database.db)).toMatchObject([{ id: 4 }]);
  expect(await listCardCopies(database.db, 'ticket:1')).toMatchObject([{ outboxId: 1, messageId: 'm1' }]);
  await database.transact((tx) => enqueue(tx, anItem('new', desk, { cardKey: 'ticket:2' })));
  expect(await listCardCopies(database.db, 'ticket:2')).toMatchObject([{ outboxId: 5 }]);
  expect(await findCardMessageId(database.db, 1)).toBe('m1');
});
