import type { Words } from '../kernel/document/words.ts';

/** What is wrong with an article's file. */
export type ArticleProblem = {
  /** From 1; the first line of the file stands for what is missing. */
  readonly line: number;
  readonly message: Words;
};
