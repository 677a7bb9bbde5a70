import OpenAI from 'openai';
import type { Logger } from '../kernel/logger.ts';
import type { Clock } from '../kernel/clock.ts';
import { statusOf, type LlmContext, type LlmSettings } from './create-llm.ts';
import type { LlmOutcome, LlmUse } from './llm.ts';
import { mask } from './masking.ts';

/** Texts as places among meanings, by an embedding model. Never throws: undefined means "go on without". */
export type Embedder = {
  readonly model: string;
  /** Unit vectors of one length, in the order of the texts. What is private in the texts does not leave. */
  embed(
    purpose: 'embed-question' | 'embed-articles',
    texts: readonly string[],
    names: readonly string[],
  ): Promise<Float32Array[] | undefined>;
};

/** Failures in a row after which the endpoint is left alone for a while. */
const mostFailures = 3;
const restMs = 60_000;
const longestText = 2_000;
/** Articles are fetched in the background and may take longer than a person would wait. */
const articlePatience = 5;

export function createEmbedder(
  settings: LlmSettings & { readonly embeddingModel: string },
  { clock, logger, onUse }: Omit<LlmContext, 'ids'>,
): Embedder {
  const client = new OpenAI({
    baseURL: settings.baseUrl,
    apiKey: settings.apiKey?.reveal() ?? 'none',
    timeout: settings.timeoutMs * articlePatience,
    maxRetries: 0,
    logLevel: 'off',
  });
  const rest = createRest(clock, logger);
  return {
    model: settings.embeddingModel,
    async embed(purpose, texts, names) {
      const at = clock();
      const begun = performance.now();
      const note = (outcome: LlmOutcome, promptTokens = 0): void => {
        const ms = Math.round(performance.now() - begun);
        onUse({ purpose, at, ms, outcome, promptTokens, completionTokens: 0 } satisfies LlmUse);
      };
      if (texts.length === 0) return [];
      if (rest.isResting()) {
        note('resting');
        return undefined;
      }
      const timeoutMs = settings.timeoutMs * (purpose === 'embed-articles' ? articlePatience : 1);
      try {
        const answer = await client.embeddings.create(
          {
            model: settings.embeddingModel,
            input: texts.map((text) => masked(text, names)),
            encoding_format: 'float',
          },
          { signal: AbortSignal.timeout(timeoutMs) },
        );
        const vectors = decodeVectors(answer, texts.length);
        if (!vectors) {
          rest.failed({ status: null, late: false });
          note('unusable');
          return undefined;
        }
        rest.worked();
        note('used', tokensOf(answer));
        return vectors;
      } catch (error) {
        const late =
          error instanceof OpenAI.APIConnectionTimeoutError ||
          error instanceof OpenAI.APIUserAbortError ||
          (error instanceof Error && error.name === 'TimeoutError');
        rest.failed({ status: statusOf(error), late });
        note(late ? 'timed-out' : 'failed');
        return undefined;
      }
    },
  };
}

function createRest(clock: Clock, logger: Logger) {
  let failures = 0;
  let restsUntil = 0;
  return {
    isResting: () => clock() < restsUntil,
    worked: () => {
      failures = 0;
    },
    failed: (why: { status: number | null; late: boolean }) => {
      failures += 1;
      if (failures >= mostFailures) restsUntil = clock() + restMs;
      logger.warn('the embedding endpoint gave no vectors; search goes on without', { ...why, failures });
    },
  };
}

function masked(text: string, names: readonly string[]): string {
  return mask({ text: text.slice(0, longestText).toWellFormed() }, names).texts['text'] ?? '';
}

/** Whatever the server sent: as many vectors as texts, one length, finite, not zero; else nothing of it is used. */
export function decodeVectors(answer: unknown, count: number): Float32Array[] | undefined {
  const data = (answer as { data?: unknown } | null)?.data;
  if (!Array.isArray(data) || data.length !== count) return undefined;
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count });
  for (const [at, item] of data.entries()) {
    const { embedding, index } = item as { embedding?: unknown; index?: unknown };
    const place = typeof index === 'number' ? index : at;
    if (!Array.isArray(embedding) || embedding.length === 0 || place >= count) return undefined;
    if (!embedding.every((value) => typeof value === 'number' && Number.isFinite(value))) return undefined;
    vectors[place] = unit(Float32Array.from(embedding as number[]));
  }
  const whole = vectors.flatMap((vector) => vector ?? []);
  const length = whole[0]?.length;
  return whole.length === count && whole.every((vector) => vector.length === length) ? whole : undefined;
}

/** undefined for a vector of nothing but zeros. */
function unit(vector: Float32Array): Float32Array | undefined {
  const size = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return size > 0 && Number.isFinite(size) ? vector.map((value) => value / size) : undefined;
}

function tokensOf(answer: unknown): number {
  const tokens = (answer as { usage?: { prompt_tokens?: unknown } }).usage?.prompt_tokens;
  return typeof tokens === 'number' ? tokens : 0;
}
