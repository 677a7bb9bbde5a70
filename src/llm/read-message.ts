import { z } from 'zod';
import type { Taxonomy } from '../understanding/taxonomy.ts';
import type { CategoryGuess, Understanding } from '../understanding/understanding.ts';
import type { Llm } from './llm.ts';
import { fillPrompt, type LlmPrompts } from './prompts.ts';

/** What the model makes of a message. */
export type LlmReading = {
  readonly category: string | null;
  readonly kind: Understanding['kind'];
  readonly impact: 'user' | 'team' | 'company' | null;
  readonly urgency: 'low' | 'degraded' | 'blocked' | 'stopped' | null;
  readonly because: readonly string[];
};

const shape = z.object({
  category: z.string().nullable(),
  kind: z.enum(['incident', 'request', 'how-to', 'small-talk', 'off-topic']),
  impact: z.enum(['user', 'team', 'company']).nullable(),
  urgency: z.enum(['low', 'degraded', 'blocked', 'stopped']).nullable(),
  because: z.array(z.string()).max(10),
});

/** Asks only where our own model is unsure. Words that do not stand in the message are dropped. */
export function readMessage(
  llm: Llm,
  prompts: LlmPrompts,
  text: string,
  taxonomy: Taxonomy,
  names: readonly string[],
): Promise<LlmReading | undefined> {
  return llm.ask({
    purpose: 'read-message',
    instructions: fillPrompt(prompts['read-message'], {
      locale: 'en',
      categories: taxonomy.map(({ id, name }) => `${id}: ${name.en} / ${name['zh-CN']}`).join('\n'),
    }),
    data: { message: text },
    names,
    maxTokens: 300,
    decode: (answer) => {
      const read = shape.safeParse(answer);
      if (!read.success) return undefined;
      const { category, because } = read.data;
      if (category !== null && !taxonomy.some(({ id }) => id === category)) return undefined;
      const said = because.filter((words) => words.length >= 2 && text.includes(words)).slice(0, 3);
      return { ...read.data, because: said };
    },
  });
}

/** Confidence of a category the model names and ours does not think of. */
const hearsay = 0.4;

/**
 * Our reading with the model's beside it. It never overrides a confident one. Where both think of the same category, it is
 * said; else the model's comes first among those offered, and the person decides. Impact and urgency are taken only where the
 * text told ours nothing, and small talk stays what ours says it is.
 */
export function withLlmReading(own: Understanding, read: LlmReading): Understanding {
  if (own.band === 'confident' || own.kind === 'small-talk' || own.kind === 'off-topic') return own;
  const { category } = read;
  const reasons = own.words.length > 0 ? own.words : read.because;
  const impact = own.impact ?? (read.impact === null ? null : { value: read.impact, words: read.because });
  const urgency =
    own.urgency ?? (read.urgency === null ? null : { value: read.urgency, words: read.because });
  const extended = { ...own, impact, urgency, words: reasons };
  if (category === null || read.kind === 'small-talk' || read.kind === 'off-topic') return extended;
  const isAgreed = own.guesses[0]?.category === category && own.band === 'unsure';
  return {
    ...extended,
    band: isAgreed ? 'confident' : 'unsure',
    guesses: firstOf(own.guesses, category),
  };
}

function firstOf(guesses: readonly CategoryGuess[], category: string): CategoryGuess[] {
  const known = guesses.find((guess) => guess.category === category);
  const others = guesses.filter((guess) => guess.category !== category);
  return [known ?? { category, confidence: hearsay }, ...others].slice(0, 5);
}
