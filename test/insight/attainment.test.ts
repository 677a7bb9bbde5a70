import { describe, expect, test } from 'vitest';
import { addUp, type OpenCount, type OutcomeCount } from '../../src/insight/attainment.ts';
import { periodOf } from '../../src/insight/period.ts';
import { formatDate } from '../../src/sla/local-date.ts';

const base = {
  target: 'resolution',
  priority: 'P3',
  groupId: 'desk',
  category: 'hardware.printer',
  cause: null,
} as const;
const met = (count: number, change: Partial<OutcomeCount> = {}): OutcomeCount => ({
  ...base,
  outcome: 'met',
  count,
  ...change,
});
const late = (count: number, change: Partial<OutcomeCount> = {}): OutcomeCount => ({
  ...base,
  outcome: 'breached',
  count,
  ...change,
});
const open = (change: Partial<OpenCount>): OpenCount => ({
  ...base,
  running: 0,
  paused: 0,
  overdue: 0,
  ...change,
});

describe('attainment', () => {
  test('is the share kept of what is decided; what runs or is paused is named and not kept', () => {
    const { targets } = addUp([met(18), late(1)], [open({ running: 5, paused: 2, overdue: 1 })]);
    expect(targets).toHaveLength(1);
    expect(targets[0]).toMatchObject({ met: 18, breached: 2, running: 5, paused: 2, rate: 0.9 });
  });

  test('of nothing decided is not 100 %', () => {
    expect(addUp([], [open({ running: 3 })]).targets[0]?.rate).toBeNull();
    expect(addUp([], []).targets).toEqual([]);
  });

  test('adds up rows that agree, and splits by priority, group and category', () => {
    const { targets } = addUp(
      [
        met(2, { priority: 'P1' }),
        met(3, { priority: 'P1' }),
        late(5, { priority: 'P2', groupId: 'net', category: 'network.vpn' }),
      ],
      [],
    );
    const [only] = targets;
    expect(only?.byPriority.get('P1')).toMatchObject({ met: 5, breached: 0, rate: 1 });
    expect(only?.byPriority.get('P2')).toMatchObject({ met: 0, breached: 5, rate: 0 });
    expect([...(only?.byGroup.keys() ?? [])]).toEqual(['desk', 'net']);
    expect(only?.byCategory.get('network.vpn')?.breached).toBe(5);
  });

  test('names causes, most first, with those nobody explained', () => {
    const { causes } = addUp(
      [late(2, { cause: 'vendor' }), late(3), met(9, { cause: 'vendor' })],
      [open({ overdue: 4, cause: 'capacity' })],
    );
    expect(causes).toEqual([
      { cause: 'capacity', count: 4 },
      { cause: null, count: 3 },
      { cause: 'vendor', count: 2 },
    ]);
  });

  test('targets come in their order', () => {
    const { targets } = addUp(
      [met(1), met(1, { target: 'firstResponse' }), met(1, { target: 'nextReply' })],
      [],
    );
    expect(targets.map(({ target }) => target)).toEqual(['firstResponse', 'nextReply', 'resolution']);
  });
});

describe('a period', () => {
  test.each([
    ['today', '2026-11-22T15:59:59Z', 'Asia/Shanghai', '2026-11-22', '2026-11-22'],
    ['today', '2026-11-22T16:00:00Z', 'Asia/Shanghai', '2026-11-23', '2026-11-23'],
    ['week', '2026-11-22T15:00:00Z', 'Asia/Shanghai', '2026-11-16', '2026-11-22'],
    ['week', '2026-11-22T16:00:00Z', 'Asia/Shanghai', '2026-11-23', '2026-11-23'],
    ['month', '2026-02-28T16:30:00Z', 'Asia/Shanghai', '2026-03-01', '2026-03-01'],
    ['month', '2026-03-29T12:00:00Z', 'Europe/Berlin', '2026-03-01', '2026-03-29'],
  ] as const)('%s at %s in %s', (name, at, zone, from, to) => {
    const period = periodOf(name, Date.parse(at), zone);
    expect([formatDate(period.fromDay), formatDate(period.toDay)]).toEqual([from, to]);
  });

  test("begins at the house's midnight", () => {
    expect(periodOf('month', Date.parse('2026-03-30T00:00:00Z'), 'Europe/Berlin').fromAt).toBe(
      Date.parse('2026-02-28T23:00:00Z'),
    );
  });
});
