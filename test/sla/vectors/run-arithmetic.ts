import type { Calendar } from '../../../src/sla/calendar.ts';
import { openSpansOf } from '../../../src/sla/day-hours.ts';
import { mergeSpans } from '../../../src/sla/exclusion.ts';
import { dayNumber, formatLocal } from '../../../src/sla/local-date.ts';
import { fromLocalMs, toLocalMs } from '../../../src/sla/time-zone.ts';
import { nextOpen } from '../../../src/sla/timetable.ts';
import { addWorkingDays } from '../../../src/sla/working-day.ts';
import {
  addWorkingTime,
  isOpen,
  subtractWorkingTime,
  workingTimeBetween,
} from '../../../src/sla/working-time.ts';
import { compare, instant, pausesOf, utc, type Mismatch, type Vector } from './vector.ts';

type Input = Vector['input'];

function milliseconds(value: unknown): number {
  return Math.round(Number(value) * 1_000);
}

/** `next_window` names the opening after a closing time that is reached exactly. */
function settle(calendar: Calendar, vector: Vector, at: number): number {
  return vector.boundary === 'next_window' && !isOpen(calendar, at) ? nextOpen(calendar, at) : at;
}

function pausedSeconds(calendar: Calendar, input: Input): number {
  const startAt = instant(input['start']);
  const pausedMs = mergeSpans(pausesOf(input)).reduce(
    (sum, { from, to }) => sum + workingTimeBetween(calendar, Math.max(from, startAt), to ?? startAt),
    0,
  );
  return pausedMs / 1_000;
}

function local(calendar: Calendar, input: Input, at: number, form: unknown): string {
  const zone = typeof input['tz'] === 'string' ? input['tz'] : calendar.timeZone;
  const text = formatLocal(toLocalMs(zone, at));
  return text.length === 16 && String(form).length > 16 ? `${text}:00` : text;
}

function shift(
  calendar: Calendar,
  at: number,
  offsetMs: number,
  pauses: readonly { from: number; to: number }[],
): number {
  if (offsetMs === 0) return at;
  if (offsetMs < 0) return subtractWorkingTime(calendar, at, -offsetMs, pauses);
  return addWorkingTime(calendar, at, offsetMs, pauses) ?? NaN;
}

function runAdd(calendar: Calendar, vector: Vector): Mismatch[] {
  const { input, expected } = vector;
  const pauses = pausesOf(input);
  const startAt = instant(input['start']);
  const due = addWorkingTime(calendar, startAt, milliseconds(input['seconds']), pauses) ?? NaN;
  const settled = settle(calendar, vector, due);
  return compare(
    {
      due: utc(settled),
      due_local: local(calendar, input, settled, expected['due_local']),
      escalation_at: utc(shift(calendar, due, milliseconds(input['escalation_offset_s'] ?? 0), pauses)),
      pause_business_s: pausedSeconds(calendar, input),
    },
    expected,
  );
}

function runAddDays(calendar: Calendar, { input, expected }: Vector): Mismatch[] {
  const pauses = pausesOf(input);
  const toEnd = input['end_of_working_day'] === true;
  const byDays = addWorkingDays(calendar, instant(input['start']), Number(input['days']), toEnd);
  const due =
    pauses.length === 0
      ? byDays
      : (addWorkingTime(calendar, byDays, pausedSeconds(calendar, input) * 1_000) ?? NaN);
  const offsetDays = Number(input['escalation_offset_days'] ?? 0);
  const escalation = offsetDays === 0 ? due : addWorkingDays(calendar, due, offsetDays, toEnd);
  const escalationAt =
    input['escalation_offset_s'] === undefined
      ? escalation
      : shift(calendar, due, milliseconds(input['escalation_offset_s']), []);
  return compare(
    {
      due: utc(due),
      due_local: local(calendar, input, due, expected['due_local']),
      escalation_at: utc(escalationAt),
      pause_business_s: pausedSeconds(calendar, input),
    },
    expected,
  );
}

function runWindows(calendar: Calendar, { input, expected }: Vector): Mismatch[] {
  const startAt = instant(input['start']);
  const windows: [string, string][] = [];
  let day = dayNumber(toLocalMs(calendar.timeZone, startAt)) - 1;
  for (let days = 0; windows.length < Number(input['count']) && days < 3_660; days += 1, day += 1) {
    for (const { openAt, closeAt } of openSpansOf(calendar, day, null)) {
      if (closeAt <= startAt || windows.length >= Number(input['count'])) continue;
      windows.push([utc(input['clip'] === true ? Math.max(openAt, startAt) : openAt), utc(closeAt)]);
    }
  }
  return compare({ windows }, expected);
}

function runElapsed(calendar: Calendar, { input, expected }: Vector): Mismatch[] {
  const end = Math.min(
    instant(input['end']),
    input['stop'] === undefined ? Infinity : instant(input['stop']),
  );
  const workedMs = workingTimeBetween(calendar, instant(input['start']), end, pausesOf(input));
  return compare({ seconds: workedMs / 1_000 }, expected);
}

function runSubtract(calendar: Calendar, { input, expected }: Vector): Mismatch[] {
  const due = subtractWorkingTime(
    calendar,
    instant(input['start']),
    milliseconds(input['seconds']),
    pausesOf(input),
  );
  return compare({ due: utc(due), due_local: local(calendar, input, due, expected['due_local']) }, expected);
}

/** Vectors about one calculation; undefined for other kinds. */
export function runArithmetic(calendar: Calendar, vector: Vector): Mismatch[] | undefined {
  const { input, expected } = vector;
  switch (vector.kind) {
    case 'add':
      return runAdd(calendar, vector);
    case 'subtract':
      return runSubtract(calendar, vector);
    case 'elapsed':
      return runElapsed(calendar, vector);
    case 'add_days':
      return runAddDays(calendar, vector);
    case 'windows':
      return runWindows(calendar, vector);
    case 'is_open':
      return compare({ open: isOpen(calendar, instant(input['at'])) }, expected);
    case 'local_to_utc':
      return compare(
        { utc: utc(fromLocalMs(String(input['tz']), instant(`${String(input['local'])}Z`))) },
        expected,
      );
    default:
      return undefined;
  }
}
