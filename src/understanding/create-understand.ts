import { extractEntities } from './entities/extract-entities.ts';
import { judgeBand } from './judgement/band.ts';
import { judgeDataGivenAway } from './judgement/data-given-away.ts';
import { judgeImpact } from './judgement/impact.ts';
import { judgeKind } from './judgement/kind.ts';
import { judgePressing } from './judgement/pressing.ts';
import { judgeTalk } from './judgement/talk.ts';
import { judgeUrgency } from './judgement/urgency.ts';
import { createClassifier, type Classification, type Classifier } from './model/classifier.ts';
import { decidingWords } from './model/deciding-words.ts';
import type { Model } from './model/model.ts';
import { unknownCategory, type Taxonomy } from './taxonomy.ts';
import { readText, type ReadText } from './text/reading.ts';
import type { Tokenizer } from './text/tokenizer.ts';
import type { CategoryGuess, Understand } from './understanding.ts';

const maxGuesses = 5;
const nothing: Classification = { ranking: [], labels: new Map() };

/**
 * Closes over a trained model. Categories the taxonomy does not have (a model cached before the file was edited) are
 * never guessed.
 */
export function createUnderstand(
  model: Model,
  taxonomy: Taxonomy,
  tokenizer: Tokenizer,
  classifier: Classifier = createClassifier(model),
): Understand {
  const ids = new Set([unknownCategory, ...taxonomy.map(({ id }) => id)]);
  return (text) => {
    const read = readText(text);
    const { ranking, labels } = classify(read, classifier);
    const guesses = ranking.filter(({ category }) => ids.has(category)).slice(0, maxGuesses);
    const band = judgeBand(guesses, classifier.confidentFrom);
    const category = bestCategory(guesses);
    const talk = judgeBy(read, labels, category, classifier);
    const kind = talk ?? judgeKind(read, category);
    const entities = extractEntities(read);
    return {
      locale: read.locale,
      kind,
      band,
      guesses,
      words:
        category === null
          ? []
          : decidingWords(read.aligned, tokenizer, classifier.explain(read.text, category)),
      entities,
      impact: judgeImpact(read),
      urgency: judgeUrgency(read, kind, category),
      pressing: judgePressing(read, entities),
      dataGivenAway: judgeDataGivenAway(read),
    };
  };
}

/** Digits, emoji and punctuation say nothing, whatever the model has seen next to them. */
function classify(read: ReadText, classifier: Classifier): Classification {
  return /\p{L}/u.test(read.text) ? classifier.classify(read.text) : nothing;
}

/** What the model takes for a report is talk only where every word of it is. */
function judgeBy(
  read: ReadText,
  labels: Classification['labels'],
  category: string | null,
  classifier: Classifier,
): ReturnType<typeof judgeTalk> {
  const concepts = classifier.findConcepts(read.text);
  return judgeTalk(read.text, category === null ? labels : new Map(), concepts);
}

function bestCategory(guesses: readonly CategoryGuess[]): string | null {
  const [best] = guesses;
  return best && best.category !== unknownCategory ? best.category : null;
}
