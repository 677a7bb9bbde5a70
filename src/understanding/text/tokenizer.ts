import { createRequire } from 'node:module';
import type * as JiebaModule from '@node-rs/jieba';
import type * as JiebaDictionary from '@node-rs/jieba/dict.js';
import { segmentationWords } from './decode-lexicon.ts';
import type { Lexicon } from './lexicon.ts';

/** A word where a person would see one: Chinese cut by jieba, Latin words and numbers as they stand. */
export type Word = { readonly text: string; readonly start: number; readonly end: number };

export type Tokenizer = {
  /** Words of a text in order, without punctuation and spaces. */
  words(text: string): readonly Word[];
  readonly lexicon: Lexicon;
};

/** Chinese with what is written into it (U盘, 809错误), or Latin words with their joints (wi-fi, don't). */
const runs = /[\p{Script=Han}\p{Script=Latin}\p{N}]+(?:['._-][\p{Script=Latin}\p{N}]+)*/gu;
const han = /\p{Script=Han}/u;

type Cutter = { cut(sentence: string, hmm?: boolean): string[] };

/** A vocabulary word must win over any two words jieba knows, however common: the commonest has a frequency of 883,634. */
const vocabularyFrequency = 1_000_000;

/**
 * The dictionary of jieba (5 MB of text) costs about 250 ms and 60 MB, so it is loaded at the first Chinese word, once
 * per tokenizer. Classification does not need it; explanations and search do. Call `words` once while idle to warm it.
 */
export function createTokenizer(lexicon: Lexicon): Tokenizer {
  let cutter: Cutter | undefined;
  return {
    lexicon,
    words(text) {
      const words: Word[] = [];
      for (const { 0: run, index } of text.matchAll(runs)) {
        if (!han.test(run)) {
          words.push({ text: run, start: index, end: index + run.length });
          continue;
        }
        cutter ??= loadJieba(lexicon);
        let start = index;
        for (const word of cutter.cut(run, false)) {
          if (/[\p{L}\p{N}]/u.test(word)) words.push({ text: word, start, end: start + word.length });
          start += word.length;
        }
      }
      return words;
    },
  };
}

/**
 * `require`, because a turn is synchronous and most tests and tools never come here. Its cache is emptied: two
 * dictionaries of 11 MB are not needed once jieba has read one.
 */
function loadJieba(lexicon: Lexicon): Cutter {
  const require = createRequire(import.meta.url);
  const { Jieba } = require('@node-rs/jieba') as typeof JiebaModule;
  const { dict } = require('@node-rs/jieba/dict.js') as typeof JiebaDictionary;
  const jieba = Jieba.withDict(commonWords(dict));
  Reflect.deleteProperty(require.cache, require.resolve('@node-rs/jieba/dict.js'));
  jieba.loadDict(
    Buffer.from(
      segmentationWords(lexicon)
        .map((word) => `${word} ${vocabularyFrequency} n\n`)
        .join(''),
    ),
  );
  return jieba;
}

/**
 * Lines `word frequency tag` with a frequency of 10 or more. Of 349,046 words two thirds are rarer: names and phrases
 * that no report needs cut as one. Half the time and memory of all.
 */
function commonWords(dictionary: Uint8Array): Buffer {
  const lines = Buffer.from(dictionary.buffer, dictionary.byteOffset, dictionary.length);
  const kept = Buffer.allocUnsafe(lines.length);
  let length = 0;
  for (let start = 0; start < lines.length;) {
    const newline = lines.indexOf(10, start);
    const end = newline === -1 ? lines.length : newline + 1;
    const digits = lines.indexOf(32, start) + 1;
    // Two digits in a row after the first space: the frequency is 10 or more.
    if (isDigit(lines[digits]) && isDigit(lines[digits + 1])) length += lines.copy(kept, length, start, end);
    start = end;
  }
  return kept.subarray(0, length);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}
