import type { Locale } from '../kernel/locale.ts';
import type { ConfigProblem } from './config-problem.ts';

/** Problems as lines to print, a few lines each, for an operator who reads that language. */
export function describeConfigProblems(problems: readonly ConfigProblem[], locale: Locale): string[] {
  const english = locale === 'en';
  const language = english ? 'en' : 'zh';
  return problems.flatMap(({ file, line, path, seen, expected, example }) => {
    const place = line === null ? file : `${file}:${line}`;
    const where = path === '' ? place : `${place} ${path}`;
    const label = english
      ? { seen: 'seen:    ', expected: 'expected:', example: 'example: ' }
      : { seen: '现在：', expected: '应为：', example: '例如：' };
    return [
      where,
      `  ${label.seen} ${seen[language]}`,
      `  ${label.expected} ${expected[language]}`,
      ...(example === null ? [] : [`  ${label.example} ${example}`]),
    ];
  });
}
