import type { Locale } from '../kernel/locale.ts';
import { words } from '../kernel/document/words.ts';
import type { Check, CheckState } from './check.ts';

const marks: Readonly<Record<CheckState, string>> = { ok: '✓', skipped: '–', warning: '!', problem: '✗' };

const endings = {
  ok: words('Everything is in order.', '一切正常。'),
  warning: words('It works; have a look at the lines marked "!".', '可以运行，请留意标 ! 的部分。'),
  problem: words(
    'Something has to be put right: see the parts marked "✗".',
    '有问题需要处理，见标 ✗ 的部分。',
  ),
} as const;

/** The checks as text: a heading for each, its findings indented, and what it comes to. */
export function renderReport(checks: readonly Check[], locale: Locale): string {
  const language = locale === 'en' ? 'en' : 'zh';
  const worst =
    (['problem', 'warning'] as const).find((state) => checks.some((one) => one.state === state)) ?? 'ok';
  const parts = checks.map(({ name, state, lines }) =>
    [`${marks[state]} ${name[language]}`, ...lines.map((line) => `    ${line[language]}`)].join('\n'),
  );
  return [...parts, '', endings[worst][language], ''].join('\n');
}
