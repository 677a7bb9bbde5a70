/**
 * How long a long work may hold the event loop: it rests whenever a slice is used up, so turns, sockets and sweepers get
 * their turn in between. `elapsed` is monotonic, ms: a wall clock that jumps must not make a slice endless.
 */
export type Pace = {
  readonly sliceMs: number;
  readonly elapsed: () => number;
  readonly rest: () => Promise<void>;
};

/** A platform's ping and a person's answer wait no longer than this for a slice to end. */
export const gentlePace: Pace = {
  sliceMs: 8,
  elapsed: () => performance.now(),
  rest: () =>
    new Promise((resolve) => {
      setImmediate(resolve);
    }),
};

/** Called after each small step of a long work; rests where the slice is used up. */
export function createSlices({ sliceMs, elapsed, rest }: Pace): () => Promise<void> {
  let began = elapsed();
  return async () => {
    if (elapsed() - began < sliceMs) return;
    await rest();
    began = elapsed();
  };
}
