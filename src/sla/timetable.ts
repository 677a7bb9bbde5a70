import { BotError } from '../kernel/bot-error.ts';
import type { Calendar } from './calendar.ts';
import type { OpenSpan } from './day-hours.ts';
import { dayMs } from './time-zone.ts';
import { firstAbove, openBefore, pieceMs, pieceOf } from './timetable-piece.ts';

/** A calendar without open time for so long is broken. */
const searchPieces = Math.ceil((20 * 366 * dayMs) / pieceMs);

function endless(calendar: Calendar, at: number): BotError {
  return new BotError(
    'content.invalid',
    `the calendar "${calendar.name}" has no working time within 20 years of ${new Date(at).toISOString().slice(0, 10)}`,
  );
}

/** Open ms in `[from, to)`; 0 where `to` is not after `from`. */
export function openTimeBetween(calendar: Calendar, from: number, to: number): number {
  if (to <= from) return 0;
  const last = Math.floor(to / pieceMs);
  let index = Math.floor(from / pieceMs);
  let openMs = -openBefore(pieceOf(calendar, index), from);
  for (; index < last; index += 1) openMs += pieceOf(calendar, index).totalMs;
  return openMs + openBefore(pieceOf(calendar, last), to);
}

/** The instant `durationMs` > 0 of open time after `at`; exactly at closing it stays there. @throws BotError on a calendar that never opens. */
export function reachForward(calendar: Calendar, at: number, durationMs: number): number {
  let index = Math.floor(at / pieceMs);
  let piece = pieceOf(calendar, index);
  let wanted = openBefore(piece, at) + durationMs;
  for (let empty = 0; wanted > piece.totalMs; piece = pieceOf(calendar, (index += 1))) {
    empty = piece.totalMs === 0 ? empty + 1 : 0;
    if (empty > searchPieces) throw endless(calendar, at);
    wanted -= piece.totalMs;
  }
  // The last span with less open time before it than wanted.
  const i = firstAbove(piece.before, wanted - 1) - 1;
  return (piece.openAt[i] ?? at) + wanted - (piece.before[i] ?? 0);
}

/** The instant from which `durationMs` > 0 of open time lead to `at`; exactly at opening it stays there. */
export function reachBackward(calendar: Calendar, at: number, durationMs: number): number {
  let index = Math.floor(at / pieceMs);
  let piece = pieceOf(calendar, index);
  let wanted = openBefore(piece, at) - durationMs;
  for (let empty = 0; wanted < 0; wanted += piece.totalMs) {
    piece = pieceOf(calendar, (index -= 1));
    empty = piece.totalMs === 0 ? empty + 1 : 0;
    if (empty > searchPieces) throw endless(calendar, at);
  }
  const i = firstAbove(piece.before, wanted) - 1;
  return (piece.openAt[i] ?? at) + wanted - (piece.before[i] ?? 0);
}

/** The first open instant not before `at`. */
export function nextOpen(calendar: Calendar, at: number): number {
  let index = Math.floor(at / pieceMs);
  for (let empty = 0; empty <= searchPieces; empty += 1, index += 1) {
    const piece = pieceOf(calendar, index);
    const openAt = piece.openAt[firstAbove(piece.closeAt, at)];
    if (openAt !== undefined) return Math.max(openAt, at);
  }
  throw endless(calendar, at);
}

/** The end of the last open time before `at`: `at` itself where it was open until then. */
export function previousClose(calendar: Calendar, at: number): number {
  let index = Math.floor(at / pieceMs);
  for (let empty = 0; empty <= searchPieces; empty += 1, index -= 1) {
    const piece = pieceOf(calendar, index);
    const closeAt = piece.closeAt[firstAbove(piece.openAt, at - 1) - 1];
    if (closeAt !== undefined) return Math.min(closeAt, at);
  }
  throw endless(calendar, at);
}

/** Open spans within `[from, to)`, clipped to it; spans that touch are one. */
export function openSpansBetween(calendar: Calendar, from: number, to: number): OpenSpan[] {
  const spans: OpenSpan[] = [];
  for (let index = Math.floor(from / pieceMs); index * pieceMs < to; index += 1) {
    const piece = pieceOf(calendar, index);
    for (let i = firstAbove(piece.closeAt, from); i < piece.openAt.length; i += 1) {
      const openAt = Math.max(piece.openAt[i] ?? to, from);
      const closeAt = Math.min(piece.closeAt[i] ?? to, to);
      if (openAt >= closeAt) break;
      const last = spans.at(-1);
      if (last?.closeAt === openAt) spans[spans.length - 1] = { openAt: last.openAt, closeAt };
      else spans.push({ openAt, closeAt });
    }
  }
  return spans;
}
