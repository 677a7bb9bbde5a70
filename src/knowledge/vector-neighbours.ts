/** Articles by how near they lie to a question, as an embedding model sees it. */
export type VectorNeighbour = {
  readonly id: string;
  /** Cosine. */
  readonly likeness: number;
  /** So far above what chance gives that the words need not agree. */
  readonly stands: boolean;
};

/** Standard deviations above the mean of all articles: every model has its own scale, and in none is this chance. */
const leastDeviations = 3.5;
const fewest = 30;
/** Comparing 20,000 vectors of 768 numbers takes about 15 ms; above that only what the words found is compared. */
const mostCompared = 5_000;

/** @param ids what the words found: compared whatever the number of articles */
export function nearestByVector(
  question: Float32Array,
  vectors: ReadonlyMap<string, Float32Array>,
  ids: readonly string[],
  limit: number,
): VectorNeighbour[] {
  const isWhole = vectors.size <= mostCompared;
  const wanted = isWhole ? [...vectors.keys()] : ids;
  const found: { id: string; likeness: number }[] = [];
  let sum = 0;
  let squares = 0;
  for (const id of wanted) {
    const vector = vectors.get(id);
    // Left from another model: its numbers mean something else.
    if (vector?.length !== question.length) continue;
    let likeness = 0;
    for (let k = 0; k < question.length; k += 1) likeness += (question[k] ?? 0) * (vector[k] ?? 0);
    found.push({ id, likeness });
    sum += likeness;
    squares += likeness * likeness;
  }
  const mean = found.length === 0 ? 0 : sum / found.length;
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, found.length) - mean * mean));
  const known = new Set(ids);
  return found
    .sort((one, other) => other.likeness - one.likeness)
    .filter(({ id }, place) => place < limit || known.has(id))
    .map(({ id, likeness }) => ({
      id,
      likeness,
      stands: isWhole && found.length >= fewest && likeness >= mean + leastDeviations * deviation,
    }));
}
