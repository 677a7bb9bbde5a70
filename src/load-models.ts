import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Content } from './content/content.ts';
import { getOrTrain } from './content/model-cache.ts';
import type { Models } from './create-desk.ts';
import { BotError } from './kernel/bot-error.ts';
import { createSearch } from './knowledge/create-search.ts';
import type { SearchArticles } from './knowledge/search.ts';
import type { TrainingMaterial } from './train-process.ts';
import { createUnderstand } from './understanding/create-understand.ts';
import { modelVersion, type Model } from './understanding/model/model.ts';
import { decodeLexicon } from './understanding/text/decode-lexicon.ts';
import { createTokenizer } from './understanding/text/tokenizer.ts';

/** Trains, or takes from `cacheDir`, what the desk understands and searches with. null: nothing is kept. */
export async function loadModels(content: Content, cacheDir: string | null): Promise<Models> {
  const { lexicon } = decodeLexicon(content.vocabulary);
  const model = await getOrTrain(cacheDir, {
    name: 'classifier',
    key: `${modelVersion} ${content.hash}`,
    train: () => trainApart({ examples: content.training, lexicon }),
  });
  const understand = createUnderstand(model, content.taxonomy, createTokenizer(model.lexicon));
  const search = lazily(() => createSearch(content.articles));
  return {
    understand,
    search: (query) => search()(query),
    warmUp: () => {
      understand('预热 warm up');
      search();
    },
  };
}

/** In a process of its own, on the other core; the 150 MB that training takes end with it. */
function trainApart(material: TrainingMaterial): Promise<Model> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./train-process.ts', import.meta.url)), {
      env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
    });
    child.once('message', (model) => {
      resolve(model as Model);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new BotError('bug', `training ended without a model (exit code ${String(code)})`));
    });
    child.send(material);
  });
}

function lazily(create: () => SearchArticles): () => SearchArticles {
  let made: SearchArticles | undefined;
  return () => (made ??= create());
}
