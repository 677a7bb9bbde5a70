import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Calendar, Calendars } from '../../../src/sla/calendar.ts';
import { decodeCalendar } from '../../../src/sla/decode-calendar.ts';

export function decodeOrThrow(value: unknown, known?: Calendars): Calendar {
  const decoded = decodeCalendar(value, known);
  if ('calendar' in decoded) return decoded.calendar;
  throw new Error(JSON.stringify(decoded.problems));
}

/** A file of data/calendars by its name. */
export function shipped(name: string): Calendar {
  const path = fileURLToPath(new URL(`../../../data/calendars/${name}.yaml`, import.meta.url));
  return decodeOrThrow(parse(readFileSync(path, 'utf8')));
}

export const cn = shipped('cn');
export const roundTheClock = shipped('24x7');
export const calendars: Calendars = new Map([cn, roundTheClock].map((calendar) => [calendar.name, calendar]));

/** `2025-09-26 17:30` in Shanghai → epoch ms. */
export function shanghai(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? '' : 'T00:00'}+08:00`);
}

/** Epoch ms → `2025-09-26 17:30` in Shanghai. */
export function inShanghai(at: number | null): string | null {
  return at === null ? null : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
