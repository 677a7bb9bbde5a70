import type { Calendar, Calendars } from './calendar.ts';
import { weekdays } from './local-date.ts';
import { targets, type Policy } from './policy.ts';
import type { Problem } from './problem.ts';

const dayMinutes = 24 * 60;

/** True for a calendar without opening hours: round the clock there is no working day to count. */
export function isRoundTheClock({ weekly }: Calendar): boolean {
  return weekdays.every(
    (day) => weekly[day].reduce((sum, { from, to }) => sum + to - from, 0) === dayMinutes,
  );
}

/** Targets in working days on a calendar that has none: "1wd" on 24x7 reads as a day and a third of the people mean eight hours. */
export function refuseDaysWithoutHours(
  policies: readonly Policy[],
  calendars: Calendars,
  problems: Problem[],
): void {
  const withHours = [...calendars.values()].filter((one) => !isRoundTheClock(one)).map(({ name }) => name);
  policies.forEach((policy, index) => {
    for (const target of targets) {
      const promise = policy.targets[target];
      const calendar = promise && calendars.get(promise.calendar);
      if (!calendar || promise.duration.unit !== 'workingDay' || !isRoundTheClock(calendar)) continue;
      const { value } = promise.duration;
      problems.push({
        path: `[${index}].${target}`,
        seen: `"${value}wd" on ${calendar.name}`,
        expected: `${value * 24}h, for ${calendar.name} is open round the clock and has no working days; or a calendar with hours: ${withHours.join(', ')}`,
      });
    }
  });
}
