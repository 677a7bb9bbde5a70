import type { FindConcepts } from '../text/lexicon.ts';
import { tokensOf, type Token } from '../text/tokens.ts';

/** Each group is brought to length 1 on its own, so that fifty letter n-grams do not drown three words. */
export const featureGroups = ['word', 'letters', 'han', 'concept', 'pair'] as const;
export type FeatureGroup = (typeof featureGroups)[number];

/** `key` is unique over all groups (its first character names the group); the span is where it stands in the text read. */
export type FeatureSink = (group: FeatureGroup, key: string, start: number, end: number) => void;

/** Tells the sink every feature of a text; one that occurs twice is told twice. */
export type FeatureSource = (text: string, sink: FeatureSink) => void;

const shortestGram = 3;
const longestGram = 4;
/** Distinct concepts that pair; a long story would otherwise make hundreds of pairs. */
const maxPairing = 12;

/**
 * What the linear model sees of a text (as `readText` leaves it): stemmed words and word pairs, letter 3–4-grams
 * inside word borders (typos, error codes), Han characters and pairs, pairs across the scripts ("vpn连"), and the
 * concepts of the lexicon with their pairs: "mouse + wish" is another category than "mouse + broken", in any language.
 */
export function createFeatureSource(
  findConcepts: FindConcepts,
  repair: (token: Token) => Token = (token) => token,
): FeatureSource {
  return (text, sink) => {
    const tokens = tokensOf(text).map(repair);
    tokenFeatures(tokens, sink);
    conceptFeatures(tokens, findConcepts, sink);
  };
}

function tokenFeatures(tokens: readonly Token[], sink: FeatureSink): void {
  tokens.forEach((token, index) => {
    const key = typed(token);
    sink(token.isHan ? 'han' : 'word', token.isHan ? `h${key}` : `w${key}`, token.start, token.end);
    const previous = tokens[index - 1];
    if (previous && token.gap !== 'break') {
      if (token.isHan || previous.isHan) sink('han', `h${typed(previous)}${key}`, previous.start, token.end);
      else sink('word', `w${typed(previous)} ${key}`, previous.start, token.end);
    }
    if (!token.isHan && !key.startsWith('<')) letterGrams(token, sink);
  });
}

/** Addresses and bare numbers are one word each: their spelling is a coincidence. Codes of 3 to 5 digits stay words. */
function typed({ raw, key, isHan }: Token): string {
  if (isHan) return key;
  if (raw.includes('@')) return '<mail>';
  if (/^(?:https?:|www\.)/.test(raw)) return '<url>';
  if (/^\d{1,2}$/.test(raw)) return '<n>';
  if (/^\d{6,}$/.test(raw)) return '<long>';
  return key;
}

function letterGrams({ raw, start, end }: Token, sink: FeatureSink): void {
  const padded = ` ${raw} `;
  for (let length = shortestGram; length <= longestGram; length++) {
    for (let at = 0; at + length <= padded.length; at++) {
      sink(
        'letters',
        `c${padded.slice(at, at + length)}`,
        Math.max(start, start + at - 1),
        Math.min(end, start + at + length - 1),
      );
    }
  }
}

function conceptFeatures(tokens: readonly Token[], findConcepts: FindConcepts, sink: FeatureSink): void {
  const distinct = new Map<string, { start: number; end: number }>();
  for (const { concept, start, end } of findConcepts(tokens)) {
    sink('concept', `k${concept}`, start, end);
    if (distinct.size < maxPairing && !distinct.has(concept)) distinct.set(concept, { start, end });
  }
  const pairing = [...distinct].sort(([one], [other]) => (one < other ? -1 : 1));
  pairing.forEach(([one, span], index) => {
    for (const [other, otherSpan] of pairing.slice(index + 1)) {
      sink('pair', `p${one}+${other}`, span.start, span.end);
      sink('pair', `p${one}+${other}`, otherSpan.start, otherSpan.end);
    }
  });
}
