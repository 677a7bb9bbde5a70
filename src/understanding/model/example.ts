import type { Locale } from '../../kernel/locale.ts';

/** A message as somebody typed it, with what it is: a category id, `small-talk` or `off-topic`. */
export type Example = { readonly text: string; readonly label: string; readonly locale: Locale };
