import { createUnderstand } from './create-understand.ts';
import { createClassifier, type Classifier } from './model/classifier.ts';
import type { Model } from './model/model.ts';
import type { Lesson } from './model/retrain.ts';
import type { Taxonomy } from './taxonomy.ts';
import { readText } from './text/reading.ts';
import type { Tokenizer } from './text/tokenizer.ts';
import type { Understand } from './understanding.ts';

/** Understanding that goes on learning while it is used. One per running desk. */
export type LiveUnderstanding = {
  readonly understand: Understand;
  /** Grows with every change: what was read before may be read differently now. */
  readonly revision: () => number;
  /** The text is understood so from the next message on; some 0.2 ms. False where nothing can be learnt from it. */
  teach(lesson: Lesson): boolean;
  /** Replaces the model (some 30 ms) and teaches it `lessons`; without a model the one in use is made new. */
  reset(lessons: readonly Lesson[], model?: Model): void;
  readonly model: () => Model;
};

/**
 * Fewer characters than this name no subject of their own ("打不开", "no access"): the category was known from elsewhere,
 * and the next ticket with the same words is likely another one.
 */
const shortestLesson = { han: 4, letters: 9 };

/** Whether a corrected text says enough to learn from. */
export function isInstructive(text: string): boolean {
  const { text: read } = readText(text);
  const han = read.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = read.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return han >= shortestLesson.han || letters + 2 * han >= shortestLesson.letters;
}

export function createLiveUnderstanding(
  first: Model,
  taxonomy: Taxonomy,
  tokenizer: Tokenizer,
): LiveUnderstanding {
  let model = first;
  let classifier: Classifier = createClassifier(model);
  let understand = createUnderstand(model, taxonomy, tokenizer, classifier);
  let revision = 0;
  const teach = ({ text, label }: Lesson): boolean => {
    const learnt = isInstructive(text) && classifier.teach(readText(text).text, label);
    if (learnt) revision++;
    return learnt;
  };
  return {
    understand: (text) => understand(text),
    revision: () => revision,
    teach,
    reset(lessons, next = model) {
      model = next;
      classifier = createClassifier(model);
      understand = createUnderstand(model, taxonomy, tokenizer, classifier);
      revision++;
      for (const lesson of lessons) teach(lesson);
    },
    model: () => model,
  };
}
