import type { Locale } from '../../kernel/locale.ts';
import type { Script } from '../understanding.ts';
import type { AlignedText } from './aligned-text.ts';
import { foldToSimplified } from './fold.ts';
import { detectLocale } from './language.ts';
import { normalise } from './normalise.ts';
import { detectScript } from './script.ts';

/** One message as every later step sees it: normalised, lower case, Chinese in Simplified script. */
export type ReadText = {
  readonly script: Script;
  readonly locale: Locale | null;
  readonly aligned: AlignedText;
  /** `aligned.text`. */
  readonly text: string;
};

export function readText(original: string): ReadText {
  const normal = normalise(original);
  const script = detectScript(normal.text);
  const aligned = script === 'traditional' ? foldToSimplified(normal) : normal;
  return { script, locale: detectLocale(normal.text, script), aligned, text: aligned.text };
}
