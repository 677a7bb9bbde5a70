import { parseAlertKey } from '../sla/alert.ts';
import { targets } from '../sla/policy.ts';
import { isWatchTarget } from '../sla/watch.ts';
import type { Phrases } from '../wording/phrases.ts';
import type { BreachExplanation } from './breach-cause.ts';

/** A span as people say it: `2 小时 5 分`. */
export function spanWords(spanMs: number, phrases: Phrases): string {
  const total = Math.round(spanMs / 60_000);
  const hours = Math.floor(total / 60);
  if (hours === 0) return phrases.label('span.minutes', { minutes: total });
  return total % 60 === 0
    ? phrases.label('span.whole-hours', { hours })
    : phrases.label('span.hours', { hours, minutes: total % 60 });
}

/** What a promise or a watch is called. */
export function targetName(target: string, phrases: Phrases): string {
  if (isWatchTarget(target)) return phrases.label(`alert.target.${target}`);
  const known = targets.find((one) => one === target);
  return known ? phrases.label(`why.target.${known}`) : target;
}

/** `1/resolution` or a whole alert key → the promise by its name. */
export function alertTargetName(key: string, phrases: Phrases): string {
  return targetName(key.split('/')[1] ?? key, phrases);
}

/** `1/resolution/breach#2` → the promise by its name, and which of its levels. */
export function alertWords(key: string, phrases: Phrases): string {
  const parsed = parseAlertKey(key);
  if (!parsed) return key;
  const name = targetName(parsed.target, phrases);
  const again = parsed.repeat === 0 ? '' : phrases.label('why.again', { count: parsed.repeat + 1 });
  if (isWatchTarget(parsed.target)) return name + again;
  const kind = (['warn', 'breach'] as const).find((one) => parsed.level.startsWith(one)) ?? 'after';
  return `${name} · ${phrases.label(`alert.level.${kind}`)}${again}`;
}

/** Why promises were broken, each by its name: `解决：等供应商（配件周五到）`. */
export function breachWords(breaches: readonly BreachExplanation[], phrases: Phrases): string {
  return breaches
    .map(({ key, cause, text }) => {
      const detail = phrases.label('event.breach_explained.detail', {
        target: alertTargetName(key, phrases),
        cause: phrases.label(`cause.${cause}`),
      });
      return text === null ? detail : `${detail} · ${text}`;
    })
    .join(phrases.locale === 'en' ? '; ' : '；');
}
