import type { Locale } from './kernel/locale.ts';
import type { DryRun, Effect } from './sla/dry-run.ts';
import type { Target } from './sla/policy.ts';
import { formatLocal } from './sla/local-date.ts';
import { toLocalMs } from './sla/time-zone.ts';

export const slaUsage = `用法 / Usage
  npm run sla:dry-run -- --config FILE [--calendars DIR]         试算，不写入 / what an edit would do; nothing is written
  npm run sla:dry-run -- --config FILE --apply --by PERSON       用于未结工单 / put it on open tickets, as that administrator
  npm run sla:why -- T-12 [--config FILE]                        时限怎么算的，JSON / how its deadlines come about, as JSON
  npm run sla:recompute [-- --config FILE]                       日历改过后重算（停机时） / reckon anew after calendars changed (while stopped)`;

const targetNames: Readonly<Record<Target, { zh: string; en: string }>> = {
  firstResponse: { zh: '首次响应', en: 'first response' },
  nextReply: { zh: '后续回复', en: 'next reply' },
  resolution: { zh: '解决', en: 'resolution' },
};

/** What a dry run found, in the installation's language. Times are the house's. */
export function describeDryRun(run: DryRun, locale: Locale, timeZone: string): string[] {
  const en = locale === 'en';
  const { tickets, touched, earlier, later, added, removed, breaks } = run;
  const instant = (at: number | null): string =>
    at === null ? '—' : formatLocal(toLocalMs(timeZone, at)).replace('T', ' ');
  const line = ({ ticket, target, dueBefore, dueAfter, breaks: broken }: Effect): string => {
    const name = targetNames[target][en ? 'en' : 'zh'];
    const mark = broken ? (en ? '  breaches at once' : '  立即超时') : '';
    return `  T-${ticket}  ${name}  ${instant(dueBefore)} → ${instant(dueAfter)}${mark}`;
  };
  const head = en
    ? [
        `${tickets} open tickets, ${touched} touched.`,
        `Deadlines: ${earlier} earlier, ${later} later, ${added} new, ${removed} gone; ${breaks} would be breached at once.`,
      ]
    : [
        `未结工单 ${tickets} 张，受影响 ${touched} 张。`,
        `时限提前 ${earlier} 个，推后 ${later} 个，新增 ${added} 个，取消 ${removed} 个；立即超时 ${breaks} 个。`,
      ];
  if (run.most.length === 0) return head;
  return [...head, en ? 'Most affected:' : '影响最大的：', ...run.most.map(line)];
}
