import { tzOffset } from '@date-fns/tz';

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** True for an IANA zone this machine's time-zone data knows ("Asia/Shanghai"); bare offsets ("+08:00") are refused. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Local time minus UTC at that instant, in ms. About 10 µs: callers in a hurry ask rarely. */
export function zoneOffsetMs(timeZone: string, at: number): number {
  return Math.round(tzOffset(timeZone, new Date(at)) * minuteMs);
}

/** What the wall clock shows: a "local ms", the epoch ms of the same wall-clock reading in UTC. */
export function toLocalMs(timeZone: string, at: number): number {
  return at + zoneOffsetMs(timeZone, at);
}

/**
 * The instant of a wall-clock reading (as local ms). A reading that occurs twice means the first; one that a change of
 * clocks leaps over moves forward by the leap, as RFC 5545 and Temporal's "compatible" have it.
 */
export function fromLocalMs(timeZone: string, localMs: number): number {
  const before = zoneOffsetMs(timeZone, localMs - dayMs);
  const after = zoneOffsetMs(timeZone, localMs + dayMs);
  if (before === after) return localMs - before;
  // The larger offset gives the earlier instant.
  for (const offset of before > after ? [before, after] : [after, before]) {
    if (toLocalMs(timeZone, localMs - offset) === localMs) return localMs - offset;
  }
  return localMs - before;
}
