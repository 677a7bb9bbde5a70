import { expect, test } from 'vitest';
import type { LlmOutcome, LlmUse } from '../../src/llm/llm.ts';
import { llmCosts } from '../../src/llm/llm-costs.ts';

const use = (outcome: LlmOutcome, ms: number, promptTokens = 0): LlmUse => ({
  ...{ purpose: 'read-message', at: 0, ms, outcome, promptTokens, completionTokens: 1 },
});

test('by purpose: what came of it, how long it took, what it cost; resting takes no time', () => {
  const costs = llmCosts([
    { ...use('used', 9), purpose: 'compose-answer' },
    ...Array.from({ length: 100 }, (_, index) => use('used', index + 1, 10)),
    use('timed-out', 4_000),
    use('failed', 3),
    use('unusable', 2),
    use('resting', 0),
  ]);
  expect(costs.map(({ purpose }) => purpose)).toEqual(['read-message', 'compose-answer']);
  expect(costs[0]).toMatchObject({
    asked: 104,
    outcomes: { used: 100, unusable: 1, failed: 1, 'timed-out': 1, resting: 1 },
    p50Ms: 50,
    p95Ms: 96,
    promptTokens: 1_000,
    completionTokens: 104,
  });
});

test('nothing asked, nothing told', () => {
  expect(llmCosts([])).toEqual([]);
});
