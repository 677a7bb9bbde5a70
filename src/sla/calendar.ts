import { BotError } from '../kernel/bot-error.ts';
import type { LocalDate, Weekday } from './local-date.ts';

/** Minutes of the local day, `[from, to)`; `to` 1440 is the day's end. */
export type Window = { readonly from: number; readonly to: number };

/** Dates a calendar knows the holidays of, both inclusive. */
export type Coverage = { readonly from: LocalDate; readonly to: LocalDate };

/**
 * When work is done. Immutable: the engine caches by identity. A date's hours are, first that applies: none on a
 * `holidays` date; its `overrides`; those of a make-up working day; none on an `annualHolidays` date; the weekday's. Then
 * `breaks` are cut out.
 */
export type Calendar = {
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
  readonly weekly: Readonly<Record<Weekday, readonly Window[]>>;
  /** Hours of single dates: half days, special shifts. */
  readonly overrides: ReadonlyMap<LocalDate, readonly Window[]>;
  /** Working days in spite of a weekend (调休), with the hours of an ordinary working day. */
  readonly makeUpDays: ReadonlySet<LocalDate>;
  readonly makeUpWindows: readonly Window[];
  /** Date → its name, where one is given. */
  readonly holidays: ReadonlyMap<LocalDate, string | null>;
  /** `MM-DD`, every year. */
  readonly annualHolidays: ReadonlySet<string>;
  readonly breaks: ReadonlyMap<LocalDate, readonly Window[]>;
  /** Null: nothing to know, as round the clock. Outside it answers follow the weekly hours and are provisional. */
  readonly coverage: Coverage | null;
  /** What `1wd` is worth. */
  readonly workingDayMinutes: number;
};

/** By name. */
export type Calendars = ReadonlyMap<string, Calendar>;

/** @throws BotError `config.invalid` where a policy, perhaps an old ticket's, names a calendar that is gone. */
export function getCalendar(calendars: Calendars, name: string): Calendar {
  const calendar = calendars.get(name);
  if (calendar) return calendar;
  const known = [...calendars.keys()].join(', ') || 'none';
  throw new BotError(
    'config.invalid',
    `the calendar "${name}" is named by an SLA policy and is not there (there are: ${known})`,
  );
}
