import { expect, test } from 'vitest';
import { findTicketNumber } from '../../src/ticketing/reference.ts';

test.each<[string, number | undefined]>([
  ['T-12', 12],
  ['t12', 12],
  ['#12', 12],
  ['12', 12],
  [' Ｔ－１２ ', 12],
  ['T-0', undefined],
  ['T-', undefined],
  ['T-12a', undefined],
  ['12.5', undefined],
  ['-12', undefined],
  ['T-99999999999', undefined],
])('%s names ticket %s', (text, number) => {
  expect(findTicketNumber(text)).toBe(number);
});
