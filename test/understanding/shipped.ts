import { join } from 'node:path';
import { loadContent, loadFoundations } from '../../src/content/load-content.ts';
import type { Content } from '../../src/content/content.ts';
import { trainingMaterial } from '../../src/content/training-material.ts';
import { createUnderstand } from '../../src/understanding/create-understand.ts';
import { trainModel } from '../../src/understanding/model/train-model.ts';
import { decodeLexicon } from '../../src/understanding/text/decode-lexicon.ts';
import { createTokenizer } from '../../src/understanding/text/tokenizer.ts';
import type { Understand } from '../../src/understanding/understanding.ts';

const root = join(import.meta.dirname, '..', '..');

export function loadShippedContent(): Content {
  const foundations = loadFoundations(root);
  const { content, problems } = loadContent({
    root,
    articleDir: join(root, 'data', 'kb'),
    foundations,
    cacheDir: null,
  });
  if (!content) throw new Error(JSON.stringify(problems.slice(0, 5)));
  return content;
}

/** What the product understands, trained as the product trains it: about a second. */
export function trainShipped(): Understand {
  const content = loadShippedContent();
  const { lexicon } = decodeLexicon(content.vocabulary);
  return createUnderstand(
    trainModel(trainingMaterial(content), lexicon),
    content.taxonomy,
    createTokenizer(lexicon),
  );
}
