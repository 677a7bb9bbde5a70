import { unknownCategory } from '../taxonomy.ts';
import type { Band, CategoryGuess } from '../understanding.ts';

/** Under this even the best real category is a guess nobody should be shown. */
const leastOffered = 0.2;
/** A short list must hold the right one more often than not. */
const leastTogether = 0.5;
const maxOffered = 4;

/**
 * Confident: one answer, right as often as `confidentFrom` was chosen for. Unsure: a short list worth showing. Lost:
 * the text fits nothing, or best fits "nothing we know".
 */
export function judgeBand(ranking: readonly CategoryGuess[], confidentFrom: number): Band {
  const [best] = ranking;
  if (!best) return 'lost';
  const known = ranking.filter(({ category }) => category !== unknownCategory).slice(0, maxOffered);
  if (best.category === unknownCategory)
    return best.confidence < 0.5 && (known[0]?.confidence ?? 0) >= leastOffered ? 'unsure' : 'lost';
  if (best.confidence >= confidentFrom) return 'confident';
  const together = known.reduce((sum, { confidence }) => sum + confidence, 0);
  return best.confidence >= leastOffered && together >= leastTogether ? 'unsure' : 'lost';
}
