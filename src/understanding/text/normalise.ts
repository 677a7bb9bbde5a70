import { AlignedWriter, type AlignedText } from './aligned-text.ts';

/**
 * Longest text read, in UTF-16 units. What matters is said early, and on pasted logs the slowest message would
 * otherwise cost a hundred times the median.
 */
export const maxReadLength = 1_000;

/** Typed or pasted apostrophes that mean "'": `can’t` and `can't` are one word. NFKC leaves them apart. */
const apostrophes = /[\u2018\u2019\u02bc\u00b4]/g;

/** Zero-width, bidirectional and control characters: they show nothing and can hide or disguise a word. */
const invisible = /[\p{Cc}\p{Cf}]/gu;

/** A character with the marks that belong to it: the unit NFKC may change. */
const cluster = /\P{M}\p{M}*|\p{M}+/gu;

/** Full-width to half-width, compatibility forms, lower case, nothing invisible, at most 1,000 characters. */
export function normalise(original: string): AlignedText {
  const head = cutAtCharacter(original);
  const writer = new AlignedWriter(original);
  for (const { 0: raw, index } of head.matchAll(cluster)) {
    writer.write(normaliseCluster(raw), index, index + raw.length);
  }
  return writer.finish();
}

function normaliseCluster(raw: string): string {
  if (raw === '\n' || raw === '\t' || raw === '\r') return ' ';
  const code = raw.charCodeAt(0);
  if (raw.length === 1) {
    if (code >= 0x20 && code < 0x7f) return raw.toLowerCase();
    if (code >= 0x4e00 && code <= 0x9fff) return raw;
  }
  return raw.replace(invisible, '').normalize('NFKC').toLowerCase().replace(apostrophes, "'");
}

/** Never between the halves of a surrogate pair. */
function cutAtCharacter(text: string): string {
  if (text.length <= maxReadLength) return text;
  const last = text.charCodeAt(maxReadLength - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? maxReadLength - 1 : maxReadLength);
}
