import { parseDuration } from '../../../src/kernel/duration.ts';
import { dueAlerts } from '../../../src/sla/alert.ts';
import { differingDates } from '../../../src/sla/calendar-difference.ts';
import type { Calendar } from '../../../src/sla/calendar.ts';
import type { ClockFact } from '../../../src/sla/clock.ts';
import { computeClock, findTimer, nextDueAt } from '../../../src/sla/compute-clock.ts';
import { findCoverageAlarm, isProvisional } from '../../../src/sla/coverage.ts';
import { decodeCalendar } from '../../../src/sla/decode-calendar.ts';
import { findDay } from '../../../src/sla/local-date.ts';
import { defaultPauses, type FrozenPolicy, type ReopenMode } from '../../../src/sla/policy.ts';
import { addWorkingTime, workingTimeBetween } from '../../../src/sla/working-time.ts';
import { instant, type Mismatch, type Vector } from './vector.ts';

/*
 * Rules are statements without arithmetic; each known one is put to the engine here. A rule we have no check for fails, it
 * is never waved through.
 */

const hourMs = 3_600_000;

function policy(calendar: string, reopen: ReopenMode = 'continue'): FrozenPolicy {
  const hours = (value: number) => ({ duration: { unit: 'ms' as const, value: value * hourMs }, calendar });
  return {
    name: 'rule',
    targets: { firstResponse: hours(1), nextReply: hours(2), resolution: hours(4) },
    levels: [],
    pauses: defaultPauses,
    reopen,
  };
}

function expectAll(claims: Readonly<Record<string, boolean>>): Mismatch[] {
  return Object.entries(claims).flatMap(([claim, holds]) => (holds ? [] : `does not hold: ${claim}`));
}

function refused(weekly: unknown): boolean {
  return 'problems' in decodeCalendar({ name: 'x', timeZone: 'UTC', weekly });
}

function throws(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}

function earliestDue(calendar: Calendar): Mismatch[] {
  const calendars = new Map([[calendar.name, calendar]]);
  const at = instant('2024-03-04T08:00:00Z');
  const facts: ClockFact[] = [
    { type: 'opened', at, by: 'requester', policy: policy(calendar.name) },
    { type: 'requester_wrote', at },
  ];
  const responded: ClockFact[] = [...facts, { type: 'first_response', at: at + 1 }];
  const closed: ClockFact[] = [...responded, { type: 'closed', at: at + 2 }];
  const due = (list: readonly ClockFact[]): number | null => nextDueAt(computeClock(list, calendars, at + 3));
  return expectAll({
    'first response is due first': due(facts) === at + hourMs,
    'then the reply': due(responded) === at + 2 * hourMs,
    'nothing when closed': due(closed) === null,
  });
}

function reopening(calendar: Calendar): Mismatch[] {
  const calendars = new Map([[calendar.name, calendar]]);
  const at = instant('2024-03-04T08:00:00Z');
  const breached = (reopen: ReopenMode): boolean => {
    const clock = computeClock(
      [
        { type: 'opened', at, by: 'agent', policy: policy(calendar.name, reopen) },
        { type: 'resolved', at: at + hourMs },
        { type: 'reopened', at: at + 9 * hourMs },
      ],
      calendars,
      at + 9 * hourMs,
    );
    const told = dueAlerts(clock, new Set(), at + 9 * hourMs).some(({ level }) => level.kind === 'breach');
    return told && findTimer(clock, 'resolution')?.breachedAt === at + 4 * hourMs;
  };
  return expectAll({
    'first ignores reopening': !breached('first'),
    'total breaches at once': breached('total'),
  });
}

function pauseOverHoliday(): Mismatch[] {
  const weekly = { 'mon-fri': '09:00-17:00' };
  const decoded = decodeCalendar({ name: 'x', timeZone: 'UTC', weekly, holidays: ['2024-03-05'] });
  if (!('calendar' in decoded)) return ['calendar refused'];
  const startAt = instant('2024-03-04T16:00:00Z');
  const pauses = [{ from: startAt, to: instant('2024-03-06T10:00:00Z') }];
  return expectAll({
    'the pause is worth its business time':
      workingTimeBetween(decoded.calendar, startAt, pauses[0]?.to ?? 0) === 2 * hourMs,
    'the deadline moves by it':
      addWorkingTime(decoded.calendar, startAt, hourMs, pauses) === instant('2024-03-06T11:00:00Z'),
  });
}

function coverageEnd(calendar: Calendar): Mismatch[] {
  const startAt = instant('2026-12-31T09:30:00Z');
  const due = addWorkingTime(calendar, startAt, 8 * hourMs) ?? 0;
  return expectAll({
    'flagged provisional': isProvisional(calendar, startAt, due),
    'not before its end': !isProvisional(calendar, startAt - 40 * hourMs, startAt),
    'alarm 60 days ahead':
      findCoverageAlarm(calendar, instant('2026-11-02T00:00:00Z'))?.lastDate === '2026-12-31',
    'no alarm long before': findCoverageAlarm(calendar, instant('2026-10-01T00:00:00Z')) === undefined,
  });
}

function lateImport(): Mismatch[] {
  const base = { name: 'x', timeZone: 'Asia/Shanghai', weekly: { 'mon-fri': '09:00-18:00' } };
  const before = decodeCalendar(base);
  const after = decodeCalendar({
    ...base,
    makeUpDays: ['2011-12-31'],
    holidays: ['2012-01-02', '2012-01-03'],
  });
  if (!('calendar' in before) || !('calendar' in after)) return ['calendar refused'];
  const [first] = differingDates(
    before.calendar,
    after.calendar,
    findDay('2011-12-01') ?? 0,
    findDay('2012-12-31') ?? 0,
  );
  const opened = instant('2011-12-30T09:00:00Z');
  const due = (calendar: Calendar): number | null => addWorkingTime(calendar, opened, 2 * hourMs);
  return expectAll({
    'the earliest change lies in the old year': first === '2011-12-31',
    'an open ticket moves':
      due(before.calendar) === instant('2012-01-02T02:00:00Z') &&
      due(after.calendar) === instant('2011-12-31T02:00:00Z'),
  });
}

const checks: Readonly<Record<string, (calendar: Calendar) => Mismatch[]>> = {
  'ZAM-38': earliestDue,
  'ZAM-39': () =>
    expectAll({
      '09:00-00:00 is refused': refused({ mon: '09:00-00:00' }),
      'an empty week is refused': refused({}) && refused({ mon: [] }),
      '24:00 is the end of the day': !refused({ mon: '09:00-24:00' }),
    }),
  'ZNY-22': (calendar) =>
    expectAll({
      'negative is refused':
        throws(() => addWorkingTime(calendar, 0, -1)) && 'problem' in parseDuration('-5m'),
      'an unknown unit is refused': 'problem' in parseDuration('5x'),
    }),
  'DOC-03': reopening,
  'DOC-04': pauseOverHoliday,
  'CNH-45': coverageEnd,
  'CNH-46': lateImport,
};

export function runRule(calendar: Calendar, vector: Vector): Mismatch[] {
  return checks[vector.id]?.(calendar) ?? [`no check for the rule: ${String(vector.input['rule'])}`];
}
