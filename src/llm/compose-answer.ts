import { z } from 'zod';
import type { Locale } from '../kernel/locale.ts';
import type { Article } from '../knowledge/article.ts';
import type { Llm } from './llm.ts';
import { fillPrompt, type LlmPrompts } from './prompts.ts';

/** An answer put together from articles; every sentence says from which. */
export type ComposedAnswer = {
  readonly sentences: readonly { readonly text: string; readonly articleIds: readonly string[] }[];
};

const shape = z.object({
  answers: z.boolean(),
  sentences: z
    .array(z.object({ text: z.string().min(1).max(400), articles: z.array(z.string()).min(1) }))
    .max(8),
});

/** Undefined unless every sentence cites articles that were given, and brings no address or number they do not hold. */
export function composeAnswer(
  llm: Llm,
  prompts: LlmPrompts,
  question: string,
  articles: readonly Article[],
  locale: Locale,
  names: readonly string[],
): Promise<ComposedAnswer | undefined> {
  const texts = articles.map((article) => ({ id: article.id, text: textOf(article) }));
  return llm.ask({
    purpose: 'compose-answer',
    instructions: fillPrompt(prompts['compose-answer'], { locale }),
    data: { question, ...Object.fromEntries(texts.map(({ id, text }) => [`article ${id}`, text])) },
    names,
    maxTokens: 700,
    decode: (answer) => {
      const read = shape.safeParse(answer);
      if (!read.success || !read.data.answers || read.data.sentences.length === 0) return undefined;
      const { sentences } = read.data;
      const isCited = sentences.every(({ articles: cited }) =>
        cited.every((id) => texts.some((one) => one.id === id)),
      );
      const given = [question, ...texts.map(({ text }) => text)].join('\n');
      if (!isCited || !sentences.every(({ text }) => isGrounded(text, given))) return undefined;
      return { sentences: sentences.map(({ text, articles: articleIds }) => ({ text, articleIds })) };
    },
  });
}

/** Addresses, long numbers and codes stand in what was given, word for word. */
function isGrounded(sentence: string, given: string): boolean {
  const facts = sentence.match(/https?:\/\/\S+|www\.\S+|[\w.+-]+@[\w-]+\.\S+|0x[0-9a-f]+|\d{4,}/gi) ?? [];
  return facts.every((fact) => given.includes(fact.replace(/[.,;:!?。，；：！？)）]+$/u, '')));
}

function textOf(article: Article): string {
  const { title, body, steps, appliesWhen, prerequisites, risks, verify } = article;
  return [title, appliesWhen, ...prerequisites, body, ...steps, risks, verify]
    .filter((part) => part !== null)
    .join('\n');
}
