import { periodNames, type PeriodName } from '../insight/period.ts';
import type { SupportGroup } from '../people/support-group.ts';

/** What `sla week 网络组` asks for. */
export type SlaWish = {
  readonly period: PeriodName;
  /** Null: all groups. */
  readonly group: SupportGroup | null;
  /** What was meant for a group and is none; null: all was understood. */
  readonly unknown: string | null;
};

const words: Readonly<Record<PeriodName, RegExp>> = {
  today: /^(?:today|今天|今日|当天|當天)$/i,
  week: /^(?:(?:this )?week|本周|本週|这周|這週|这个?星期|這個?星期)$/i,
  month: /^(?:(?:this )?month|本月|这个月|這個月|当月|當月)$/i,
};

/** Period and group in any order, each once; this week and all groups where nothing is said. */
export function readSlaWish(rest: string, groups: readonly SupportGroup[]): SlaWish {
  let period: PeriodName = 'week';
  const left: string[] = [];
  for (const word of rest
    .normalize('NFKC')
    .trim()
    .split(/[\s,，、]+/)) {
    const named = periodNames.find((name) => words[name].test(word));
    if (named) period = named;
    else if (word !== '') left.push(word);
  }
  const name = left.join(' ');
  if (name === '') return { period, group: null, unknown: null };
  const folded = name.toLowerCase();
  const group = groups.find((one) => [one.id, one.name].some((own) => own.toLowerCase() === folded));
  return { period, group: group ?? null, unknown: group ? null : name };
}

/** Whether all of it is what may stand behind `sla`: without a slash "sla 是什么" is ordinary talk. */
export function isSlaWish(rest: string): boolean {
  return rest.trim() === '' || periodNames.some((name) => words[name].test(rest.trim()));
}
