import { alertKey } from './alert.ts';
import { getCalendar, type Calendar, type Calendars } from './calendar.ts';
import type { LevelKind, TicketClock, Timer, TimerState } from './clock.ts';
import { dayNumber, formatDate, formatLocal, type LocalDate } from './local-date.ts';
import type { Target, TargetPromise } from './policy.ts';
import { stretchesBetween, type Stretch } from './stretch.ts';
import { dayMs, toLocalMs } from './time-zone.ts';

/** An instant and what the calendar's wall clock shows then: `2026-02-14T09:30`. */
export type Moment = { readonly at: number; readonly local: string };

export type ExplainedStretch = {
  readonly kind: Stretch['kind'];
  readonly from: Moment;
  readonly to: Moment;
  /** Hold reason, `resolved` or `cancelled`; null where it is not paused. */
  readonly reason: string | null;
  /** Open time of the calendar in it: what a running stretch adds, what a paused one spares. */
  readonly workingMs: number;
  /** Still to come: what remains until the deadline. */
  readonly ahead: boolean;
  /** Holidays and make-up working days that lie in it. */
  readonly days: readonly SpecialDay[];
};

export type SpecialDay = {
  readonly date: LocalDate;
  readonly kind: 'holiday' | 'make-up';
  readonly name: string | null;
};

export type ExplainedTimer<T extends string = Target> = {
  readonly target: T;
  readonly cycle: number;
  readonly state: TimerState;
  readonly promise: TargetPromise;
  readonly calendar: string;
  readonly timeZone: string;
  readonly start: Moment;
  readonly stretches: readonly ExplainedStretch[];
  /** Sum of the running stretches not ahead: the engine's `usedMs`. */
  readonly usedMs: number;
  readonly targetMs: number;
  readonly remainingMs: number;
  readonly due: Moment | null;
  readonly breachedAt: number | null;
  readonly provisional: boolean;
  /** What will be told next, as things stand. */
  readonly nextLevels: readonly {
    readonly id: string;
    readonly kind: LevelKind;
    readonly moment: Moment;
    readonly key: string;
  }[];
};

export type ClockExplanation = {
  readonly asOf: number;
  /** Policies it was under, with the opening first. */
  readonly policies: readonly { readonly at: number; readonly name: string }[];
  readonly timers: readonly ExplainedTimer[];
};

function moment(calendar: Calendar, at: number): Moment {
  return { at, local: formatLocal(toLocalMs(calendar.timeZone, at)) };
}

/** Days that are not what their weekday says. */
function specialDays(calendar: Calendar, stretch: Stretch): SpecialDay[] {
  const days: SpecialDay[] = [];
  const last = dayNumber(toLocalMs(calendar.timeZone, stretch.to - 1));
  for (let day = dayNumber(toLocalMs(calendar.timeZone, stretch.from)); day <= last; day += 1) {
    const date = formatDate(day);
    const name = calendar.holidays.get(date);
    const annual = calendar.annualHolidays.has(date.slice(5)) && !calendar.overrides.has(date);
    if (name !== undefined || annual) days.push({ date, kind: 'holiday', name: name ?? null });
    else if (calendar.makeUpDays.has(date)) days.push({ date, kind: 'make-up', name: null });
  }
  return days;
}

function explainStretch(calendar: Calendar, stretch: Stretch, ahead: boolean): ExplainedStretch {
  const { kind, reason, workingMs } = stretch;
  return {
    kind,
    from: moment(calendar, stretch.from),
    to: moment(calendar, stretch.to),
    reason,
    workingMs,
    ahead,
    // Nobody reads the holidays of a decade.
    days: stretch.to - stretch.from > 366 * dayMs ? [] : specialDays(calendar, stretch),
  };
}

/** One timer, a ticket's or any other, as of `asOf` (epoch ms). */
export function explainTimer<T extends string>(
  timer: Timer<T>,
  calendars: Calendars,
  asOf: number,
): ExplainedTimer<T> {
  const calendar = getCalendar(calendars, timer.promise.calendar);
  const { state, dueAt } = timer;
  const over = state.name === 'met' || state.name === 'stopped';
  const until = over ? state.at : asOf;
  const past = stretchesBetween(timer, calendars, timer.startAt, until);
  const ahead =
    state.name === 'running' && dueAt !== null ? stretchesBetween(timer, calendars, until, dueAt) : [];
  const coming = over ? [] : timer.levels.filter(({ at }) => at !== null && at > asOf);
  return {
    target: timer.target,
    cycle: timer.cycle,
    state,
    promise: timer.promise,
    calendar: calendar.name,
    timeZone: calendar.timeZone,
    start: moment(calendar, timer.startAt),
    stretches: [
      ...past.map((stretch) => explainStretch(calendar, stretch, false)),
      ...ahead.map((stretch) => explainStretch(calendar, stretch, true)),
    ],
    usedMs: past.reduce((sum, { kind, workingMs }) => (kind === 'running' ? sum + workingMs : sum), 0),
    targetMs: timer.targetMs,
    remainingMs: timer.remainingMs,
    due: dueAt === null ? null : moment(calendar, dueAt),
    breachedAt: timer.breachedAt,
    provisional: timer.provisional,
    nextLevels: coming.flatMap((level) =>
      level.at === null
        ? []
        : { id: level.id, kind: level.kind, moment: moment(calendar, level.at), key: alertKey(timer, level) },
    ),
  };
}

/** A clock as data to be told: each stretch with local times, its sum, the deadline and what comes next. Wording is elsewhere. */
export function explainClock(clock: TicketClock, calendars: Calendars): ClockExplanation {
  return {
    asOf: clock.asOf,
    policies: clock.policies.map(({ at, policy }) => ({ at, name: policy.name })),
    timers: clock.timers.map((timer) => explainTimer(timer, calendars, clock.asOf)),
  };
}
