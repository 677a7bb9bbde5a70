import { writeSync } from 'node:fs';
import { openDatabase } from '../../src/store/database.ts';
import { insertInbound, markHandled } from '../../src/store/inbox-store.ts';
import { enqueue } from '../../src/store/outbox-store.ts';
import { aMessage, anEvent, anItem, linDirect } from './samples.ts';

/** Writes as fast as it can until it is killed, and says what was acknowledged: intake `i <key>`, whole turn `t <key>`. */
const [path = '', round = ''] = process.argv.slice(2);
const database = await openDatabase(path);

async function writeForEver(writer: number): Promise<void> {
  for (let count = 0; ; count += 1) {
    const key = `${round}-${writer}-${count}`;
    const id = await database.transact((tx) => insertInbound(tx, anEvent(key), 1));
    writeSync(1, `i ${key}\n`);
    await database.transact(async (tx) => {
      await enqueue(tx, anItem(`${key}/1`, linDirect, { message: aMessage(key) }));
      await enqueue(tx, anItem(`${key}/2`, linDirect, { message: aMessage(key) }));
      await markHandled(tx, id ?? 0, 2);
    });
    writeSync(1, `t ${key}\n`);
  }
}

await Promise.all(Array.from({ length: 32 }, (_, writer) => writeForEver(writer)));
