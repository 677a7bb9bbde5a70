import type { Words } from '../kernel/document/words.ts';

/** One thing wrong with the configuration. Never holds a secret. */
export type ConfigProblem = {
  /** Absolute path of the file it stands in: bot.config.yaml, or the file of `people`. */
  readonly file: string;
  /** From 1; the nearest thing above where the key itself is missing. null: nowhere in particular. */
  readonly line: number | null;
  /** `sla.policies[2].firstResponse`; empty: the whole file. */
  readonly path: string;
  /** What stands there, as the file has it: `${NAME}` stays a name. */
  readonly seen: Words;
  readonly expected: Words;
  /** Something that could stand there instead. */
  readonly example: string | null;
};
