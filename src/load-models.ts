import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Content } from './content/content.ts';
import { getOrTrain, unpackModel } from './content/model-cache.ts';
import { trainingMaterial } from './content/training-material.ts';
import type { LearningModels } from './create-desk.ts';
import { BotError } from './kernel/bot-error.ts';
import type { TrainingMaterial, TrainingResult } from './train-process.ts';
import { createLiveUnderstanding } from './understanding/live-understanding.ts';
import { modelVersion, type Model } from './understanding/model/model.ts';
import { decodeLexicon } from './understanding/text/decode-lexicon.ts';
import { createTokenizer } from './understanding/text/tokenizer.ts';

/** Trains, or takes from `cacheDir`, what the desk understands with. null: nothing is kept. */
export async function loadModels(content: Content, cacheDir: string | null): Promise<LearningModels> {
  const { lexicon } = decodeLexicon(content.vocabulary);
  const shipped = trainingMaterial(content);
  const key = `${modelVersion} ${content.hash}`;
  const model = await getOrTrain(cacheDir, {
    name: 'classifier',
    key,
    train: async () => getModel(await trainApart({ shipped, corrected: null, lexicon })),
  });
  const live = createLiveUnderstanding(model, content.taxonomy, createTokenizer(model.lexicon));
  return {
    understand: live.understand,
    revision: live.revision,
    live,
    shipped: model,
    trainer: {
      key,
      train: (corrected, signal) => trainApart({ shipped, corrected, lexicon }, signal),
      unpack: unpackModel,
    },
    warmUp: () => {
      // The slip makes the index that slips are mended with.
      live.understand('预热 warm upp now printter');
    },
  };
}

async function getModel({ packed }: TrainingResult): Promise<Model> {
  const model = await unpackModel(packed);
  if (!model) throw new BotError('bug', 'training made a model that cannot be read');
  return model;
}

/** In a process of its own, on the other core; the 200 MB that training takes end with it. */
function trainApart(material: TrainingMaterial, signal?: AbortSignal): Promise<TrainingResult> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./train-process.ts', import.meta.url)), {
      env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
      ...(signal && { signal }),
    });
    child.once('message', (result) => {
      resolve(result as TrainingResult);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new BotError('bug', `training ended without a model (exit code ${String(code)})`));
    });
    child.send(material);
  });
}
