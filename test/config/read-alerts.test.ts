import { describe, expect, it } from 'vitest';
import { defaultAlertRules, type AlertRules } from '../../src/sla/alert-rules.ts';
import { priorities } from '../../src/ticketing/classification.ts';
import { load, problemsOf } from './load.ts';

function rulesOf(text: string): AlertRules {
  const loaded = load(text);
  if (!loaded.ok) throw new Error(problemsOf(loaded).join('\n'));
  return loaded.config.sla.alerts;
}

function problem(text: string): string {
  const loaded = load(`locale: en\n${text}`);
  return loaded.ok
    ? 'none'
    : loaded.problems.map(({ path, expected }) => `${path}: ${expected.en}`).join('\n');
}

describe('how the house is told', () => {
  it('has a default for everything', () => {
    expect(rulesOf('locale: en')).toEqual(defaultAlertRules);
    expect(Object.keys(defaultAlertRules.unclaimed ?? {})).toEqual([...priorities]);
  });

  it('is read', () => {
    expect(
      rulesOf(`
sla:
  duty: [zhou, chen]
  unclaimed: { P1: 2m, P4: 1wd }
  untouched: "30%"
  handOn: 45m
  digest: { over: 5, perMinute: 3 }
  quietHours: { from: "21:30", to: "07:15", exempt: [P1, P2] }
`),
    ).toEqual({
      ...defaultAlertRules,
      duty: { everywhere: ['zhou', 'chen'], byGroup: {} },
      unclaimed: {
        ...defaultAlertRules.unclaimed,
        P1: { unit: 'ms', value: 120_000 },
        P4: { unit: 'workingDay', value: 1 },
      },
      untouchedPercent: 30,
      handOn: { unit: 'ms', value: 2_700_000 },
      digest: { over: 5, perMinute: 3 },
      quietHours: { when: { type: 'window', from: 1_290, to: 435 }, exempt: ['P1', 'P2'] },
    });
  });

  it('can be turned off', () => {
    const rules = rulesOf('sla: { unclaimed: false, untouched: false, handOn: false, quietHours: false }');
    expect([rules.unclaimed, rules.untouchedPercent, rules.handOn, rules.quietHours]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('quiet whenever a calendar is closed; P1 exempt unless said otherwise', () => {
    expect(rulesOf('sla: { quietHours: { calendar: cn } }').quietHours).toEqual({
      when: { type: 'closed', calendar: 'cn' },
      exempt: ['P1'],
    });
    expect(rulesOf('sla: { quietHours: { calendar: cn, exempt: [] } }').quietHours?.exempt).toEqual([]);
  });

  it('duty officers by group', () => {
    expect(rulesOf('sla: { duty: { service-desk: [zhou] } }').duty).toEqual({
      everywhere: [],
      byGroup: { 'service-desk': ['zhou'] },
    });
  });
});

describe('what is wrong is told with its place', () => {
  it.each([
    ['sla: { duty: [zhuo] }', /^sla\.duty\[0\]: did you mean "zhou"\?/],
    ['sla: { duty: { desk: [zhou] } }', /^sla\.duty\.desk: .*service-desk/],
    ['sla: { unclaimed: 5m }', /^sla\.unclaimed: working time by priority/],
    ['sla: { unclaimed: { P5: 5m } }', /^sla\.unclaimed\.P5: .*P1, P2, P3, P4/],
    ['sla: { unclaimed: { P1: 5 } }', /^sla\.unclaimed\.P1: /],
    ['sla: { untouched: "150%" }', /^sla\.untouched: a share of the resolution target/],
    ['sla: { untouched: 50 }', /^sla\.untouched: a share/],
    ['sla: { digest: { over: 0 } }', /^sla\.digest\.over: a whole number from 1 to 50/],
    ['sla: { digest: { perMinute: 20 } }', /^sla\.digest\.perMinute: a whole number from 1 to 10/],
    [
      'sla: { quietHours: { from: "22" , to: "08:00" } }',
      /^sla\.quietHours\.from: a time of day such as "22:00"/,
    ],
    ['sla: { quietHours: { from: "24:00" , to: "08:00" } }', /^sla\.quietHours\.from: a time of day/],
    ['sla: { quietHours: { from: "22:00" } }', /^sla\.quietHours\.to: a time of day/],
    ['sla: { quietHours: { from: "22:00", to: "22:00" } }', /^sla\.quietHours\.to: another time than from/],
    [
      'sla: { quietHours: { calendar: mars } }',
      /^sla\.quietHours\.calendar: one of 24x7, cn|^sla\.quietHours\.calendar: one of cn, 24x7/,
    ],
    [
      'sla: { quietHours: { calendar: cn, from: "22:00", to: "08:00" } }',
      /^sla\.quietHours\.calendar: either a calendar or from and to/,
    ],
    ['sla: { quietHours: { from: "22:00", to: "08:00", exempt: [P0] } }', /^sla\.quietHours\.exempt\[0\]: /],
    ['sla: { quiet: 1 }', /^sla\.quiet: .*quietHours/],
    [
      'sla: { policies: [{ name: all, when: {}, resolution: 4h, calendar: cn, escalate: [{ at: 1h, to: [leed] }] }] }',
      /^sla\.policies\[0\]\.escalate\[0\]\.to\[0\]: did you mean "lead"\?/,
    ],
  ])('%s', (text, expected) => {
    expect(problem(text)).toMatch(expected);
  });
});
