import type { Locale } from '../kernel/locale.ts';

/** A knowledge article. Translations share the `id`. */
export type Article = {
  readonly id: string;
  readonly locale: Locale;
  readonly title: string;
  readonly category: string;
  readonly keywords: readonly string[];
  /** How people put the question this answers, one a line: each is found by itself. */
  readonly askedAs: readonly string[];
  /** The answer: plain text with line breaks. */
  readonly body: string;
  readonly symptom: string | null;
  readonly appliesWhen: string | null;
  readonly prerequisites: readonly string[];
  readonly steps: readonly string[];
  readonly risks: string | null;
  readonly rollback: string | null;
  readonly verify: string | null;
  readonly related: readonly string[];
  readonly owner: string | null;
  /** `2027-05-31`; null: no end. */
  readonly validUntil: string | null;
};
