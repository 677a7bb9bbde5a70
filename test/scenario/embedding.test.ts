import { afterEach, beforeEach, expect, test } from 'vitest';
import { startScriptedServer, type ScriptedServer } from '../llm/scripted-server.ts';
import { castYaml, openWorld, type World } from '../support/world.ts';

let server: ScriptedServer;
let world: World;
beforeEach(async () => {
  server = await startScriptedServer();
  world = await openWorld({
    at: '2026-11-23T02:00:00Z',
    yaml: `${castYaml}\nllm: { baseUrl: "${server.url}", model: m, embeddingModel: e, timeoutMs: 300 }\n`,
  });
});
afterEach(() => world.close());

const text = (said: readonly { text: string }[]): string => said.map((one) => one.text).join('\n');
/** Nobody would find the article about liquids by these words. */
const riddle = '打印机喝了一口下午茶，现在浑身湿漉漉';

/** Everything about liquids lies in one place, everything else in another. */
const place = (words: string): number[] =>
  /liquid|进水|湿漉漉/i.test(words) ? [0, 1, 0] : [1, 0.01 * (words.length % 7), 0.2];

test('an article that is near by meaning comes first, whatever the words', async () => {
  const before = text(await world.says('lin', `查知识 ${riddle}`));
  expect(before).not.toContain('电脑进水');
  server.next({ type: 'embeds', place });
  await world.passes(61_000);
  const after = text(await world.says('lin', `查知识 ${riddle}`));
  expect(after).toContain('电脑进水');
});

test('vectors of another length than the articles’ change nothing', async () => {
  server.next({ type: 'embeds', place: (words) => (words.includes('\n') ? place(words) : [0, 1]) });
  await world.passes(61_000);
  const said = text(await world.says('lin', '查知识 打印机卡纸了'));
  expect(said).toContain('卡纸');
});
