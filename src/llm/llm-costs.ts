import type { LlmOutcome, LlmUse, LlmUsePurpose } from './llm.ts';

/** What a purpose cost. */
export type LlmCost = {
  readonly purpose: LlmUsePurpose;
  readonly asked: number;
  readonly outcomes: Readonly<Record<LlmOutcome, number>>;
  /** Of those that were asked, resting ones left out. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
};

/** By purpose, the one asked most first. */
export function llmCosts(uses: readonly LlmUse[]): LlmCost[] {
  return [...Map.groupBy(uses, ({ purpose }) => purpose)]
    .map(([purpose, own]) => {
      const times = own
        .flatMap(({ outcome, ms }) => (outcome === 'resting' ? [] : [ms]))
        .sort((one, other) => one - other);
      const count = (outcome: LlmOutcome): number => own.filter((use) => use.outcome === outcome).length;
      const timeAt = (share: number): number =>
        times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
      return {
        purpose,
        asked: own.length,
        outcomes: {
          used: count('used'),
          unusable: count('unusable'),
          failed: count('failed'),
          'timed-out': count('timed-out'),
          resting: count('resting'),
        },
        p50Ms: timeAt(0.5),
        p95Ms: timeAt(0.95),
        promptTokens: own.reduce((sum, use) => sum + use.promptTokens, 0),
        completionTokens: own.reduce((sum, use) => sum + use.completionTokens, 0),
      };
    })
    .sort((one, other) => other.asked - one.asked);
}
