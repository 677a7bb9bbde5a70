import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TicketExplanation } from '../../src/insight/explain-ticket.ts';
import { explainTicket } from '../../src/insight/explain-ticket.ts';
import { syncCalendars } from '../../src/runtime/recompute-calendars.ts';
import { computeClock } from '../../src/sla/compute-clock.ts';
import { loadTicketEvents } from '../../src/store/ticket-event-store.ts';
import { loadTicket } from '../../src/store/ticket-store.ts';
import { clockFacts } from '../../src/ticketing/clock-facts.ts';
import { adminYaml, openQuietOffice, steadyPace, type QuietOffice } from '../support/quiet-office.ts';

const root = join(import.meta.dirname, '../..');
const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`;

type Ran = { readonly out: string; readonly err: string; readonly code: number };

function run(script: string, ...given: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile('node', [join(root, script), ...given], { env: { ...process.env, PATH } }, (error, out, err) => {
      resolve({ out, err, code: typeof error?.code === 'number' ? error.code : 0 });
    });
  });
}

let desk: QuietOffice;
let file: string;
beforeEach(async () => {
  desk = await openQuietOffice({ at: new Date().toISOString() });
  file = join(desk.dir, 'bot.config.yaml');
  writeFileSync(
    file,
    `${adminYaml}storage: { url: ${JSON.stringify(`sqlite:${join(desk.dir, 'bangban.db')}`)} }\ndataDir: ${JSON.stringify(desk.dir)}\n`,
  );
});
afterEach(() => desk.close());

const sla = (...given: string[]): Promise<Ran> => run('src/sla-cli.ts', ...given, '--config', file);

describe('why', () => {
  test('is the explanation the chat tells, as JSON, equal to the engine’s', async () => {
    await desk.open();
    await desk.happen(1, 'wang', { type: 'claimed' }, { type: 'held', reason: 'vendor', text: null });
    const { out, code } = await sla('why', 'T-1', '--json');
    expect(code).toBe(0);
    const told = JSON.parse(out) as TicketExplanation;
    const { db } = desk.office.database;
    const [ticket, events] = [await loadTicket(db, 1), await loadTicketEvents(db, 1)];
    if (!ticket) throw new Error('no ticket');
    const { calendars } = desk.office.desk;
    const clock = computeClock(clockFacts(events), calendars, told.asOf);
    expect(told).toEqual(JSON.parse(JSON.stringify(explainTicket(ticket, events, clock, calendars))));
    expect(told.timers.map(({ target }) => target)).toEqual(['firstResponse', 'resolution']);
  });

  test.each([
    ['why', 'T-99', /T-99/],
    ['why', 'printer', /why T-12/],
    ['wy', 'T-1', /sla:why/],
  ])('%s %s is refused in a sentence', async (command, subject, expected) => {
    const { err, code } = await sla(command, subject);
    expect(code).toBe(1);
    expect(err).toMatch(expected);
    expect(err).not.toMatch(/at .*\.ts:\d+/);
  });
});

describe('dry-run', () => {
  const strict = (): void => {
    writeFileSync(
      file,
      `${readFileSync(file, 'utf8')}sla:\n  policies:\n    - { name: strict, when: {}, calendar: 24x7, firstResponse: 1m, resolution: 2m }\n`,
    );
  };

  test('tells what would move, and writes nothing without --apply', async () => {
    await desk.open();
    strict();
    const { out, code } = await sla('dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(/未结工单 1 张，受影响 1 张.*T-1/s);
    expect(await loadTicketEvents(desk.office.database.db, 1)).toHaveLength(1);
  });

  test('--apply takes the only administrator, or the one named', async () => {
    await desk.open();
    strict();
    const { out } = await sla('dry-run', '--apply');
    expect(out).toContain('已应用：1 张');
    expect((await loadTicketEvents(desk.office.database.db, 1)).at(-1)).toMatchObject({
      actorId: 'guan',
      change: { type: 'policy_changed', policy: { name: 'strict' } },
    });
    const refused = await sla('dry-run', '--apply', '--by', 'wang');
    expect(refused.code).toBe(1);
  });

  test('of a folder of edited calendars', async () => {
    await syncCalendars(desk.office, steadyPace);
    await desk.open({ priority: 'P4' });
    const folder = mkdtempSync(join(tmpdir(), 'bangban-calendars-'));
    cpSync(join(root, 'data/calendars'), folder, { recursive: true });
    const cn = join(folder, 'cn.yaml');
    writeFileSync(cn, readFileSync(cn, 'utf8').replace('09:00-18:00', '09:00-13:30'));
    const { out, code } = await sla('dry-run', '--calendars', folder);
    expect(code).toBe(0);
    expect(out).toMatch(/受影响 1 张/);
    rmSync(folder, { recursive: true });
  });

  test('makes no database where there is none', async () => {
    writeFileSync(file, `${adminYaml}dataDir: ${JSON.stringify(join(desk.dir, 'empty'))}\n`);
    const { err, code } = await sla('dry-run');
    expect(code).toBe(1);
    expect(err).toContain('还没有数据库');
  });
});

describe('calendars:import', () => {
  const ics = [
    'BEGIN:VCALENDAR',
    'X-WR-CALNAME:Holidays in Japan',
    'X-WR-TIMEZONE:Asia/Tokyo',
    'BEGIN:VEVENT',
    'UID:1',
    'DTSTART;VALUE=DATE:20200211',
    'RRULE:FREQ=YEARLY',
    'SUMMARY:建国記念の日',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  const importer = (...given: string[]): Promise<Ran> =>
    run('src/content/import-calendar-cli.ts', ...given, '--out', desk.dir);

  test('writes a file to look through, with source and hash, and does not overwrite one unasked', async () => {
    const source = join(desk.dir, 'jp.ics');
    writeFileSync(source, ics);
    const given = [
      source,
      '--id',
      'jp',
      '--from',
      '2026-01-01',
      '--to',
      '2027-12-31',
      '--hours',
      '09:00-18:00',
    ];
    const { out, code } = await importer(...given);
    expect(code, out).toBe(0);
    const yaml = readFileSync(join(desk.dir, 'jp.yaml'), 'utf8');
    expect(yaml).toContain('timeZone: Asia/Tokyo');
    expect(yaml).toMatch(/jp\.ics \(Holidays in Japan\), sha256 [0-9a-f]{64}, imported \d{4}-/);
    expect(yaml).toMatch(/2026-02-11: "建国記念の日"\n {2}2027-02-11/);
    const again = await importer(...given);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('--replace')]);
    expect((await importer(...given, '--replace')).code).toBe(0);
  });

  test('writes nothing where the file is wrong, and names the line', async () => {
    const source = join(desk.dir, 'bad.ics');
    writeFileSync(source, ics.replace('20200211', '20200231'));
    const { err, code } = await importer(source, '--id', 'bad', '--from', '2026-01-01', '--to', '2026-12-31');
    expect(code).toBe(1);
    expect(err).toMatch(/bad\.ics:6: expected a date such as 20260101/);
    expect(() => readFileSync(join(desk.dir, 'bad.yaml'))).toThrow();
  });

  test.each([
    [['--id', 'JP!'], /--id/],
    [['--id', 'jp', '--base', 'mars'], /--base: one of/],
    [['--id', 'jp', '--zone', 'Asia/Beijing'], /--zone/],
    [['--id', 'jp', '--hours', '09:00-23:59'], /24:00/],
    [['--id', 'jp', '--hours', '18:00-09:00'], /over midnight/],
  ])('%j is refused', async (given, expected) => {
    const source = join(desk.dir, 'jp.ics');
    writeFileSync(source, ics);
    const { err, code } = await importer(source, '--from', '2026-01-01', '--to', '2026-12-31', ...given);
    expect([code, err]).toEqual([1, expect.stringMatching(expected)]);
  });
});
