import type { ReadText } from './reading.ts';

/** A stretch of the text read (normalised, lower case, Simplified). */
export type Finding = { readonly start: number; readonly end: number };

/** Finds the mentions of one kind of entity, in any order; mentions may overlap. */
export type FindMentions = (read: ReadText) => readonly Finding[];

/** Words that part Chinese numbers from their units are written without spaces; English ones with. */
export const chineseNumber = '(?:\\d+|[零一二两三四五六七八九十百]+)';

/**
 * Every match of every pattern. A pattern with a group named `value` yields that group, else the whole match. All have
 * the flag `g`; those with a `value` also `d`, which costs V8 a second run over every match.
 */
export function findAll(text: string, patterns: readonly RegExp[]): Finding[] {
  const findings: Finding[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.['value'] ?? [match.index, match.index + match[0].length];
      findings.push({ start, end });
    }
  }
  return findings;
}

/** Whether any pattern matches anywhere. */
export function findsAny(text: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => text.search(pattern) >= 0);
}

/** Leaves out what another finding covers: "12楼" inside "12楼财务室". */
export function longestOnly(findings: readonly Finding[]): Finding[] {
  const byLength = [...findings].sort((one, other) => other.end - other.start - (one.end - one.start));
  const kept: Finding[] = [];
  for (const finding of byLength) {
    if (!kept.some((other) => finding.start < other.end && other.start < finding.end)) kept.push(finding);
  }
  return kept.sort((one, other) => one.start - other.start);
}
