import { z } from 'zod';
import type { Locale } from '../kernel/locale.ts';
import type { Llm } from './llm.ts';
import { fillPrompt, type LlmPrompts } from './prompts.ts';

/** What whoever takes a ticket over needs to know. */
export type TicketSummary = {
  readonly problem: string;
  readonly known: readonly string[];
  readonly tried: readonly string[];
  readonly open: readonly string[];
};

const items = z.array(z.string().min(1).max(300)).max(8);
const shape = z.object({ problem: z.string().min(1).max(400), known: items, tried: items, open: items });

/** @param story the ticket's events in order, as text */
export function summariseTicket(
  llm: Llm,
  prompts: LlmPrompts,
  story: string,
  locale: Locale,
  names: readonly string[],
): Promise<TicketSummary | undefined> {
  return llm.ask({
    purpose: 'summarise-ticket',
    instructions: fillPrompt(prompts['summarise-ticket'], { locale }),
    data: { ticket: story },
    names,
    maxTokens: 700,
    decode: (answer) => {
      const read = shape.safeParse(answer);
      return read.success ? read.data : undefined;
    },
  });
}
