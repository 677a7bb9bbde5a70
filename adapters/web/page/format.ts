import type { Locale } from '../../../src/kernel/locale.ts';
import { wording } from './wording.ts';

/** Whose eyes a time is shown to. */
export type Reader = { readonly locale: Locale; readonly timeZone: string };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs a hundred times more than using it. */
function format(reader: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${reader.locale} ${reader.timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(reader.locale, { ...options, timeZone: reader.timeZone });
  formats.set(key, made);
  return made;
}

export function timeOfDay(at: number, reader: Reader): string {
  return format(reader, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

export function fullTime(at: number, reader: Reader): string {
  return format(reader, { dateStyle: 'full', timeStyle: 'long' }).format(at);
}

/** Equal for two instants of one calendar day in the reader's zone. */
export function dayKey(at: number, reader: Reader): string {
  return format(reader, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

const dayMs = 24 * 60 * 60 * 1000;

export function dayName(at: number, now: number, reader: Reader): string {
  const key = dayKey(at, reader);
  if (key === dayKey(now, reader)) return wording[reader.locale].today;
  if (key === dayKey(now - dayMs, reader)) return wording[reader.locale].yesterday;
  return format(reader, { month: 'long', day: 'numeric', weekday: 'short' }).format(at);
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/**
 * Control characters become a visible sign; nothing acts, and nobody wonders what is hidden. What turns the writing
 * direction is left alone: every text stands in an isolate of its own.
 */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/(?![\n\t])\p{Control}/gu, '\uFFFD');
}
