import type { Calendar } from './calendar.ts';
import { findDay } from './local-date.ts';
import { dayMs, fromLocalMs } from './time-zone.ts';

/** Administrators hear of a calendar's end so long before it. */
const noticeDays = 60;

/** The span a calendar knows the holidays of, epoch ms, `[from, to)`. */
type CoveredSpan = { readonly from: number; readonly to: number };

const spans = new WeakMap<Calendar, CoveredSpan>();

function findCoveredSpan(calendar: Calendar): CoveredSpan | undefined {
  const known = spans.get(calendar);
  if (known || !calendar.coverage) return known;
  const from = fromLocalMs(calendar.timeZone, (findDay(calendar.coverage.from) ?? 0) * dayMs);
  const to = fromLocalMs(calendar.timeZone, ((findDay(calendar.coverage.to) ?? 0) + 1) * dayMs);
  const span = { from, to };
  spans.set(calendar, span);
  return span;
}

/** True where an answer about `[from, to]` is not wholly within what the calendar knows, and so may change. */
export function isProvisional(calendar: Calendar, from: number, to: number): boolean {
  const span = findCoveredSpan(calendar);
  return span !== undefined && (from < span.from || to > span.to);
}

export type CoverageAlarm = {
  readonly calendar: string;
  /** Last date known. */
  readonly lastDate: string;
  readonly endsAt: number;
  /** Whole days left, 0 once it has ended. */
  readonly daysLeft: number;
};

/** What administrators are to be told from 60 days before a calendar's knowledge ends; undefined before that. */
export function findCoverageAlarm(calendar: Calendar, nowAt: number): CoverageAlarm | undefined {
  const endsAt = findCoveredSpan(calendar)?.to;
  if (!calendar.coverage || endsAt === undefined || nowAt < endsAt - noticeDays * dayMs) return undefined;
  const daysLeft = Math.max(0, Math.floor((endsAt - nowAt) / dayMs));
  return { calendar: calendar.name, lastDate: calendar.coverage.to, endsAt, daysLeft };
}
