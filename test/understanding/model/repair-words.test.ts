import { expect, test } from 'vitest';
import { createRepair } from '../../../src/understanding/model/repair-words.ts';
import { tokensOf } from '../../../src/understanding/text/tokens.ts';

/** Stem and how rare it is. */
const known = new Map([
  ['printer', 3],
  ['print', 2],
  ['network', 4],
  ['transfer', 5],
  ['transform', 6],
  ['slack', 4],
]);
const repair = createRepair({ isKnown: (stem) => known.has(stem), all: () => known });

test.each([
  ['pritner', 'printer'],
  ['prnter', 'printer'],
  ['priinter', 'printer'],
  ['prinyer', 'printer'],
  ['netwrok', 'network'],
  ['tranfser', 'transfer'],
])('%s is read as %s', (typed, meant) => {
  expect(tokensOf(typed).map(repair)[0]?.key).toBe(meant);
});

test.each(['printer', 'slak', 'zoomify', 'e1234', '0x80070643', '打印机', 'wifi'])('%s stays', (typed) => {
  const tokens = tokensOf(typed);
  expect(tokens.map(repair)).toEqual(tokens);
});

test('what was typed is still what stands there', () => {
  const [token] = tokensOf('pritner').map(repair);
  expect(token).toMatchObject({ raw: 'pritner', start: 0, end: 7 });
});
