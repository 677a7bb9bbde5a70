import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { breachCauses, breachExplanations, findBreachCause } from '../../src/ticketing/breach-cause.ts';
import type { TicketChange, TicketEvent } from '../../src/ticketing/ticket-event.ts';

const copyOf = (locale: string): Record<string, string> =>
  parse(readFileSync(join(import.meta.dirname, `../../prompts/copy/${locale}.yaml`), 'utf8')) as Record<
    string,
    string
  >;

describe.each(['zh-CN', 'zh-TW', 'en'])('in %s', (locale) => {
  const copy = copyOf(locale);
  test.each(breachCauses)('the words for %s may be typed', (cause) => {
    const label = copy[`cause.${cause}`] ?? '';
    expect(findBreachCause(label)).toEqual({ cause, text: null });
    expect(findBreachCause(`${label} 配件周五到`)).toEqual({ cause, text: '配件周五到' });
  });
});

test.each(breachCauses)('a button’s %s is read', (cause) => {
  expect(findBreachCause(cause)?.cause).toBe(cause);
});

test.each(['', '不知道', 'because', 'T-12'])('%j names no cause', (text) => {
  expect(findBreachCause(text)).toBeUndefined();
});

test('the last word on each promise counts', () => {
  const explained = (key: string, cause: 'vendor' | 'capacity', seq: number): TicketEvent => ({
    ticket: 1,
    seq,
    at: seq,
    actorId: 'wang',
    channel: 'web',
    change: { type: 'breach_explained', key, cause, text: null } satisfies TicketChange,
  });
  expect(
    breachExplanations([
      explained('1/firstResponse', 'vendor', 2),
      explained('1/resolution', 'vendor', 3),
      explained('1/firstResponse', 'capacity', 4),
    ]),
  ).toEqual([
    { key: '1/firstResponse', cause: 'capacity', text: null },
    { key: '1/resolution', cause: 'vendor', text: null },
  ]);
});
