import type { Calendar } from './calendar.ts';
import { openSpansOf, type OpenSpan } from './day-hours.ts';
import { dayMs, zoneOffsetMs } from './time-zone.ts';

/**
 * A calendar's open spans as numbers to search in, made piece by piece where somebody asks and kept as long as the
 * calendar object lives. A piece is 32 days of UTC; spans are clipped to it. `before[i]` is the open time of the piece
 * ahead of span i, so time worked is a subtraction, whatever the distance.
 */
export type Piece = {
  readonly openAt: readonly number[];
  readonly closeAt: readonly number[];
  readonly before: readonly number[];
  readonly totalMs: number;
};

const pieceDays = 32;
export const pieceMs = pieceDays * dayMs;
/** Clocks change at most once in so many days, anywhere. */
const steadyDays = 8;

const timetables = new WeakMap<Calendar, Map<number, Piece>>();

/** Spans of some days, sorted and disjoint even where a change of clocks makes them touch. */
function spansOfDays(calendar: Calendar, fromDay: number, toDay: number): OpenSpan[] {
  const merged: OpenSpan[] = [];
  let offsetMs = zoneOffsetMs(calendar.timeZone, (fromDay - 1) * dayMs);
  for (let day = fromDay; day < toDay; day += steadyDays) {
    const endDay = Math.min(day + steadyDays, toDay);
    const nextMs = zoneOffsetMs(calendar.timeZone, (endDay + 1) * dayMs);
    for (let each = day; each < endDay; each += 1) {
      for (const span of openSpansOf(calendar, each, offsetMs === nextMs ? offsetMs : null)) {
        const last = merged.at(-1);
        if (last && span.openAt <= last.closeAt) {
          merged[merged.length - 1] = {
            openAt: Math.min(last.openAt, span.openAt),
            closeAt: Math.max(last.closeAt, span.closeAt),
          };
        } else merged.push(span);
      }
    }
    offsetMs = zoneOffsetMs(calendar.timeZone, (endDay - 1) * dayMs);
  }
  return merged;
}

function buildPiece(calendar: Calendar, index: number): Piece {
  const startAt = index * pieceMs;
  const endAt = startAt + pieceMs;
  const openAt: number[] = [];
  const closeAt: number[] = [];
  const before: number[] = [];
  let totalMs = 0;
  // Two days on either side: no zone is farther from UTC than that, skipped dates included.
  for (const span of spansOfDays(calendar, index * pieceDays - 2, (index + 1) * pieceDays + 2)) {
    const from = Math.max(span.openAt, startAt);
    const to = Math.min(span.closeAt, endAt);
    if (from >= to) continue;
    openAt.push(from);
    closeAt.push(to);
    before.push(totalMs);
    totalMs += to - from;
  }
  return { openAt, closeAt, before, totalMs };
}

export function pieceOf(calendar: Calendar, index: number): Piece {
  let pieces = timetables.get(calendar);
  if (!pieces) timetables.set(calendar, (pieces = new Map<number, Piece>()));
  let piece = pieces.get(index);
  if (!piece) pieces.set(index, (piece = buildPiece(calendar, index)));
  return piece;
}

/** Index of the first value greater than `limit` in ascending `values`; their length where none is. */
export function firstAbove(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Open time of the piece before `at`, an instant in it. */
export function openBefore(piece: Piece, at: number): number {
  const i = firstAbove(piece.closeAt, at);
  return i < piece.openAt.length
    ? (piece.before[i] ?? 0) + Math.max(0, at - (piece.openAt[i] ?? at))
    : piece.totalMs;
}
