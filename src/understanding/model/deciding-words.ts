import { originalWords, type AlignedText } from '../text/aligned-text.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import type { Contribution } from './classifier.ts';

const maxWords = 5;
/** A word that did less than a fifth of what the strongest did explains nothing. */
const leastShare = 0.2;

/** They glue sentences together; as reasons they would look silly even where they weigh something. */
const glue = new Set(
  'the a an is are was were be i my me we our you your it its this that to of in on at for from with and or but not no so do does did has have had can will would just very 的 了 我 是 在 就 都 也 和 有 不 着 过 吗 呢 吧 啊 你 他 她 它 们 我们 你们 这 那 这个 那个 个 还 又 要 会 能 一 上 下 里 说 去 到 得 把 被 让 给 很 请 一下 今天 现在'.split(
    ' ',
  ),
);

/** Words of the original text that spoke most for the category, strongest first, each once. */
export function decidingWords(
  aligned: AlignedText,
  tokenizer: Tokenizer,
  contributions: readonly Contribution[],
): string[] {
  const weights = new Float64Array(aligned.text.length);
  for (const { start, end, weight } of contributions) {
    for (let at = start; at < end; at++) weights[at] = (weights[at] ?? 0) + weight / (end - start);
  }
  const weighed = tokenizer
    .words(aligned.text)
    .filter(({ text }) => !glue.has(text))
    .map(({ start, end }) => ({
      word: originalWords(aligned, start, end),
      weight: weights.subarray(start, end).reduce((sum, one) => sum + one, 0),
    }))
    .sort((one, other) => other.weight - one.weight);
  const least = (weighed[0]?.weight ?? 0) * leastShare;
  const telling = weighed.filter(({ weight }) => weight > 0 && weight >= least).map(({ word }) => word);
  const distinct = new Map(telling.map((word) => [word.toLowerCase(), word]));
  return [...distinct.values()].slice(0, maxWords);
}
