/**
 * A person's words are written down only after the intake has them, and the engine may answer in between. So that no
 * answer stands above its question, an answer waits here for the words that are still on their way in its conversation.
 */
export type Arrivals = {
  /** @returns to be called once the words are written down, or will not be. */
  begin(conversationKey: string): () => void;
  /** Resolves when nothing is on its way there, at the latest after `maxMs`. */
  settled(conversationKey: string, maxMs: number): Promise<void>;
};

export function createArrivals(): Arrivals {
  const pending = new Map<string, Set<Promise<void>>>();
  return {
    begin(key) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const arrival = promise.then(() => undefined);
      const here = pending.get(key) ?? new Set();
      pending.set(key, here.add(arrival));
      return () => {
        here.delete(arrival);
        if (here.size === 0 && pending.get(key) === here) pending.delete(key);
        resolve(undefined);
      };
    },
    async settled(key, maxMs) {
      const here = pending.get(key);
      if (!here) return;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const timer = setTimeout(resolve, maxMs, undefined);
      await Promise.race([Promise.all(here), promise]);
      clearTimeout(timer);
    },
  };
}
