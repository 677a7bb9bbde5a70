import { seededRandom } from '../model/linear-svm.ts';
import type { LabelledText } from './labelled-text.ts';

/** One slip of the keyboard in one word of four letters or more: two letters swapped, one left out, doubled or mistaken. */
export function withTypos(texts: readonly LabelledText[]): LabelledText[] {
  const random = seededRandom();
  const pick = (count: number): number => Math.floor(random() * count);
  return texts.map((one) => {
    const words = [...one.text.matchAll(/[a-z]{4,}/gi)];
    const word = words[pick(words.length)];
    if (!word) return one;
    const at = word.index + pick(word[0].length - 1);
    const [before, first, second, after] = [
      one.text.slice(0, at),
      one.text.charAt(at),
      one.text.charAt(at + 1),
      one.text.slice(at + 2),
    ];
    const slips = [
      second + first,
      second,
      first + first + second,
      String.fromCharCode(97 + pick(26)) + second,
    ];
    return { ...one, text: before + (slips[pick(slips.length)] ?? '') + after };
  });
}

/** At most `count` texts of every label, chosen by chance but always the same ones. */
export function atMostPerLabel(texts: readonly LabelledText[], count: number): LabelledText[] {
  const random = seededRandom();
  const shuffled = texts
    .map((one) => ({ one, place: random() }))
    .sort((left, right) => left.place - right.place);
  const taken = new Map<string, number>();
  return shuffled.flatMap(({ one }) => {
    const sofar = taken.get(one.label) ?? 0;
    taken.set(one.label, sofar + 1);
    return sofar < count ? [one] : [];
  });
}
