import type { Example } from './understanding/model/example.ts';
import { trainModel } from './understanding/model/train-model.ts';
import type { Lexicon } from './understanding/text/lexicon.ts';

/** What `loadModels` sends; the trained model is the only answer. */
export type TrainingMaterial = { readonly examples: readonly Example[]; readonly lexicon: Lexicon };

process.once('message', ({ examples, lexicon }: TrainingMaterial) => {
  process.send?.(trainModel(examples, lexicon), () => {
    process.disconnect();
  });
});
