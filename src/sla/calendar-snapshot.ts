import type { Calendar, Coverage, Window } from './calendar.ts';
import type { LocalDate, Weekday } from './local-date.ts';

/** A calendar as plain JSON, equal text for equal calendars: what a database keeps to see that a file was changed. */
export type CalendarSnapshot = {
  readonly name: string;
  readonly timeZone: string;
  readonly weekly: Readonly<Record<Weekday, readonly Window[]>>;
  readonly overrides: readonly (readonly [LocalDate, readonly Window[]])[];
  readonly makeUpDays: readonly LocalDate[];
  readonly makeUpWindows: readonly Window[];
  readonly holidays: readonly (readonly [LocalDate, string | null])[];
  readonly annualHolidays: readonly string[];
  readonly breaks: readonly (readonly [LocalDate, readonly Window[]])[];
  readonly coverage: Coverage | null;
  readonly workingDayMinutes: number;
};

function sorted<V>(dated: ReadonlyMap<LocalDate, V>): (readonly [LocalDate, V])[] {
  return [...dated].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function snapshotOf(calendar: Calendar): CalendarSnapshot {
  const { mon, tue, wed, thu, fri, sat, sun } = calendar.weekly;
  return {
    name: calendar.name,
    timeZone: calendar.timeZone,
    weekly: { mon, tue, wed, thu, fri, sat, sun },
    overrides: sorted(calendar.overrides),
    makeUpDays: [...calendar.makeUpDays].sort(),
    makeUpWindows: calendar.makeUpWindows,
    holidays: sorted(calendar.holidays),
    annualHolidays: [...calendar.annualHolidays].sort(),
    breaks: sorted(calendar.breaks),
    coverage: calendar.coverage && { from: calendar.coverage.from, to: calendar.coverage.to },
    workingDayMinutes: calendar.workingDayMinutes,
  };
}

export function fromSnapshot(snapshot: CalendarSnapshot): Calendar {
  return {
    ...snapshot,
    overrides: new Map(snapshot.overrides),
    makeUpDays: new Set(snapshot.makeUpDays),
    holidays: new Map(snapshot.holidays),
    annualHolidays: new Set(snapshot.annualHolidays),
    breaks: new Map(snapshot.breaks),
  };
}
