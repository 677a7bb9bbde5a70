import type { Calendar, Coverage, Window } from './calendar.ts';
import { weekdays, type LocalDate } from './local-date.ts';

/** What an imported calendar is written from. */
export type ImportedCalendar = {
  readonly id: string;
  /** A calendar whose holidays it keeps; null: none. */
  readonly extends: string | null;
  readonly timeZone: string;
  /** Whose hours it takes where `hours` says nothing. */
  readonly base: Calendar;
  /** `09:00-18:00` Monday to Friday; null: the base's. */
  readonly hours: readonly string[] | null;
  readonly coverage: Coverage;
  readonly holidays: ReadonlyMap<LocalDate, string>;
  /** Where it comes from, with its hash and the day. */
  readonly source: string;
};

/** The text of a file of data/calendars, for a person to look through. Texts from outside are quoted. */
export function renderImported(imported: ImportedCalendar): string {
  const { id, timeZone, base, hours, coverage, holidays, source } = imported;
  const weekly =
    hours === null
      ? weekdays.flatMap((day) => {
          const windows = base.weekly[day];
          return windows.length === 0 ? [] : [`  ${day}: [${windows.map(formatWindow).join(', ')}]`];
        })
      : [`  mon-fri: [${hours.join(', ')}]`];
  return [
    '# Imported by `npm run calendars:import`. Look it through, then commit it like any other calendar.',
    `name: ${id}`,
    ...(imported.extends === null ? [] : [`extends: ${imported.extends}`]),
    `timeZone: ${timeZone}`,
    'weekly:',
    ...weekly,
    `coverage: { from: ${coverage.from}, to: ${coverage.to} }`,
    'sources:',
    `  - ${JSON.stringify(source)}`,
    ...(holidays.size === 0 ? [] : ['holidays:']),
    ...[...holidays].map(([date, name]) => `  ${date}: ${JSON.stringify(name)}`),
    '',
  ].join('\n');
}

function formatWindow({ from, to }: Window): string {
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${clock(from)}-${clock(to)}`;
}
