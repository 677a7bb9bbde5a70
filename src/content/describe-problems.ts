import type { Locale } from '../kernel/locale.ts';
import type { ContentProblem } from './content.ts';

/** Problems as lines to print, one each, errors first: `data/kb/en/vpn.md:3 …`. */
export function describeContentProblems(problems: readonly ContentProblem[], locale: Locale): string[] {
  const language = locale === 'en' ? 'en' : 'zh';
  const rank = { error: 0, warning: 1 };
  return problems
    .toSorted((a, b) => rank[a.severity] - rank[b.severity])
    .map(({ file, line, message }) => `${line === null ? file : `${file}:${line}`} ${message[language]}`);
}
