/**
 * A length of time as people promise it. `ms` is plain time; `workingDay` is a number of standard working days,
 * which only a calendar can turn into time (see `durationMs` in src/sla/working-day.ts).
 */
export type Duration =
  { readonly unit: 'ms'; readonly value: number } | { readonly unit: 'workingDay'; readonly value: number };

export type ParsedDuration = { readonly duration: Duration } | { readonly problem: string };

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
const pattern = /^(\d{1,9})(s|m|h|wd)$/;
/** One year: nobody promises longer, and a slip of the finger (`3000h`) is caught. */
const longestMs = 366 * 24 * unitMs.h;
const longestWorkingDays = 366;

const expected = 'expected a whole number and a unit: 5s, 15m, 4h or 3wd (working days)';

/** What is wrong with a text that is not of the form, with a proposal where we can guess the intention. */
function explain(text: string): string {
  const days = /^(\d+)\s*(?:d|day|days|天)$/i.exec(text);
  if (days?.[1])
    return `"${text}" is ambiguous: write ${Number(days[1]) * 24}h (round the clock) or ${days[1]}wd (working days)`;
  const decimal = /^(\d+\.\d+)(m|h|wd)$/.exec(text);
  if (decimal?.[1] && decimal[2] === 'h')
    return `"${text}" is not whole: write ${Math.round(Number(decimal[1]) * 60)}m`;
  const spaced = text.replaceAll(/\s+/g, '').toLowerCase();
  if (spaced !== text && pattern.test(spaced)) return `"${text}" must be written ${spaced}`;
  if (/^\d+$/.test(text)) return `"${text}" has no unit: ${expected}`;
  if (text.startsWith('-')) return `"${text}" is negative: ${expected}`;
  return `"${text}" is not a duration: ${expected}`;
}

/** `5s`, `15m`, `4h`, `3wd` → Duration. Zero, fractions, negatives and more than a year are problems, never guesses. */
export function parseDuration(text: string): ParsedDuration {
  const match = pattern.exec(text);
  const unit = match?.[2];
  if (!match?.[1] || !unit) return { problem: explain(text) };
  const value = Number(match[1]);
  if (value === 0) return { problem: `"${text}" is zero: ${expected}` };
  if (unit === 'wd') {
    if (value > longestWorkingDays)
      return { problem: `"${text}" is longer than a year: at most ${longestWorkingDays}wd` };
    return { duration: { unit: 'workingDay', value } };
  }
  const valueMs = value * unitMs[unit as keyof typeof unitMs];
  if (valueMs > longestMs)
    return { problem: `"${text}" is longer than a year: at most ${longestMs / unitMs.h}h` };
  return { duration: { unit: 'ms', value: valueMs } };
}

/** The shortest text {@link parseDuration} reads back as the same duration; milliseconds below a second are dropped. */
export function formatDuration(duration: Duration): string {
  if (duration.unit === 'workingDay') return `${duration.value}wd`;
  if (duration.value % unitMs.h === 0) return `${duration.value / unitMs.h}h`;
  if (duration.value % unitMs.m === 0) return `${duration.value / unitMs.m}m`;
  return `${Math.floor(duration.value / unitMs.s)}s`;
}
