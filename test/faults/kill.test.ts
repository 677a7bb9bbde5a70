import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createTranscript } from '../../src/store/transcript-store.ts';
import { plainMessage } from '../support/plain-message.ts';
import { prepareProduct, startProduct, type Product, type ProductPlace } from '../support/product.ts';

/** `KILLS=500 npx vitest run test/faults` for a longer one. */
const kills = Number(process.env['KILLS'] ?? 50);
const people = 6;

/** What each person types, from report to ticket, and a command at the end. */
const lines = [
  // A wish: of a fault everybody after the first would be asked whether it is the same.
  '想申请一台外接显示器，现在的屏幕太小了',
  '没解决',
  '转人工',
  '最好是 27 寸的，放工位上用',
  '催单',
  '我的工单',
] as const;

let dir: string;
let place: ProductPlace;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bangban-kill-'));
  place = await prepareProduct(dir, 'people: []');
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** Sends like the page does: the same clientId again until it is accepted. */
async function deliver(url: () => string, userId: string, text: string): Promise<void> {
  const clientId = randomUUID();
  for (;;) {
    const status = await fetch(`${url()}/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url() },
      body: JSON.stringify({ as: userId, conversation: '@me', text, clientId }),
    }).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 202) return;
    if (status !== 0 && status !== 503 && status !== 429) throw new Error(`${userId} got ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What was said in somebody's conversation, the person's lines and the bot's each in their order: a quick typist is ahead of the answers. */
async function talkOf(userId: string): Promise<{ typed: string[]; answered: string[] }> {
  const database = await openDatabase(place.database);
  const entries = await createTranscript(database).list([`web:@${userId}`], 0, 100_000);
  await database.close();
  const words = (bot: boolean) =>
    entries
      .filter(({ authorUserId }) => (authorUserId === null) === bot)
      .map(({ message }) => timeless(plainMessage(message)));
  return { typed: words(false), answered: words(true) };
}

test(`${kills} kills at random moments lose nothing and repeat nothing`, { timeout: 600_000 }, async () => {
  let product: Product = await startProduct(place);
  let done = false;
  const url = (): string => product.url;
  const rounds = Math.ceil(kills / 8);
  const conversations = Array.from({ length: people }, async (_, index) => {
    for (let round = 0; round < rounds; round += 1) {
      for (const line of lines) {
        await deliver(url, `guest-p${index}r${round}`, line);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
      }
    }
  });
  const killer = async (): Promise<number> => {
    let count = 0;
    for (; count < kills && !done; count += 1) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
      await product.end('SIGKILL');
      product = await startProduct(place);
    }
    return count;
  };
  const killing = killer();
  await Promise.all(conversations);
  done = true;
  const count = await killing;
  await product.end('SIGTERM');
  expect(count).toBeGreaterThan(kills / 2);

  const first = await talkOf('guest-p0r0');
  expect(first.answered.length).toBeGreaterThanOrEqual(lines.length);
  for (let index = 0; index < people; index += 1) {
    for (let round = 0; round < rounds; round += 1) {
      const talk = await talkOf(`guest-p${index}r${round}`);
      expect(talk.typed).toEqual(lines);
      expect(talk.answered).toEqual(first.answered);
    }
  }
});

function timeless(words: string): string {
  return words.replaceAll(/T-\d+/g, 'T-n').replaceAll(/(?:今天|明天|\d+月\d+日 周.) \d\d:\d\d/g, '·');
}
