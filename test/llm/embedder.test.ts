import { beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../src/kernel/logger.ts';
import { Secret } from '../../src/kernel/secret.ts';
import { createEmbedder, decodeVectors, type Embedder } from '../../src/llm/embedder.ts';
import type { LlmUse } from '../../src/llm/llm.ts';
import { startScriptedServer, type Script, type ScriptedServer } from './scripted-server.ts';

let server: ScriptedServer;
let uses: LlmUse[];
let now: number;
let embedder: Embedder;
beforeEach(async () => {
  server = await startScriptedServer();
  uses = [];
  now = 1_000;
  embedder = createEmbedder(
    { baseUrl: server.url, apiKey: new Secret('sk-key'), model: 'm', embeddingModel: 'e', timeoutMs: 1_000 },
    {
      clock: () => now,
      logger: silentLogger,
      onUse: (use) => {
        uses.push(use);
      },
    },
  );
});

test('vectors come in the order of the texts, of length one', async () => {
  server.next({
    type: 'vectors',
    vectors: [
      [3, 4],
      [0, 2],
    ],
  });
  const vectors = await embedder.embed('embed-question', ['a', 'b'], []);
  expect(vectors?.map((vector) => [...vector].map((value) => Number(value.toFixed(3))))).toEqual([
    [0.6, 0.8],
    [0, 1],
  ]);
  expect(uses).toMatchObject([{ purpose: 'embed-question', outcome: 'used', promptTokens: 7 }]);
});

test('what is private does not leave', async () => {
  server.next({ type: 'vectors', vectors: [[1, 0]] });
  await embedder.embed('embed-question', ['小林的密码是 Hunter2! 电话 13812345678'], ['小林']);
  expect(server.asked.join()).not.toMatch(/小林|Hunter2|13812345678/);
  expect(server.asked.join()).toContain('电话');
});

describe('nothing comes of', () => {
  test.each<[name: string, script: Script, outcome: string]>([
    ['too few', { type: 'vectors', vectors: [[1, 0]] }, 'unusable'],
    ['too many', { type: 'vectors', vectors: [[1], [1], [1]] }, 'unusable'],
    ['unlike lengths', { type: 'vectors', vectors: [[1, 0], [1]] }, 'unusable'],
    [
      'no number',
      {
        type: 'vectors',
        vectors: [
          [1, 'x'],
          [1, 0],
        ],
      },
      'unusable',
    ],
    [
      'null, as JSON writes NaN',
      {
        type: 'vectors',
        vectors: [
          [1, Number.NaN],
          [1, 0],
        ],
      },
      'unusable',
    ],
    [
      'nothing but zeros',
      {
        type: 'vectors',
        vectors: [
          [0, 0],
          [1, 0],
        ],
      },
      'unusable',
    ],
    ['empty ones', { type: 'vectors', vectors: [[], []] }, 'unusable'],
    ['a chat answer', { type: 'says', answer: {} }, 'unusable'],
    ['an error', { type: 'status', status: 500 }, 'failed'],
    ['a gateway’s page', { type: 'not-json' }, 'failed'],
    ['silence', { type: 'silent' }, 'timed-out'],
    ['half an answer', { type: 'breaks' }, 'failed'],
  ])('%s', async (_, script, outcome) => {
    server.next(script);
    expect(await embedder.embed('embed-question', ['a', 'b'], [])).toBeUndefined();
    expect(uses).toHaveLength(1);
    expect(uses[0]?.outcome).toBe(outcome);
  });

  test('numbers that are not finite', () => {
    expect(decodeVectors({ data: [{ index: 0, embedding: [1, Infinity] }] }, 1)).toBeUndefined();
    expect(decodeVectors({ data: [{ index: 4, embedding: [1] }] }, 1)).toBeUndefined();
    expect(
      decodeVectors(
        {
          data: [
            { index: 0, embedding: [1] },
            { index: 0, embedding: [1] },
          ],
        },
        2,
      ),
    ).toBeUndefined();
    expect(decodeVectors(null, 1)).toBeUndefined();
  });
});

test('an endpoint that keeps failing is left alone for a minute', async () => {
  server.next(
    { type: 'status', status: 500 },
    { type: 'status', status: 500 },
    { type: 'status', status: 500 },
  );
  for (let attempt = 0; attempt < 4; attempt += 1) await embedder.embed('embed-question', ['a'], []);
  expect(server.asked).toHaveLength(3);
  expect(uses.at(-1)?.outcome).toBe('resting');
  now += 61_000;
  server.next({ type: 'vectors', vectors: [[1]] });
  expect(await embedder.embed('embed-question', ['a'], [])).toHaveLength(1);
});
