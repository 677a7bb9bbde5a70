import type { Lexicon } from '../text/lexicon.ts';

/** Raised whenever features, weights or the meaning of a field change: a cached model of another version is retrained. */
export const modelVersion = 3;

/** A trained classifier as plain JSON (about 2.5 MB for 10,000 utterances), so that a start can load it instead of training. */
export type Model = {
  readonly version: typeof modelVersion;
  /** Category ids plus `small-talk` and `off-topic`. */
  readonly labels: readonly string[];
  readonly lexicon: Lexicon;
  /** Feature keys by column, joined by newlines (no key has one). */
  readonly features: string;
  /** Base64 of a little-endian Float32Array, one per column. */
  readonly idf: string;
  /** Base64 of an Int8Array, `column * labels.length + label`; times `scales[label]` is the weight. */
  readonly weights: string;
  readonly scales: readonly number[];
  readonly bias: readonly number[];
  /** Divides the scores before they become probabilities. */
  readonly temperature: number;
  /** Least confidence to say a category as if known. */
  readonly confidentFrom: number;
};

export function isModel(value: unknown): value is Model {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === modelVersion;
}
