import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getOrTrain } from '../../src/content/model-cache.ts';

let folder = '';
let trained = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangban-model-'));
  trained = 0;
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const get = (key: string, cacheDir: string | null = folder): Promise<{ weights: number[] }> =>
  getOrTrain(cacheDir, { name: 'classifier', key, train: () => Promise.resolve({ weights: [++trained] }) });

it('trains once for a key', async () => {
  expect([await get('a'), await get('a')]).toEqual([{ weights: [1] }, { weights: [1] }]);
});

it('trains anew for another key, and keeps only the newest', async () => {
  expect([await get('a'), await get('b'), await get('a')].map(({ weights }) => weights[0])).toEqual([
    1, 2, 3,
  ]);
  expect(readdirSync(folder)).toEqual(['classifier.json']);
});

it.each(['', '{"key":', 'null', '[1]', '{"key":"a"}', '\u0000\u0000'])(
  'trains anew where the file holds %j',
  async (text) => {
    await get('a');
    writeFileSync(join(folder, 'classifier.json'), text);
    expect(await get('a')).toEqual({ weights: [2] });
    expect(await get('a')).toEqual({ weights: [2] });
  },
);

it('keeps nothing without a folder, or in one that cannot be written', async () => {
  expect([await get('a', null), await get('a', null)].map(({ weights }) => weights[0])).toEqual([1, 2]);
  writeFileSync(join(folder, 'file'), '');
  expect(await get('a', join(folder, 'file'))).toEqual({ weights: [3] });
});

it('leaves no half-written file behind', async () => {
  for (let i = 0; i < 5; i += 1) await get(String(i));
  expect(readdirSync(folder)).toEqual(['classifier.json']);
});
