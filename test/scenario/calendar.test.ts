import { afterEach, describe, expect, test } from 'vitest';
import { openPrinterTicket } from '../support/report-printer.ts';
import { castYaml, openWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const lastText = async (place: string): Promise<string> => (await world.heard(place)).at(-1)?.text ?? '';
const alertsIn = async (place: string): Promise<string[]> =>
  (await world.heard(place)).map(({ text }) => text).filter((text) => /⏰/.test(text));

/** The cast under one policy for everything. */
function under(policy: string, house = 'Asia/Shanghai'): string {
  return `${castYaml.replace('timeZone: Asia/Shanghai', `timeZone: ${house}`)}
sla:
  policies:
    - { name: all, when: {}, ${policy} }
`;
}

async function why(): Promise<string> {
  await world.says('wang', '为什么 T-1', 'desk');
  return lastText('desk');
}

describe('deadlines across the holidays', () => {
  test('National Day 2025: the evening before to the first working day, its name in the explanation', async () => {
    world = await openWorld({ at: '2025-09-30T17:00:00+08:00' });
    await openPrinterTicket(world);
    const told = await why();
    expect(told).toContain('10-09 10:00');
    expect(told).toContain('国庆节');
    await world.passes('2025-10-08T17:00:00+08:00');
    expect(await alertsIn('managers')).toEqual([]);
    await world.passes('2025-10-09T10:01:00+08:00');
    expect(await alertsIn('managers')).toHaveLength(1);
  });

  test('a make-up Sunday before it is worked', async () => {
    world = await openWorld({ at: '2025-09-26T17:30:00+08:00' });
    await openPrinterTicket(world);
    expect(await why()).toContain('09-28 10:30');
    await world.passes('2025-09-28T10:31:00+08:00');
    expect(await alertsIn('managers')).toHaveLength(1);
  });

  test('Spring Festival 2026: nine days off between two make-up Saturdays', async () => {
    // 15 to 23 February off, 14 and 28 February worked.
    world = await openWorld({ at: '2026-02-14T17:00:00+08:00' });
    await openPrinterTicket(world);
    const told = await why();
    expect(told).toContain('02-24 10:00');
    expect(told).toContain('春节');
    await world.passes('2026-02-24T09:00:00+08:00');
    expect(await alertsIn('managers')).toEqual([]);
    await world.passes('2026-02-24T10:01:00+08:00');
    expect(await alertsIn('managers')).toHaveLength(1);
  });
});

describe('hours of one’s own', () => {
  const calendar = async (yaml: string) => {
    const { parse } = await import('yaml');
    const { decodeOrThrow } = await import('../sla/support/calendars.ts');
    return decodeOrThrow(parse(yaml));
  };

  test('lunch is nobody’s time', async () => {
    const lunch = await calendar(
      'name: lunch\ntimeZone: Asia/Shanghai\nweekly: { mon-fri: [09:00-12:00, 13:30-18:00] }',
    );
    world = await openWorld({
      at: '2026-09-22T11:30:00+08:00',
      calendars: [lunch],
      yaml: under('calendar: lunch, firstResponse: 1h, resolution: 1wd'),
    });
    await openPrinterTicket(world);
    const told = await why();
    expect(told).toContain('09-22 14:00');
    expect(told).toMatch(/12:00 – 13:30\s+非服务时间/);
  });

  test('a night shift goes on over midnight', async () => {
    const nights = await calendar(
      'name: nights\ntimeZone: Asia/Shanghai\nweekly: { mon-fri: [22:00-24:00, 00:00-06:00], sat: 00:00-06:00 }\nworkingDay: 8h',
    );
    world = await openWorld({
      at: '2026-09-25T23:30:00+08:00',
      calendars: [nights],
      yaml: under('calendar: nights, firstResponse: 1h, resolution: 8h'),
    });
    await openPrinterTicket(world);
    const told = await why();
    // Friday night ends Saturday at six; the rest is Monday's, which begins at midnight.
    expect(told).toContain('09-26 00:30');
    expect(told).toContain('09-28 01:30');
  });

  test('the clocks of another zone go back: the hour is worked twice, and told in its own time', async () => {
    const berlin = await calendar(
      'name: berlin\ntimeZone: Europe/Berlin\nweekly: { mon-sun: 00:00-24:00 }\nworkingDay: 8h',
    );
    world = await openWorld({
      at: '2026-10-25T01:30:00+02:00',
      calendars: [berlin],
      yaml: under('calendar: berlin, firstResponse: 2h, resolution: 4h', 'Europe/Berlin'),
    });
    await openPrinterTicket(world);
    const told = await why();
    // 01:30 summer time and two hours is 02:30 winter time.
    expect(told).toContain('10-25 02:30');
    expect(told).toContain('Europe/Berlin');
    await world.passes('2026-10-25T01:29:00Z');
    expect(
      await alertsIn('managers').then((alerts) => alerts.filter((text) => text.includes('已超时'))),
    ).toEqual([]);
    await world.passes('2026-10-25T01:31:00Z');
    expect((await alertsIn('managers')).some((text) => text.includes('已超时'))).toBe(true);
  });
});

describe('a clock that jumps', () => {
  test('forward and back again tells nothing early, nothing twice and loses nothing', async () => {
    world = await openWorld({ at: '2026-09-22T10:00:00+08:00' });
    await openPrinterTicket(world);
    await world.passes('2026-09-22T11:59:00+08:00');
    const warned = await alertsIn('managers');
    await world.passes('2026-09-22T09:00:00+08:00');
    expect(await alertsIn('managers')).toEqual(warned);
    await world.passes('2026-09-22T11:59:30+08:00');
    expect(await alertsIn('managers')).toEqual(warned);
    await world.passes('2026-09-22T12:00:30+08:00');
    const breached = await alertsIn('managers');
    expect(breached).toHaveLength(warned.length + 1);
    await world.passes('2026-09-22T11:00:00+08:00');
    await world.passes('2026-09-22T12:00:40+08:00');
    expect(await alertsIn('managers')).toEqual(breached);
  });
});
