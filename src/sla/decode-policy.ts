import { parseDuration } from '../kernel/duration.ts';
import type { Calendars } from './calendar.ts';
import { decodeBreach, decodeLevels } from './decode-level.ts';
import {
  conditionKeys,
  defaultPauses,
  reopenModes,
  targets,
  type Policy,
  type PolicyCondition,
  type ReopenMode,
  type Target,
  type TargetPromise,
} from './policy.ts';
import { refuseUnreachable } from './policy-order.ts';
import { refuseDaysWithoutHours } from './refuse-days.ts';
import { isRecord, refuseUnknownKeys, show, type Problem } from './problem.ts';

/** Why a ticket may be on hold; an approval holds service requests. */
const holdReasons: readonly string[] = ['requester', 'vendor', 'change', 'scheduled', 'approval'];

const keys = [
  'name',
  'when',
  ...targets,
  'calendar',
  'warn',
  'breach',
  'escalate',
  'pause',
  'reopen',
] as const;

function decodeTexts(value: unknown, path: string, expected: string, problems: Problem[]): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((entry, i) => {
    if (typeof entry === 'string' && entry !== '') return entry;
    problems.push({ path: Array.isArray(value) ? `${path}[${i}]` : path, seen: show(entry), expected });
    return [];
  });
}

function decodeWhen(value: unknown, path: string, problems: Problem[]): PolicyCondition {
  if (!isRecord(value)) {
    problems.push({
      path,
      seen: show(value),
      expected: 'conditions such as { priority: P1 }; {} matches every ticket',
    });
    return {};
  }
  refuseUnknownKeys(value, conditionKeys, path, problems);
  const when: Partial<Record<(typeof conditionKeys)[number], readonly string[]>> = {};
  for (const key of conditionKeys) {
    if (value[key] !== undefined)
      when[key] = decodeTexts(value[key], `${path}.${key}`, 'a value or a list of values', problems);
  }
  return when;
}

function decodeCalendarName(value: unknown, path: string, calendars: Calendars, problems: Problem[]): string {
  if (typeof value === 'string' && calendars.has(value)) return value;
  problems.push({
    path,
    seen: show(value),
    expected: `a calendar: one of ${[...calendars.keys()].join(', ')}`,
  });
  return '';
}

/** `4h`, or `{ duration: 4h, calendar: 24x7 }` where a target has a calendar of its own. */
function decodePromise(
  value: unknown,
  calendar: () => string,
  path: string,
  calendars: Calendars,
  problems: Problem[],
): TargetPromise | null {
  if (value === undefined || value === null) return null;
  const own = isRecord(value) ? value : { duration: value };
  refuseUnknownKeys(own, ['duration', 'calendar'], path, problems);
  const text = own['duration'];
  const parsed = parseDuration(typeof text === 'string' ? text : show(text));
  const name =
    own['calendar'] === undefined
      ? calendar()
      : decodeCalendarName(own['calendar'], `${path}.calendar`, calendars, problems);
  if ('duration' in parsed) return { duration: parsed.duration, calendar: name };
  problems.push({ path, seen: show(text), expected: parsed.problem });
  return null;
}

function decodePauses(value: unknown, path: string, problems: Problem[]): Record<Target, readonly string[]> {
  const pauses = { ...defaultPauses };
  if (value === undefined) return pauses;
  if (!isRecord(value)) {
    problems.push({
      path,
      seen: show(value),
      expected: 'hold reasons by target: { resolution: [requester, scheduled] }',
    });
    return pauses;
  }
  refuseUnknownKeys(value, targets, path, problems);
  for (const target of targets) {
    if (value[target] === undefined) continue;
    const reasons = decodeTexts(value[target], `${path}.${target}`, 'a hold reason', problems);
    for (const reason of reasons.filter((one) => !holdReasons.includes(one))) {
      problems.push({
        path: `${path}.${target}`,
        seen: show(reason),
        expected: `hold reasons: ${holdReasons.join(', ')}`,
      });
    }
    pauses[target] = reasons;
  }
  return pauses;
}

function decodeReopen(value: unknown, path: string, problems: Problem[]): ReopenMode {
  const mode = value === undefined ? 'continue' : reopenModes.find((known) => known === value);
  if (!mode) problems.push({ path, seen: show(value), expected: `one of ${reopenModes.join(', ')}` });
  return mode ?? 'continue';
}

function decodePolicy(
  value: unknown,
  path: string,
  calendars: Calendars,
  problems: Problem[],
): Policy | undefined {
  if (!isRecord(value)) {
    problems.push({ path, seen: show(value), expected: `a record with ${keys.join(', ')}` });
    return undefined;
  }
  refuseUnknownKeys(value, keys, path, problems);
  const [name = ''] = decodeTexts(value['name'], `${path}.name`, 'a name people will read in /why', problems);
  // Asked for at most once, so that a missing calendar is one problem, and none where each target names its own.
  let common: string | undefined;
  const calendar = (): string =>
    (common ??= decodeCalendarName(value['calendar'], `${path}.calendar`, calendars, problems));
  if (value['calendar'] !== undefined) calendar();
  const promise = (target: Target): TargetPromise | null =>
    decodePromise(value[target], calendar, `${path}.${target}`, calendars, problems);
  if (targets.every((target) => value[target] === undefined)) {
    problems.push({ path, seen: show(value), expected: `at least one target: ${targets.join(', ')}` });
  }
  const breach = decodeBreach(value['breach'], `${path}.breach`, problems);
  return {
    name,
    when: decodeWhen(value['when'], `${path}.when`, problems),
    targets: {
      firstResponse: promise('firstResponse'),
      nextReply: promise('nextReply'),
      resolution: promise('resolution'),
    },
    levels: decodeLevels(value['warn'], value['escalate'], path, problems),
    ...(breach ? { breach } : {}),
    pauses: decodePauses(value['pause'], `${path}.pause`, problems),
    reopen: decodeReopen(value['reopen'], `${path}.reopen`, problems),
  };
}

export type DecodedPolicies =
  { readonly policies: readonly Policy[] } | { readonly problems: readonly Problem[] };

/** The list `sla.policies` of the configuration → policies, or everything wrong with it. Paths start at the list: `[0].warn[1]`. */
export function decodePolicies(value: unknown, calendars: Calendars): DecodedPolicies {
  if (!Array.isArray(value))
    return { problems: [{ path: '', seen: show(value), expected: 'a list of policies' }] };
  const problems: Problem[] = [];
  const policies = value.flatMap(
    (entry: unknown, i) => decodePolicy(entry, `[${i}]`, calendars, problems) ?? [],
  );
  if (problems.length === 0) refuseDaysWithoutHours(policies, calendars, problems);
  if (problems.length === 0) refuseUnreachable(policies, problems);
  return problems.length > 0 ? { problems } : { policies };
}
