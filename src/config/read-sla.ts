import { parsePath } from '../kernel/document/document.ts';
import { same, words, type Words } from '../kernel/document/words.ts';
import type { Duration } from '../kernel/duration.ts';
import type { Calendars } from '../sla/calendar.ts';
import { decodePolicies } from '../sla/decode-policy.ts';
import { defaultPolicies } from '../sla/default-policies.ts';
import type { ConditionKey, Policy } from '../sla/policy.ts';
import type { Problem } from '../sla/problem.ts';
import { at, nearWords, nothing, readRecord, refuse, type Field } from './field.ts';
import type { BotConfig } from './bot-config.ts';
import { findNearest } from './nearest.ts';
import { alertKeys, readAlerts } from './read-alerts.ts';
import { durationWords, readDuration } from './values.ts';

export type SlaOptions = {
  readonly calendars: Calendars;
  readonly categories: readonly string[];
  readonly groupIds: readonly string[];
  readonly channels: readonly string[];
  /** Ids of the configured people. */
  readonly personIds: readonly string[];
};

const defaultCloseAfter: Duration = { unit: 'workingDay', value: 3 };

export function readSla(field: Field, options: SlaOptions): BotConfig['sla'] {
  const keys = readRecord(field, ['policies', 'closeAfter', ...alertKeys]);
  return {
    policies: keys.policies.value === undefined ? defaultPolicies : readPolicies(keys.policies, options),
    closeAfter: readDuration(keys.closeAfter) ?? defaultCloseAfter,
    alerts: readAlerts(keys, options),
  };
}

function readPolicies(field: Field, options: SlaOptions): readonly Policy[] {
  const decoded = decodePolicies(field.value, options.calendars);
  if ('policies' in decoded) {
    refuseUnknownNames(field, decoded.policies, options);
    return decoded.policies;
  }
  for (const problem of decoded.problems) refuseAsTold(field, problem);
  return defaultPolicies;
}

/** A problem of the policies' own decoder, in both languages where we have the words. */
function refuseAsTold(field: Field, { path, seen, expected }: Problem): void {
  const told = parsePath(path).reduce<Field>(at, field);
  const names = /^one of (.*)$/.exec(expected)?.[1]?.split(', ');
  const written = /^"(.*)"$/.exec(seen)?.[1];
  refuse(
    told,
    names
      ? nearWords(written === undefined ? undefined : findNearest(written, names), names)
      : inChinese(told, expected),
    {
      seen: seen === 'nothing' ? nothing : same(seen),
    },
  );
}

function inChinese({ path }: Field, expected: string): Words {
  const key = path.findLast((one) => typeof one === 'string');
  const zh: Readonly<Record<string, string>> = {
    firstResponse: durationWords.zh,
    nextReply: durationWords.zh,
    resolution: durationWords.zh,
    duration: durationWords.zh,
    warn: '目标的份额如 "80%"，或截止前的时长如 "1h"',
    escalate: '目标的份额如 "150%"，或截止后的时长如 "2h"',
    at: '份额如 "80%" 或 "150%"，或时长如 "1h"',
    repeat: '至少一分钟的工作时间，如 15m 或 2h',
    max: '1 到 20 的数字，写在 repeat 旁边',
    breach: '超时由谁收到：{ to: [assignee, managers], repeat: 30m, max: 3 }',
    calendar: expected.replace('a calendar: one of', '日历名，以下之一：'),
    name: '一个不重复的名称，会显示在 /why 里',
    when: '条件如 { priority: P1 }，且前面的策略没有把工单全部取走；{} 匹配所有工单',
    policies: '策略列表，每条至少一个目标，最后一条用 when: {} 收住其余工单',
  };
  return words(expected, (key === undefined ? undefined : zh[key]) ?? expected);
}

/** Names of the classification; a test keeps them equal to those of src/ticketing, which this room does not know. */
export const classification = {
  priority: ['P1', 'P2', 'P3', 'P4'],
  impact: ['user', 'team', 'company'],
  kind: ['incident', 'request', 'how-to'],
} as const;

/** A condition on a name that does not exist would silently never hold. */
function refuseUnknownNames(field: Field, policies: readonly Policy[], options: SlaOptions): void {
  const firstLevels = options.categories.map((id) => id.split('.')[0] ?? id);
  const names: Partial<Record<ConditionKey, readonly string[]>> = {
    ...classification,
    category: [...new Set([...firstLevels, ...options.categories])],
    group: options.groupIds,
    channel: options.channels,
  };
  policies.forEach((policy, index) => {
    for (const [key, known] of Object.entries(names)) {
      const condition = at(at(at(field, index), 'when'), key);
      policy.when[key as ConditionKey]?.forEach((value, position) => {
        if (known.includes(value)) return;
        const written = Array.isArray(condition.value) ? at(condition, position) : condition;
        refuse(written, nearWords(findNearest(value, known), known));
      });
    }
  });
}
