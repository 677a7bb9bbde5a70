import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { half } from '../../src/understanding/evaluation/half.ts';
import { decodeMessages } from '../../src/understanding/evaluation/message.ts';
import { loadShippedContent } from './shipped.ts';

const { messages } = decodeMessages(
  readFileSync(join(import.meta.dirname, 'held-out', 'messages.jsonl'), 'utf8'),
);

/** Letters and digits only: spaces and marks make no difference. */
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Han pairs, or Latin fours. */
function pieces(text: string): Set<string> {
  const bare = plain(text);
  const size = /\p{Script=Han}/u.test(bare) ? 2 : 4;
  return new Set(
    Array.from({ length: Math.max(0, bare.length - size + 1) }, (_, at) => bare.slice(at, at + size)),
  );
}

test('no training line is a held-out message, nor nearly one', () => {
  const held = messages.map(({ id, text }) => ({ id, bare: plain(text), pieces: pieces(text) }));
  const having = new Map<string, number[]>();
  held.forEach((one, index) => {
    for (const piece of one.pieces) having.set(piece, [...(having.get(piece) ?? []), index]);
  });
  const alike = loadShippedContent().training.flatMap(({ text }) => {
    const own = pieces(text);
    const shared = new Map<number, number>();
    for (const piece of own)
      for (const index of having.get(piece) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
    const twins = [...shared].filter(([index, count]) => {
      const all = own.size + (held[index]?.pieces.size ?? 0) - count;
      return own.size >= 4 && count / all >= 0.5;
    });
    return twins.map(([index]) => `${held[index]?.id ?? ''} ~ ${text}`);
  });
  expect(alike).toEqual([]);
  const said = new Set(held.filter(({ bare }) => bare.length >= 6).map(({ bare }) => bare));
  expect(loadShippedContent().training.filter(({ text }) => said.has(plain(text)))).toEqual([]);
});

test('the halves are about even and never change', () => {
  const dev = messages.filter(({ id }) => half(id) === 'dev');
  expect(dev.length).toBe(471);
  expect(messages.length - dev.length).toBe(511);
  expect(['h0001', 'h0003', 'h0753'].map(half)).toEqual(['dev', 'test', 'dev']);
});
