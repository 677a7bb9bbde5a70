const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first `length` visible characters, never half an emoji; with `…` where something is left out. */
export function shorten(text: string, length: number): string {
  const head = firstCharacters(text, length);
  return head.length < text.length ? `${head}…` : text;
}

export function firstCharacters(text: string, length: number): string {
  // Cheap for what is short anyway, which is nearly everything.
  if (text.length <= length) return text;
  let end = 0;
  let count = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    if (count === length) break;
    end = index + segment.length;
    count += 1;
  }
  return text.slice(0, end);
}
