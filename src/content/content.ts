import type { Locale } from '../kernel/locale.ts';
import type { Article } from '../knowledge/article.ts';
import type { LlmPrompts } from '../llm/prompts.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import type { Calendars } from '../sla/calendar.ts';
import type { Taxonomy } from '../understanding/taxonomy.ts';
import type { Copy } from '../wording/phrases.ts';
import type { Words } from '../kernel/document/words.ts';

/** Something employees really type. `label`: a category id, `small-talk` or `off-topic`. */
export type TrainingExample = { readonly label: string; readonly locale: Locale; readonly text: string };

/** What the configuration refers to, and so has to be read before it. */
export type Foundations = { readonly taxonomy: Taxonomy; readonly calendars: Calendars };

/** Everything under prompts/ and data/ that the bot says or learns from, checked: what is here can be relied on. */
export type Content = Foundations & {
  /** Every locale has the same keys with the same parameters. */
  readonly copy: Readonly<Record<Locale, Copy>>;
  /** By category id: each has one, worded in every locale. */
  readonly questionnaires: ReadonlyMap<string, Questionnaire>;
  readonly training: readonly TrainingExample[];
  /** Sorted by id and locale. */
  readonly articles: readonly Article[];
  /** Instructions for the optional language model. */
  readonly llmPrompts: LlmPrompts;
  /** data/vocabulary/it.txt as it stands: words of our trade for the tokenizer. */
  readonly vocabulary: string;
  /** SHA-256, hex, of the files that models are trained on: examples, articles, vocabulary, taxonomy. */
  readonly hash: string;
};

/** `error`: the bot cannot start like this. `warning`: it goes on without the faulty piece. */
export type ContentProblem = {
  readonly severity: 'error' | 'warning';
  /** Relative to the program's folder where it lies in it, with forward slashes; else absolute. */
  readonly file: string;
  /** From 1; null: the file as a whole. */
  readonly line: number | null;
  readonly message: Words;
};
