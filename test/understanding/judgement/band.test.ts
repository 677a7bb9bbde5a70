import { expect, test } from 'vitest';
import { judgeBand } from '../../../src/understanding/judgement/band.ts';

const ranking = (...pairs: readonly (readonly [string, number])[]) =>
  pairs.map(([category, confidence]) => ({ category, confidence }));

test.each([
  ['nothing known', ranking(), 'lost'],
  ['one clear answer', ranking(['network.vpn', 0.95], ['network.wifi', 0.05]), 'confident'],
  ['exactly the threshold', ranking(['network.vpn', 0.9], ['network.wifi', 0.1]), 'confident'],
  ['two close ones', ranking(['network.vpn', 0.5], ['network.wifi', 0.4]), 'unsure'],
  [
    'a little of everything',
    ranking(['network.vpn', 0.15], ['network.wifi', 0.14], ['email.mailbox', 0.13], ['data.recovery', 0.1]),
    'lost',
  ],
  ['surely nothing we know', ranking(['other.unknown', 0.97], ['network.vpn', 0.03]), 'lost'],
  ['perhaps something we know', ranking(['other.unknown', 0.4], ['network.vpn', 0.35]), 'unsure'],
] as const)('%s', (_name, guesses, band) => {
  expect(judgeBand(guesses, 0.9)).toBe(band);
});
