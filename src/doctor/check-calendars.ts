import type { Calendars } from '../sla/calendar.ts';
import { findCoverageAlarm } from '../sla/coverage.ts';
import { targets, type Policy } from '../sla/policy.ts';
import { check, names, ok, problem, warning, type Check } from './check.ts';

/** Only calendars that a promise uses matter. @param now epoch ms */
export function checkCalendars(calendars: Calendars, policies: readonly Policy[], now: number): Check {
  const used = new Set(
    policies.flatMap((policy) => targets.map((target) => policy.targets[target]?.calendar)),
  );
  const findings = [...calendars.values()]
    .filter(({ name }) => used.has(name))
    .map((calendar) => {
      const { name, coverage } = calendar;
      const alarm = findCoverageAlarm(calendar, now);
      if (!alarm) {
        return coverage === null
          ? ok(`${name}: needs no upkeep`, `${name}：无需维护`)
          : ok(`${name}: holidays known up to ${coverage.to}`, `${name}：节假日已知到 ${coverage.to}`);
      }
      return alarm.daysLeft > 0
        ? warning(
            `${name}: holidays known up to ${alarm.lastDate} only, ${alarm.daysLeft} days from now: add next year's to data/calendars`,
            `${name}：节假日只到 ${alarm.lastDate}，还剩 ${alarm.daysLeft} 天：请在 data/calendars 补上下一年`,
          )
        : problem(
            `${name}: holidays known up to ${alarm.lastDate}, which is over: deadlines are provisional until data/calendars has this year's`,
            `${name}：节假日只到 ${alarm.lastDate}，已过期：补上今年的安排之前，时限都是暂定的`,
          );
    });
  return check(names.calendars, findings);
}
