import { words } from '../kernel/document/words.ts';
import type { Duration } from '../kernel/duration.ts';
import { defaultAlertRules, type AlertRules } from '../sla/alert-rules.ts';
import type { Calendars } from '../sla/calendar.ts';
import type { Duty } from '../sla/ladder.ts';
import type { QuietHours } from '../sla/quiet-hours.ts';
import { nearWords, readList, readRecord, refuse, refuseKey, at, type Field } from './field.ts';
import { findNearest } from './nearest.ts';
import { readDuration, readOneOf, readText, readWhole } from './values.ts';

/** Keys of `sla` that say how the house is told. */
export const alertKeys = ['duty', 'unclaimed', 'untouched', 'handOn', 'digest', 'quietHours'] as const;

export type AlertOptions = {
  readonly calendars: Calendars;
  readonly groupIds: readonly string[];
  readonly personIds: readonly string[];
};

/** A test keeps them equal to those of src/ticketing, which this room does not know. */
const priorities = ['P1', 'P2', 'P3', 'P4'] as const;

export function readAlerts(
  keys: Readonly<Record<(typeof alertKeys)[number], Field>>,
  options: AlertOptions,
): AlertRules {
  const { digest, watchRepeats } = defaultAlertRules;
  const over = readRecord(keys.digest, ['over', 'perMinute']);
  return {
    duty: readDuty(keys.duty, options),
    unclaimed: readUnclaimed(keys.unclaimed),
    untouchedPercent: readUntouched(keys.untouched),
    watchRepeats,
    handOn: readHandOn(keys.handOn),
    digest: {
      over: readWhole(over.over, { min: 1, max: 50 }) ?? digest.over,
      // Twice that many is what P1 may use, and a group stands twenty in a minute.
      perMinute: readWhole(over.perMinute, { min: 1, max: 10 }) ?? digest.perMinute,
    },
    quietHours: readQuietHours(keys.quietHours, options.calendars),
  };
}

/** `[zhou]` for the whole house, or by group: `{ network: [li] }`. */
function readDuty(field: Field, { groupIds, personIds }: AlertOptions): Duty {
  const { value } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { everywhere: readPersonIds(field, personIds), byGroup: {} };
  const byGroup: Record<string, readonly string[]> = {};
  for (const key of Object.keys(value)) {
    if (groupIds.includes(key)) byGroup[key] = readPersonIds(at(field, key), personIds);
    else refuseKey(field, key, groupIds);
  }
  return { everywhere: [], byGroup };
}

function readPersonIds(field: Field, known: readonly string[]): string[] {
  const expected = words(
    'a list of ids of people, or one by support group',
    '人员 id 的列表，或按支持组分别写',
  );
  return (readList(field, expected, 'single-allowed') ?? []).flatMap((item) => {
    const id = readText(item, expected);
    if (id === undefined || known.includes(id)) return id ?? [];
    refuse(item, nearWords(findNearest(id, known), known));
    return [];
  });
}

const neverWords = words(
  'working time by priority such as { P1: 5m, P2: 15m }, or false for never',
  '按优先级写工作时间，如 { P1: 5m, P2: 15m }；不需要就写 false',
);

/** Priorities that are not named keep their default. */
function readUnclaimed(field: Field): AlertRules['unclaimed'] {
  if (field.value === undefined) return defaultAlertRules.unclaimed;
  if (field.value === false) return null;
  if (typeof field.value !== 'object' || Array.isArray(field.value)) {
    refuse(field, neverWords);
    return null;
  }
  const keys = readRecord(field, priorities);
  const limits: Record<string, Duration> = { ...defaultAlertRules.unclaimed };
  for (const priority of priorities) {
    const duration = readDuration(keys[priority]);
    if (duration) limits[priority] = duration;
  }
  return limits;
}

function readUntouched(field: Field): number | null {
  const { value } = field;
  if (value === undefined) return defaultAlertRules.untouchedPercent;
  if (value === false) return null;
  const percent = typeof value === 'string' ? Number(/^(\d{1,3})\s?%$/.exec(value)?.[1]) : Number.NaN;
  if (percent >= 5 && percent <= 100) return percent;
  refuse(
    field,
    words(
      'a share of the resolution target from "5%" to "100%", or false for never',
      '解决时限的份额，"5%" 到 "100%"；不需要就写 false',
    ),
  );
  return null;
}

function readHandOn(field: Field): Duration | null {
  if (field.value === undefined) return defaultAlertRules.handOn;
  if (field.value === false) return null;
  return readDuration(field) ?? null;
}

const timeWords = words('a time of day such as "22:00"', '一天中的时刻，如 "22:00"');

function readTime(field: Field): number | undefined {
  const text = readText(field, timeWords, (written) => /^([01]\d|2[0-3]):[0-5]\d$/.test(written));
  if (text === undefined) return undefined;
  const [hours, minutes] = text.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** `{ from: "22:00", to: "08:00" }` on the house's clock, or `{ calendar: cn }`: whenever that calendar is closed. */
function readQuietHours(field: Field, calendars: Calendars): QuietHours | null {
  if (field.value === undefined || field.value === false) return null;
  const keys = readRecord(field, ['from', 'to', 'calendar', 'exempt']);
  const exempt = (
    readList(keys.exempt, words('a list of priorities', '优先级列表'), 'single-allowed') ?? []
  ).flatMap((item) => readOneOf(item, priorities) ?? []);
  const spared = { exempt: keys.exempt.value === undefined ? ['P1'] : exempt };
  if (keys.calendar.value !== undefined) {
    if (keys.from.value !== undefined || keys.to.value !== undefined)
      refuse(keys.calendar, words('either a calendar or from and to', '日历和 from/to 只能二选一'));
    const calendar = readOneOf(keys.calendar, [...calendars.keys()]);
    return calendar === undefined ? null : { when: { type: 'closed', calendar }, ...spared };
  }
  const from = readTime(keys.from);
  const to = readTime(keys.to);
  for (const key of [keys.from, keys.to]) if (key.value === undefined) refuse(key, timeWords);
  if (from === undefined || to === undefined) return null;
  if (from === to) {
    refuse(
      keys.to,
      words(
        'another time than from: quiet all day would tell nothing',
        '与 from 不同的时刻：全天安静就什么都不会提醒',
      ),
    );
    return null;
  }
  return { when: { type: 'window', from, to }, ...spared };
}
