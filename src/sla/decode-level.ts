import { parseDuration } from '../kernel/duration.ts';
import { recipients, type Level, type Recipient, type Repeat, type Telling } from './policy.ts';
import { isRecord, refuseUnknownKeys, show, type Problem } from './problem.ts';

/** Told so often, more only teaches people to look away. */
export const mostRepeats = 20;
const defaultRepeats = 3;
/** Somebody has to have had a chance to do something. */
const shortestRepeatMs = 60_000;

const before = 'a share such as "80%" or a time before the deadline such as "1h"';
const after = 'a share such as "150%" or a time after the deadline such as "2h"';

/** A level's instant; undefined where the text is none. */
function decodeInstant(value: unknown, sign: -1 | 1): Level | undefined {
  if (typeof value !== 'string') return undefined;
  const percent = /^(\d{1,4})\s?%$/.exec(value)?.[1];
  if (percent !== undefined) {
    const share = Number(percent);
    const fits = sign < 0 ? share >= 1 && share < 100 : share > 100 && share <= 1_000;
    return fits ? { kind: 'percent', percent: share } : undefined;
  }
  const parsed = parseDuration(value);
  if (!('duration' in parsed) || parsed.duration.unit !== 'ms') return undefined;
  return { kind: 'offset', offsetMs: sign * parsed.duration.value };
}

function decodeRecipients(value: unknown, path: string, problems: Problem[]): Recipient[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const expected = `one of ${recipients.join(', ')}`;
  if (list.length === 0) problems.push({ path, seen: show(value), expected });
  const named = list.flatMap((entry, i) => {
    const known = recipients.find((recipient) => recipient === entry);
    if (!known)
      problems.push({ path: Array.isArray(value) ? `${path}[${i}]` : path, seen: show(entry), expected });
    return known ?? [];
  });
  return [...new Set(named)];
}

function decodeRepeat(value: Record<string, unknown>, path: string, problems: Problem[]): Repeat | undefined {
  const { repeat, max } = value;
  const isCount = typeof max === 'number' && Number.isInteger(max) && max >= 1 && max <= mostRepeats;
  if (max !== undefined && !isCount)
    problems.push({ path: `${path}.max`, seen: show(max), expected: `a number from 1 to ${mostRepeats}` });
  if (repeat === undefined) {
    if (max !== undefined)
      problems.push({
        path: `${path}.max`,
        seen: show(max),
        expected: 'a repeat beside it, such as repeat: 15m',
      });
    return undefined;
  }
  const parsed = parseDuration(typeof repeat === 'string' ? repeat : show(repeat));
  if ('duration' in parsed && parsed.duration.unit === 'ms' && parsed.duration.value >= shortestRepeatMs)
    return { everyMs: parsed.duration.value, max: isCount ? max : defaultRepeats };
  problems.push({
    path: `${path}.repeat`,
    seen: show(repeat),
    expected: 'a working time of at least a minute, such as 15m or 2h',
  });
  return undefined;
}

/** `{ to: [lead, managers], repeat: 15m, max: 4 }`: who is told, and how often. `keys`: what else the record may hold. */
export function decodeTelling(
  value: Record<string, unknown>,
  keys: readonly string[],
  path: string,
  problems: Problem[],
): Telling {
  refuseUnknownKeys(value, [...keys, 'to', 'repeat', 'max'], path, problems);
  const to = value['to'] === undefined ? undefined : decodeRecipients(value['to'], `${path}.to`, problems);
  const repeat = decodeRepeat(value, path, problems);
  return { ...(to ? { to } : {}), ...(repeat ? { repeat } : {}) };
}

function decodeLevel(value: unknown, path: string, sign: -1 | 1, problems: Problem[]): Level | undefined {
  const record = isRecord(value) ? value : { at: value };
  const telling = isRecord(value) ? decodeTelling(record, ['at'], path, problems) : {};
  const level = decodeInstant(record['at'], sign);
  if (!level)
    problems.push({
      path: isRecord(value) ? `${path}.at` : path,
      seen: show(record['at']),
      expected: sign < 0 ? before : after,
    });
  return level && { ...level, ...telling };
}

function decodeList(value: unknown, path: string, sign: -1 | 1, problems: Problem[]): Level[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap(
    (entry, i) => decodeLevel(entry, Array.isArray(value) ? `${path}[${i}]` : path, sign, problems) ?? [],
  );
}

/**
 * `warn: ["80%", { at: "1h", to: [assignee] }]` (share of the target, or working time before its deadline) and
 * `escalate: ["150%", { at: "2h", to: [lead], repeat: 15m, max: 4 }]` (after it) → levels. Neither given: null, the default
 * rule; `warn: []` is no warning.
 */
export function decodeLevels(
  warn: unknown,
  escalate: unknown,
  path: string,
  problems: Problem[],
): Level[] | null {
  if (warn === undefined && escalate === undefined) return null;
  return [
    ...(warn === undefined ? [] : decodeList(warn, `${path}.warn`, -1, problems)),
    ...(escalate === undefined ? [] : decodeList(escalate, `${path}.escalate`, 1, problems)),
  ];
}

/** `breach: { to: [assignee, managers], repeat: 30m, max: 3 }`; undefined where it is not given. */
export function decodeBreach(value: unknown, path: string, problems: Problem[]): Telling | undefined {
  if (value === undefined) return undefined;
  if (isRecord(value)) return decodeTelling(value, [], path, problems);
  problems.push({
    path,
    seen: show(value),
    expected: 'who hears of the breach: { to: [assignee, managers], repeat: 30m, max: 3 }',
  });
  return undefined;
}
