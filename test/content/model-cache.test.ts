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

const get = (key: string, cacheDir: string | null = folder): { weights: number[] } =>
  getOrTrain(cacheDir, { name: 'classifier', key, train: () => ({ weights: [++trained] }) });

it('trains once for a key', () => {
  expect([get('a'), get('a')]).toEqual([{ weights: [1] }, { weights: [1] }]);
});

it('trains anew for another key, and keeps only the newest', () => {
  expect([get('a'), get('b'), get('a')].map(({ weights }) => weights[0])).toEqual([1, 2, 3]);
  expect(readdirSync(folder)).toEqual(['classifier.json']);
});

it.each(['', '{"key":', 'null', '[1]', '{"key":"a"}', '\u0000\u0000'])(
  'trains anew where the file holds %j',
  (text) => {
    get('a');
    writeFileSync(join(folder, 'classifier.json'), text);
    expect(get('a')).toEqual({ weights: [2] });
    expect(get('a')).toEqual({ weights: [2] });
  },
);

it('keeps nothing without a folder, or in one that cannot be written', () => {
  expect([get('a', null), get('a', null)].map(({ weights }) => weights[0])).toEqual([1, 2]);
  writeFileSync(join(folder, 'file'), '');
  expect(get('a', join(folder, 'file'))).toEqual({ weights: [3] });
});

it('leaves no half-written file behind', () => {
  for (let i = 0; i < 5; i += 1) get(String(i));
  expect(readdirSync(folder)).toEqual(['classifier.json']);
});
