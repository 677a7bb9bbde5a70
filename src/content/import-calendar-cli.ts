import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { differingDates } from '../sla/calendar-difference.ts';
import { renderImported } from '../sla/calendar-yaml.ts';
import { decodeCalendar } from '../sla/decode-calendar.ts';
import { readIcalHolidays } from '../sla/ical-holidays.ts';
import { findDay } from '../sla/local-date.ts';
import { isTimeZone } from '../sla/time-zone.ts';
import { loadFoundations } from './load-content.ts';

/*
 * npm run calendars:import -- FILE.ics --id jp --from 2026-01-01 --to 2026-12-31
 *   [--base cn] [--extends cn] [--zone Asia/Tokyo] [--hours "09:00-12:00,13:00-18:00"] [--out DIR] [--replace]
 * Writes DIR/jp.yaml (data/calendars) for a person to look through. `--base`: whose hours it takes (cn); `--extends`: whose
 * holidays it keeps as well. Nothing is written where anything is wrong; the exit code is 1 then.
 */

const root = join(import.meta.dirname, '../..');

class Refused extends Error {}

function required(value: string | undefined, option: string): string {
  if (value === undefined)
    throw new Refused(`${option} is missing; see the head of ${basename(import.meta.filename)}`);
  return value;
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      id: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      base: { type: 'string', default: 'cn' },
      extends: { type: 'string' },
      zone: { type: 'string' },
      hours: { type: 'string' },
      out: { type: 'string' },
      replace: { type: 'boolean' },
    },
  });
  const file = required(positionals[0], 'FILE.ics');
  const id = required(values.id, '--id');
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(id))
    throw new Refused(`--id ${id}: small letters, digits and hyphens`);
  const coverage = { from: required(values.from, '--from'), to: required(values.to, '--to') };
  for (const date of [coverage.from, coverage.to])
    if (findDay(date) === undefined) throw new Refused(`${date}: a date such as 2026-12-31`);
  if (coverage.to < coverage.from) throw new Refused(`--to ${coverage.to} is before --from ${coverage.from}`);
  const { calendars } = loadFoundations(root).foundations;
  const base = calendars.get(values.extends ?? values.base);
  if (!base) throw new Refused(`--base: one of ${[...calendars.keys()].join(', ')}`);

  const bytes = readFileSync(file);
  const text = bytes.toString('utf8');
  const named = /^X-WR-TIMEZONE:(.*)$/m.exec(text)?.[1]?.trim();
  const timeZone = values.zone ?? (named !== undefined && isTimeZone(named) ? named : base.timeZone);
  if (!isTimeZone(timeZone)) throw new Refused(`--zone ${timeZone}: an IANA time zone such as Asia/Tokyo`);
  const read = readIcalHolidays(text, timeZone, coverage);
  if ('problems' in read)
    throw new Refused(
      read.problems.map(({ line, expected }) => `${file}:${line}: expected ${expected}`).join('\n'),
    );

  const hash = createHash('sha256').update(bytes).digest('hex');
  const day = new Date().toISOString().slice(0, 10);
  const yaml = renderImported({
    id,
    extends: values.extends ?? null,
    timeZone,
    base,
    hours: values.hours === undefined ? null : values.hours.split(',').map((window) => window.trim()),
    coverage,
    holidays: read.holidays,
    source: `${basename(file)}${read.title === null ? '' : ` (${read.title.slice(0, 60)})`}, sha256 ${hash}, imported ${day}`,
  });
  const decoded = decodeCalendar(parse(yaml), calendars);
  if ('problems' in decoded)
    throw new Refused(
      decoded.problems
        .map(({ path, seen, expected }) => `${path}: ${seen} is there, expected ${expected}`)
        .join('\n'),
    );

  const target = join(values.out ?? join(root, 'data/calendars'), `${id}.yaml`);
  if (existsSync(target) && values.replace !== true)
    throw new Refused(`${target} is there already: --replace`);
  const before = calendars.get(id);
  writeFileSync(target, yaml);
  console.log(
    `${target}: ${read.holidays.size} holidays from ${coverage.from} to ${coverage.to}, ${timeZone}`,
  );
  for (const { name, at } of read.leftOut) console.log(`left out, fills no whole day: ${at} ${name}`);
  if (before) {
    const dates = differingDates(
      before,
      decoded.calendar,
      findDay(coverage.from) ?? 0,
      (findDay(coverage.to) ?? 0) + 1,
    );
    console.log(`dates whose hours differ from before: ${dates.join(' ') || 'none'}`);
  }
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
