import type { RawCalendar, RawWindow } from './random-calendar.ts';

/*
 * The slow, plain second opinion: every minute of the range is a cell, open or not, and time is counted cell by cell. It
 * shares nothing with the engine, not even the way from wall clock to UTC: it reads the wall clock of each minute and looks.
 */

const minuteMs = 60_000;
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export type Minutes = {
  /** Epoch minute of cell 0. */
  readonly first: number;
  /** 1 where work is done. */
  readonly open: Uint8Array;
};

/** What the wall clock shows at the instant, as minutes since 1970-01-01T00:00 of that wall clock. */
function wallClockReader(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const part: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(at)) part[type] = value;
    return (
      Date.parse(`${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:00Z`) /
      minuteMs
    );
  };
}

/** Wall-clock minute → the first epoch minute that shows it; the readings a change of clocks skips move on by its size. */
function firstShown(
  timeZone: string,
  firstDate: string,
  days: number,
): { lookUp: (wall: number) => number; seen: ReadonlySet<number> } {
  const read = wallClockReader(timeZone);
  const start = Date.parse(`${firstDate}T00:00:00Z`) / minuteMs - 5 * 1440;
  const shown = new Map<number, number>();
  const seenDays = new Set<number>();
  const leaps: { readonly after: number; readonly to: number }[] = [];
  let previous = NaN;
  const show = (minute: number, wall: number): void => {
    if (wall > previous + 1) leaps.push({ after: previous, to: wall });
    if (!shown.has(wall)) shown.set(wall, minute);
    seenDays.add(Math.floor(wall / 1440));
    previous = wall;
  };
  const end = start + (days + 10) * 1440;
  for (let minute = start, wall = read(start * minuteMs); minute < end; minute += 15) {
    const next = read((minute + 15) * minuteMs);
    // Quarters in which the clocks change (St. John's did at 00:01) are read minute by minute.
    for (let i = 0; i < 15; i += 1)
      show(minute + i, next === wall + 15 ? wall + i : read((minute + i) * minuteMs));
    wall = next;
  }
  const lookUp = (wall: number): number => {
    const direct = shown.get(wall);
    if (direct !== undefined) return direct;
    const leap = leaps.find(({ after, to }) => wall > after && wall < to);
    const moved = leap ? shown.get(wall + leap.to - leap.after - 1) : undefined;
    if (moved === undefined) throw new Error(`the wall clock never shows ${wall} in ${timeZone}`);
    return moved;
  };
  return { lookUp, seen: seenDays };
}

function windowsOn(raw: RawCalendar, date: string): readonly RawWindow[] {
  if (raw.holidays.includes(date)) return [];
  const override = raw.overrides[date];
  if (override !== undefined) return override;
  if (raw.makeUpDays.includes(date)) return raw.makeUpWindows;
  if (raw.annualHolidays.includes(date.slice(5))) return [];
  return raw.weekly[weekdayNames[new Date(`${date}T12:00:00Z`).getUTCDay()] ?? 'sun'] ?? [];
}

/** Cells of `raw.days` UTC days. Days around them are laid out too: a zone's date reaches into its neighbours. */
export function layOut(raw: RawCalendar): Minutes {
  const { lookUp, seen } = firstShown(raw.timeZone, raw.firstDate, raw.days);
  const firstDay = Date.parse(`${raw.firstDate}T00:00:00Z`) / minuteMs / 1440;
  const first = firstDay * 1440;
  const open = new Uint8Array(raw.days * 1440);
  for (let day = firstDay - 2; day < firstDay + raw.days + 2; day += 1) {
    if (!seen.has(day)) continue;
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    const breaks = raw.breaks[date] ?? [];
    for (const [from, to] of windowsOn(raw, date)) {
      // Edges of the parts that no break takes.
      const edges = new Set([from, to, ...breaks.flat().filter((edge) => edge > from && edge < to)]);
      const sorted = [...edges].sort((a, b) => a - b);
      sorted.slice(0, -1).forEach((start, i) => {
        if (breaks.some(([begin, end]) => start >= begin && start < end)) return;
        const begin = Math.max(0, lookUp(day * 1440 + start) - first);
        const end = Math.max(0, lookUp(day * 1440 + (sorted[i + 1] ?? start)) - first);
        if (begin < end) open.fill(1, begin, end);
      });
    }
  }
  return { first, open };
}

/** Epoch minutes, `[from, to)`. */
export type MinuteSpan = readonly [number, number];

/** The cells with the pauses wiped out. */
export function withoutPauses({ first, open }: Minutes, pauses: readonly MinuteSpan[]): Minutes {
  const left = open.slice();
  for (const [from, to] of pauses)
    if (to > first && from < to) left.fill(0, Math.max(0, from - first), to - first);
  return { first, open: left };
}

/** The minute by which `wanted` open cells have passed; null beyond the cells. */
export function walkForward({ first, open }: Minutes, start: number, wanted: number): number | null {
  let left = wanted;
  for (let cell = start - first; cell < open.length; cell += 1) {
    if (open[cell] !== 1) continue;
    if (left === 0) return first + cell;
    left -= 1;
    if (left === 0) return first + cell + 1;
  }
  return null;
}

export function walkBackward({ first, open }: Minutes, end: number, wanted: number): number | null {
  let left = wanted;
  for (let cell = end - first - 1; cell >= 0; cell -= 1) {
    if (open[cell] !== 1) continue;
    if (left === 0) return first + cell + 1;
    left -= 1;
    if (left === 0) return first + cell;
  }
  return null;
}

export function walkBetween({ first, open }: Minutes, from: number, to: number): number {
  let sum = 0;
  for (let cell = from - first; cell < to - first; cell += 1) sum += open[cell] ?? 0;
  return sum;
}
