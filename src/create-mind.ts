import type { BotConfig } from './config/bot-config.ts';
import { createLlm, type LlmContext } from './llm/create-llm.ts';
import { createEmbedder } from './llm/embedder.ts';
import type { LlmUse } from './llm/llm.ts';
import type { LlmPrompts } from './llm/prompts.ts';
import type { Mind } from './runtime/think-ahead.ts';

/** null where no model is configured. */
export function createMind(
  settings: BotConfig['llm'],
  prompts: LlmPrompts,
  context: Omit<LlmContext, 'onUse'>,
): Mind | null {
  if (!settings) return null;
  const { embeddingModel } = settings;
  let uses: LlmUse[] = [];
  const onUse = (use: LlmUse): void => {
    uses.push(use);
  };
  return {
    llm: createLlm(settings, { ...context, onUse }),
    prompts,
    embedder:
      embeddingModel === null ? null : createEmbedder({ ...settings, embeddingModel }, { ...context, onUse }),
    takeUses: () => {
      const taken = uses;
      uses = [];
      return taken;
    },
  };
}
