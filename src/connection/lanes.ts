/** Work kept in order within a key, side by side between keys. */
export type Lanes = {
  /** Begins once what came before under that key has ended, however it ended; resolves and rejects as the work does. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when all that was begun has ended. Never rejects. */
  drain(): Promise<void>;
};

export function createLanes(): Lanes {
  /** The last work of each key. */
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(key, work) {
      const mine = (tails.get(key) ?? Promise.resolve()).then(work, work);
      const tail = mine
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(key) === tail) tails.delete(key);
        });
      tails.set(key, tail);
      return mine;
    },
    async drain() {
      await Promise.all(tails.values());
    },
  };
}
