import { parseArgs } from 'node:util';
import { makeWorld, tryCase } from './oracle/arithmetic-case.ts';
import { randomFrom } from './oracle/random.ts';
import { tryTicket } from './oracle/ticket-case.ts';

/*
 * npm run sla:oracle -- --cases 1000000 [--seed 1]: random calculations and tickets against the minute-walking oracle. Nine
 * in ten cases are calculations, one is a ticket. Prints what differs; exit 1 if anything does.
 */

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const cases = Number(values.cases);
const firstSeed = Number(values.seed);
const casesPerWorld = 4_000;
const shownAtMost = 10;

let tried = 0;
let wrong = 0;
const began = performance.now();
for (let seed = firstSeed; tried < cases; seed += 1) {
  const world = makeWorld(seed, 60);
  const random = randomFrom(seed ^ 0x5eed);
  for (let i = 0; i < casesPerWorld && tried < cases; i += 1) {
    tried += 1;
    const mismatch = i % 10 === 0 ? tryTicket(world, random) : tryCase(world, random);
    if (mismatch === undefined) continue;
    wrong += 1;
    if (wrong <= shownAtMost) console.log(mismatch);
  }
}
console.log(`${tried} cases, ${wrong} mismatches, ${((performance.now() - began) / 1_000).toFixed(0)} s`);
process.exitCode = wrong > 0 ? 1 : 0;
