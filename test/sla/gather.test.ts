import { describe, expect, it } from 'vitest';
import { gatherAlerts, type WaitingAlert } from '../../src/sla/gather.ts';

const rules = { over: 3, perMinute: 6 };
const now = 1_000_000_000;
const minuteMs = 60_000;

function alert(id: number, change: Partial<WaitingAlert> = {}): WaitingAlert {
  return { id, ticket: id, priority: 'P3', kind: 'warn', at: now, late: false, held: false, ...change };
}
const many = (count: number, change: Partial<WaitingAlert> = {}): WaitingAlert[] =>
  Array.from({ length: count }, (_, index) => alert(index + 1, change));

/** `single 1` `digest 2 3+4`: each message with its copies, those of one ticket joined. */
function told(waiting: readonly WaitingAlert[], toldAt: readonly number[] = []): string[] {
  return gatherAlerts(waiting, toldAt, now, rules).messages.map(
    ({ style, tickets }) => `${style} ${tickets.map((same) => same.map(({ id }) => id).join('+')).join(' ')}`,
  );
}

describe('what waits at one destination', () => {
  it.each<[string, WaitingAlert[], string[]]>([
    ['nothing', [], []],
    ['one', many(1), ['single 1']],
    ['a few, one by one', many(3), ['single 1', 'single 2', 'single 3']],
    ['more than a few: one digest', many(4), ['digest 1 2 3 4']],
    [
      'a thousand: one digest',
      many(1_000),
      [
        `digest ${many(1_000)
          .map(({ id }) => id)
          .join(' ')}`,
      ],
    ],
    [
      'two alerts of one ticket are one message, the stronger first',
      [alert(1, { ticket: 7 }), alert(2, { ticket: 7, kind: 'breach' })],
      ['single 2+1'],
    ],
    ['one told late is told as it is', [alert(1, { late: true })], ['single 1']],
    ['two told late are gathered', many(2, { late: true }), ['late 1 2']],
    [
      'late ones among others are a digest',
      [alert(1, { late: true }), alert(2, { late: true }), alert(3)],
      ['digest 1 2 3'],
    ],
    ['what the night kept back is one message, even a single one', [alert(1, { held: true })], ['morning 1']],
    ['with what is due in the morning', [alert(1, { held: true }), alert(2)], ['morning 1 2']],
  ])('%s', (_, waiting, expected) => {
    expect(told(waiting)).toEqual(expected);
  });

  it('stands in a digest by priority, then strength, then age', () => {
    expect(
      told([
        alert(1, { priority: 'P4', kind: 'after' }),
        alert(2, { at: now - 5 }),
        alert(3, { priority: 'P1' }),
        alert(4, { kind: 'breach' }),
        alert(5, { at: now - 9 }),
      ]),
    ).toEqual(['digest 3 4 5 2 1']);
  });
});

describe('the minute’s room', () => {
  const ago = (...seconds: number[]): number[] => seconds.map((s) => now - s * 1_000);
  it('singles while there is room for all of them, else a digest', () => {
    expect(told(many(3), ago(10, 20, 30))).toEqual(['single 1', 'single 2', 'single 3']);
    expect(told(many(3), ago(10, 20, 30, 40))).toEqual(['digest 1 2 3']);
    expect(told(many(1), ago(10, 20, 30, 40, 50))).toEqual(['single 1']);
  });
  it('none left: everything waits until the oldest is a minute old', () => {
    const gathering = gatherAlerts(many(2), ago(50, 40, 30, 20, 10, 5), now, rules);
    expect(gathering).toEqual({ messages: [], againAt: now - 50_000 + minuteMs });
  });
  it('P1 does not wait with the others', () => {
    const full = ago(50, 40, 30, 20, 10, 5);
    const mixed = [alert(1), alert(2, { priority: 'P1' })];
    expect(told(mixed, full)).toEqual(['single 2']);
    expect(gatherAlerts(mixed, full, now, rules).againAt).toBe(now + 10_000);
  });
  it('even P1 ends at what a group bears', () => {
    const crowded = Array.from({ length: 12 }, (_, index) => now - 1_000 * (index + 1));
    expect(told([alert(1, { priority: 'P1' })], crowded)).toEqual([]);
  });
  it('what was told in a future the clock has jumped back from does not count', () => {
    expect(
      told(
        many(1),
        Array.from({ length: 9 }, (_, index) => now + 3_600_000 + index),
      ),
    ).toEqual(['single 1']);
  });
  it('never more than six in any minute, whatever comes', () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const toldAt: number[] = [];
    let waiting: WaitingAlert[] = [];
    let ids = 0;
    const delivered: number[] = [];
    for (let at = now; at < now + 30 * minuteMs; at += 1_000) {
      const coming = random(10) === 0 ? random(20) : 0;
      for (let i = 0; i < coming; i += 1) waiting.push(alert((ids += 1), { at }));
      const { messages } = gatherAlerts(waiting, toldAt, at, rules);
      for (const { tickets } of messages) {
        toldAt.push(at);
        for (const { id } of tickets.flat()) delivered.push(id);
      }
      waiting = waiting.filter(({ id }) => !delivered.includes(id));
      expect(toldAt.filter((told) => told > at - minuteMs).length).toBeLessThanOrEqual(6);
      // Nothing waits longer than it takes to make room.
      expect(waiting.every((one) => at - one.at < minuteMs)).toBe(true);
    }
    expect(new Set(delivered).size).toBe(delivered.length);
    expect(ids).toBeGreaterThan(500);
  });
});
