import { words, type Words } from '../kernel/document/words.ts';

/** `skipped`: could not be looked at, because of a problem elsewhere. */
export type CheckState = 'ok' | 'skipped' | 'warning' | 'problem';

/** What the doctor found out about one subject. */
export type Check = { readonly name: Words; readonly state: CheckState; readonly lines: readonly Words[] };

export type Finding = { readonly state: CheckState; readonly line: Words };

/** A check is as bad as its worst finding. */
export function check(name: Words, findings: readonly Finding[]): Check {
  const worst = (['problem', 'warning', 'skipped'] as const).find((state) =>
    findings.some((finding) => finding.state === state),
  );
  return { name, state: worst ?? 'ok', lines: findings.map(({ line }) => line) };
}

export const names = {
  configuration: words('Configuration', '配置'),
  database: words('Database', '数据库'),
  content: words('Content files', '内容文件'),
  calendars: words('Calendars', '日历'),
  audit: words('Deadline audit', '时限核对'),
  channels: words('Channels', '渠道'),
} as const;

export function ok(en: string, zh: string): Finding {
  return { state: 'ok', line: words(en, zh) };
}

export function warning(en: string, zh: string): Finding {
  return { state: 'warning', line: words(en, zh) };
}

export function problem(en: string, zh: string): Finding {
  return { state: 'problem', line: words(en, zh) };
}
