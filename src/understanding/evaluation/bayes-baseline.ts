import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import { categoryOf } from '../model/category-confidence.ts';
import type { Example } from '../model/example.ts';
import { readText } from '../text/reading.ts';
import { stem } from '../text/stem.ts';
import type { Tokenizer } from '../text/tokenizer.ts';

/** natural's naive Bayes over jieba words and Porter stems: what our classifier is measured against. Never shipped in a turn. */
export function trainBayesBaseline(
  examples: readonly Example[],
  tokenizer: Tokenizer,
): (text: string) => string[] {
  const tokens = (text: string): string[] =>
    tokenizer
      .words(readText(text).text)
      .map(({ text: word }) => (/^[a-z']+$/.test(word) ? stem(word) : word));
  const bayes = new BayesClassifier();
  for (const { text, label } of examples) bayes.addDocument(tokens(text), label);
  bayes.train();
  // Ranked by natural itself, best first.
  return (text) => [...new Set(bayes.getClassifications(tokens(text)).map(({ label }) => categoryOf(label)))];
}
