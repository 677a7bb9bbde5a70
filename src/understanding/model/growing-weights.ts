import type { LinearWeights } from './linear-svm.ts';
import type { Model } from './model.ts';
import { unpackFloats, unpackWeights } from './pack.ts';
import { unseenIdf } from './vocabulary.ts';

/** Columns kept free behind the trained ones. A lesson brings some fifty features nobody had typed before. */
const spareColumns = 1_024;

/** The weights of a model while it runs: they can be taught, and take features the training never saw. */
export type GrowingWeights = {
  readonly columnOf: (key: string) => number | undefined;
  /** Column of a feature, made with weight nought where it is new. */
  readonly grow: (key: string) => number;
  /** Every word known, stemmed, with its inverse document frequency; word pairs are left out. */
  readonly words: () => Iterable<readonly [stem: string, idf: number]>;
  readonly idf: () => Float32Array;
  readonly linear: () => LinearWeights;
};

/** Unpacks a model (about 25 ms, 10 MB). */
export function growWeights(model: Model): GrowingWeights {
  const keys = model.features.split('\n');
  const columns = new Map<string, number>();
  for (let column = 0; column < keys.length; column++) columns.set(keys[column] ?? '', column);
  const labelCount = model.bias.length;
  let idf = unpackFloats(model.idf, spareColumns).fill(unseenIdf, keys.length);
  let linear = unpackWeights(model, spareColumns * labelCount);
  const makeRoom = (): void => {
    const wider = new Float32Array(idf.length + spareColumns).fill(unseenIdf, idf.length);
    wider.set(idf);
    idf = wider;
    const weights = new Float32Array(wider.length * labelCount);
    weights.set(linear.weights);
    linear = { weights, bias: linear.bias };
  };
  return {
    columnOf: (key) => columns.get(key),
    grow(key) {
      const known = columns.get(key);
      if (known !== undefined) return known;
      const column = columns.size;
      columns.set(key, column);
      if (column >= idf.length) makeRoom();
      return column;
    },
    *words() {
      for (const [key, column] of columns)
        if (key.startsWith('w') && !key.includes(' ')) yield [key.slice(1), idf[column] ?? 0];
    },
    idf: () => idf,
    linear: () => linear,
  };
}
