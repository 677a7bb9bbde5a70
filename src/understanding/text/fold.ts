import { Trie, type DictLike } from 'opencc-js/core';
import simplifiedCharacters from 'opencc-js/dict/TSCharacters';
import simplifiedPhrases from 'opencc-js/dict/TSPhrases';
import mainlandPhrases from 'opencc-js/dict/TWPhrasesRev';
import standardVariants from 'opencc-js/dict/TWVariantsRev';
import standardVariantPhrases from 'opencc-js/dict/TWVariantsRevPhrases';
import { AlignedWriter, type AlignedText } from './aligned-text.ts';
import { taiwanWords } from './taiwan-words.ts';

/**
 * Taiwan's Traditional text → Simplified with mainland words: OpenCC's `tw2sp` chain behind our own IT words.
 * Only this direction is built (14 ms, 12 MB, at the first Traditional message); the other one costs 170 MB.
 * Never call it on Simplified text: it would change one clean sentence in a hundred.
 */
export function foldToSimplified(traditional: AlignedText): AlignedText {
  stages ??= buildStages();
  return stages.reduce(convert, traditional);
}

let stages: readonly Trie[] | undefined;

/** Inside a stage the longest match wins, then the dictionary named first. */
function buildStages(): Trie[] {
  return [
    trie(taiwanWords),
    trie(mainlandPhrases, standardVariantPhrases, standardVariants),
    trie(simplifiedPhrases, simplifiedCharacters),
  ];
}

function trie(...dictionaries: readonly DictLike[]): Trie {
  const built = new Trie();
  built.loadDictGroup(dictionaries);
  return built;
}

/** What `Trie.convert` does, keeping the way back to the original. */
function convert(source: AlignedText, stage: Trie): AlignedText {
  const writer = new AlignedWriter(source.original);
  const { text, starts, ends } = source;
  for (let index = 0; index < text.length;) {
    const match = stage.matchPrefix(text, index);
    const end = match?.end ?? index + 1;
    // OpenCC writes U盘; text that is read is lower case.
    writer.write(match?.value.toLowerCase() ?? text.charAt(index), starts[index] ?? 0, ends[end - 1] ?? 0);
    index = end;
  }
  return writer.finish();
}
