import type { Locale } from '../kernel/locale.ts';
import type { EntityType } from '../understanding/understanding.ts';

export type QuestionType =
  | { readonly name: 'choice'; readonly options: readonly string[] }
  | { readonly name: 'multi'; readonly options: readonly string[] }
  | { readonly name: 'text'; readonly maxLength: number }
  | { readonly name: 'number'; readonly min: number | null; readonly max: number | null }
  | { readonly name: 'yes-no' }
  | { readonly name: 'asset' }
  | { readonly name: 'attachment' };

export type Question = {
  /** Stable for ever: answers are saved under it. */
  readonly id: string;
  readonly type: QuestionType;
  readonly required: boolean;
  /** Filled from what the report already says. */
  readonly entity: EntityType | null;
  /** Answers that mean harm was done (a link clicked, a password given away): the ticket is at least P2. */
  readonly compromised: readonly string[];
  /** All must hold: the answer to `questionId` is one of `values`. */
  readonly when: readonly { readonly questionId: string; readonly values: readonly string[] }[];
};

export type QuestionWording = {
  readonly ask: string;
  readonly label: string;
  readonly hint: string | null;
  readonly options: Readonly<Record<string, string>>;
  /** Option → other words people answer with. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
};

export type Questionnaire = {
  /** The category id. */
  readonly id: string;
  readonly version: number;
  readonly questions: readonly Question[];
  /** Locale → question id → wording. Complete: content loading refuses a gap. */
  readonly wording: Readonly<Record<Locale, Readonly<Record<string, QuestionWording>>>>;
};
