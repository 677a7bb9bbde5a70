import { z } from 'zod';
import { redact } from '../kernel/redact.ts';
import type { Article } from '../knowledge/article.ts';
import { writeArticleText } from '../knowledge/article-text.ts';
import type { Llm } from './llm.ts';
import { mapStrings } from './masking.ts';
import { fillPrompt, type LlmPrompts } from './prompts.ts';

const text = z.string().max(2_000);
const lines = z.array(z.string().min(1).max(500)).max(20);
const shape = z.object({
  title: z.string().min(2).max(80),
  symptom: text.nullable(),
  appliesWhen: text.nullable(),
  prerequisites: lines,
  steps: lines,
  risks: text.nullable(),
  rollback: text.nullable(),
  verify: text.nullable(),
  body: z.string().min(2).max(2_000),
  keywords: z.array(z.string().min(1).max(40)).max(20),
});

/** A draft in better words. It stays a draft: id, category, language and what people asked are ours, and its author reads it first. */
export function improveDraft(
  llm: Llm,
  prompts: LlmPrompts,
  draft: Article,
  names: readonly string[],
): Promise<Article | undefined> {
  return llm.ask({
    purpose: 'draft-article',
    instructions: fillPrompt(prompts['draft-article'], { locale: draft.locale }),
    data: { ticket: writeArticleText(draft, draft.locale) },
    names,
    maxTokens: 1_200,
    decode: (answer) => {
      const read = shape.safeParse(mapStrings(answer, (words) => redact(words, names, () => '…').text));
      return read.success ? { ...draft, ...read.data } : undefined;
    },
  });
}
