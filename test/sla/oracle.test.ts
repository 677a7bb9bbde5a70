import { describe, expect, it } from 'vitest';
import { makeWorld, tryCase } from './oracle/arithmetic-case.ts';
import { randomFrom } from './oracle/random.ts';
import { tryExplanation, tryTicket } from './oracle/ticket-case.ts';

/* A million cases of the same: npm run sla:oracle -- --cases 1000000 */

/** The first disagreement in so many tries. */
function firstWrong(tries: number, attempt: () => string | undefined): string | undefined {
  for (let i = 0; i < tries; i += 1) {
    const wrong = attempt();
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

describe('against an oracle that walks minute by minute', () => {
  it.each([31, 62, 93, 124, 155, 186])('world %i: calculations and tickets agree', (seed) => {
    const world = makeWorld(seed, 40);
    const random = randomFrom(seed);
    expect(firstWrong(500, () => tryCase(world, random))).toBeUndefined();
    expect(firstWrong(300, () => tryTicket(world, random))).toBeUndefined();
  });

  it('10,000 random tickets are explained as the engine reckons them', () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const world = makeWorld(seed, 40);
      const random = randomFrom(seed);
      expect(firstWrong(2_000, () => tryExplanation(world, random))).toBeUndefined();
    }
  });
});
