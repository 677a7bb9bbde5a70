import { describe, expect, test } from 'vitest';
import type { Impact, Priority, Urgency } from '../../src/ticketing/classification.ts';
import { derivePriority } from '../../src/understanding/priority.ts';
import type { PriorityFacts } from '../../src/understanding/understanding.ts';

const plain = {
  kind: 'incident' as const,
  category: 'network.vpn',
  pressing: false,
  vip: false,
  dataGivenAway: false,
};

/** product.md, Taxonomy, last lines. Columns: low, degraded, blocked, stopped. */
const rows: readonly (readonly [
  name: string,
  impact: Impact,
  facts: Partial<PriorityFacts>,
  low: Priority,
  degraded: Priority,
  blocked: Priority,
  stopped: Priority,
])[] = [
  ['company', 'company', {}, 'P3', 'P1', 'P1', 'P1'],
  ['team', 'team', {}, 'P4', 'P2', 'P2', 'P1'],
  ['user', 'user', {}, 'P4', 'P3', 'P3', 'P2'],
  ['user, pressing', 'user', { pressing: true }, 'P4', 'P3', 'P2', 'P2'],
  ['user, VIP', 'user', { vip: true }, 'P4', 'P3', 'P2', 'P2'],
  ['user, pressing VIP', 'user', { pressing: true, vip: true }, 'P4', 'P3', 'P2', 'P2'],
  ['team, pressing VIP', 'team', { pressing: true, vip: true }, 'P4', 'P2', 'P2', 'P1'],
  ['company, pressing VIP', 'company', { pressing: true, vip: true }, 'P3', 'P1', 'P1', 'P1'],
  ['user, malware', 'user', { category: 'security.malware' }, 'P2', 'P2', 'P2', 'P2'],
  ['team, malware', 'team', { category: 'security.malware' }, 'P2', 'P2', 'P2', 'P1'],
  ['company, malware', 'company', { category: 'security.malware' }, 'P2', 'P1', 'P1', 'P1'],
  ['user, lost device', 'user', { category: 'security.lost-device' }, 'P2', 'P2', 'P2', 'P2'],
  ['user, phishing only received', 'user', { category: 'security.phishing' }, 'P4', 'P3', 'P3', 'P2'],
  [
    'user, phishing clicked',
    'user',
    { category: 'security.phishing', dataGivenAway: true },
    'P2',
    'P2',
    'P2',
    'P2',
  ],
  [
    'company, phishing clicked',
    'company',
    { category: 'security.phishing', dataGivenAway: true },
    'P2',
    'P1',
    'P1',
    'P1',
  ],
  [
    'user, a question about malware',
    'user',
    { category: 'security.malware', kind: 'how-to' },
    'P4',
    'P2',
    'P2',
    'P2',
  ],
  [
    'user, a wish about lost devices',
    'user',
    { category: 'security.lost-device', kind: 'request' },
    'P4',
    'P2',
    'P2',
    'P2',
  ],
  ['user, data given away elsewhere', 'user', { dataGivenAway: true }, 'P2', 'P2', 'P2', 'P2'],
];
const columns: readonly Urgency[] = ['low', 'degraded', 'blocked', 'stopped'];

describe.each(rows)('%s', (_name, impact, facts, ...priorities) => {
  test.each(columns.map((urgency, index) => [urgency, priorities[index]] as const))(
    '%s → %s',
    (urgency, priority) => {
      expect(derivePriority({ ...plain, ...facts, impact, urgency })).toBe(priority);
    },
  );
});

test('no flag ever lowers a priority', () => {
  const flags = [false, true];
  const rank = (facts: PriorityFacts): number => Number(derivePriority(facts).slice(1));
  for (const impact of ['user', 'team', 'company'] as const) {
    for (const urgency of columns) {
      const usual = rank({ ...plain, impact, urgency });
      for (const pressing of flags) {
        for (const vip of flags) {
          for (const dataGivenAway of flags) {
            expect(rank({ ...plain, impact, urgency, pressing, vip, dataGivenAway })).toBeLessThanOrEqual(
              usual,
            );
          }
        }
      }
    }
  }
});
