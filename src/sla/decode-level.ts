import { parseDuration } from '../kernel/duration.ts';
import type { Level } from './policy.ts';
import { show, type Problem } from './problem.ts';

function decodeLevel(value: unknown, sign: -1 | 1): Level | undefined {
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

function decodeList(
  value: unknown,
  path: string,
  sign: -1 | 1,
  expected: string,
  problems: Problem[],
): Level[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((entry, i) => {
    const level = decodeLevel(entry, sign);
    if (!level)
      problems.push({ path: Array.isArray(value) ? `${path}[${i}]` : path, seen: show(entry), expected });
    return level ?? [];
  });
}

/**
 * `warn: ["80%", "1h"]` (share of the target, or working time before its deadline) and `escalate: ["150%", "2h"]` (after
 * it) → levels. Neither given: null, the default rule; `warn: []` is no warning.
 */
export function decodeLevels(
  warn: unknown,
  escalate: unknown,
  path: string,
  problems: Problem[],
): Level[] | null {
  if (warn === undefined && escalate === undefined) return null;
  const before =
    warn === undefined
      ? []
      : decodeList(
          warn,
          `${path}.warn`,
          -1,
          'a share such as "80%" or a time before the deadline such as "1h"',
          problems,
        );
  const after =
    escalate === undefined
      ? []
      : decodeList(
          escalate,
          `${path}.escalate`,
          1,
          'a share such as "150%" or a time after the deadline such as "2h"',
          problems,
        );
  return [...before, ...after];
}
