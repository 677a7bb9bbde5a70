import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/doctor/check.ts';
import { checkCalendars } from '../../src/doctor/check-calendars.ts';
import { checkChannels, type Running } from '../../src/doctor/check-channels.ts';
import { checkConfiguration } from '../../src/doctor/check-configuration.ts';
import { checkContent } from '../../src/doctor/check-content.ts';
import { checkDatabase, type DatabaseFacts } from '../../src/doctor/check-database.ts';
import { renderReport } from '../../src/doctor/report.ts';
import { defaultPolicies } from '../../src/sla/default-policies.ts';
import type { DatabaseInspection } from '../../src/store/inspect-database.ts';
import { known, load, type Given } from '../config/load.ts';

const english = ({ state, lines }: Check): string[] => [state, ...lines.map(({ en }) => en)];

describe('configuration', () => {
  it('without a file is in order', () => {
    expect(english(checkConfiguration(load(null)))).toEqual([
      'ok',
      'there is no bot.config.yaml: everything has its default',
      'people 9, support groups 1, SLA policies 4',
    ]);
  });

  it('has its warnings', () => {
    const check = checkConfiguration(load('groups: [{ id: a, conversations: ["web:desk", "slack:C1"] }]'));
    expect(english(check)).toEqual([
      'warning',
      '/etc/desk/bot.config.yaml',
      'people 9, support groups 1, SLA policies 4',
      '/etc/desk/bot.config.yaml:1 groups[0].conversations[1]',
      '  seen:     slack:C1',
      '  expected: a channel that is enabled: nothing will be said there',
      '  example:  channels: { slack: { enabled: true } }',
    ]);
  });

  it('has all its problems', () => {
    const check = checkConfiguration(load('locale: fr\nratings: { threshold: 0 }'));
    expect(check.state).toBe('problem');
    expect(check.lines.map(({ en }) => en)).toEqual(
      expect.arrayContaining([
        '/etc/desk/bot.config.yaml:1 locale',
        '/etc/desk/bot.config.yaml:2 ratings.threshold',
        '2 problems: nothing starts like this',
      ]),
    );
  });
});

const now = Date.parse('2026-11-24T10:00:00Z');

const sound: DatabaseInspection = {
  schema: { own: 3, known: 3 },
  damages: [],
  stuck: { counts: {}, newest: [] },
  deadEvents: { counts: {}, newest: [] },
  waiting: { events: 1, messages: 2 },
};
const facts: DatabaseFacts = {
  path: '/var/desk.db',
  inspection: sound,
  isWritable: true,
  freeBytes: 5 * 1024 ** 3,
};

describe('database', () => {
  it.each<[string, DatabaseFacts, string[]]>([
    [
      'in order',
      facts,
      ['ok', '/var/desk.db', 'schema 3', 'waiting: 1 events, 2 messages', '5120 MB free on its disk'],
    ],
    [
      'not there yet',
      { ...facts, inspection: 'absent' },
      ['ok', '/var/desk.db: is made at the first start', '5120 MB free on its disk'],
    ],
    [
      'unreadable, in a folder that may not be written',
      { ...facts, inspection: { failure: 'the file is no database' }, isWritable: false, freeBytes: null },
      ['problem', '/var/desk.db: the file is no database', '/var/desk.db: the folder may not be written'],
    ],
    [
      'of an older schema, on a nearly full disk',
      { ...facts, inspection: { ...sound, schema: { own: 2, known: 3 } }, freeBytes: 512 * 1024 ** 2 },
      [
        'warning',
        '/var/desk.db',
        'schema 2: the next start brings it to 3',
        'waiting: 1 events, 2 messages',
        '512 MB free on its disk',
      ],
    ],
    [
      'of a newer schema, on a full disk',
      { ...facts, inspection: { ...sound, schema: { own: 4, known: 3 } }, freeBytes: 0 },
      [
        'problem',
        '/var/desk.db',
        'written by a newer bangban (schema 4, this one knows 3)',
        'waiting: 1 events, 2 messages',
        '0 MB free on its disk',
      ],
    ],
    [
      'damaged',
      { ...facts, freeBytes: null, inspection: { ...sound, damages: ['row 7 missing from index'] } },
      [
        'problem',
        '/var/desk.db',
        'damaged, restore a backup: row 7 missing from index',
        'schema 3',
        'waiting: 1 events, 2 messages',
      ],
    ],
    [
      'with messages that cannot be sent',
      {
        ...facts,
        freeBytes: null,
        inspection: {
          ...sound,
          deadEvents: {
            counts: { wecom: 3 },
            newest: [{ id: 12, channel: 'wecom', receivedAt: now - 90 * 60_000, errorCode: 'turn.failed' }],
          },
          stuck: {
            counts: { slack: 40, wecom: 1 },
            newest: [
              {
                ...{ id: 9, conversationKey: 'wecom:wr', state: 'unknown' },
                ...{ createdAt: now - 5_000, error: null },
              },
              {
                ...{ id: 7, conversationKey: 'slack:C1', state: 'dead' },
                ...{ createdAt: now - 3 * 86_400_000, error: 'channel_not_found' },
              },
            ],
          },
        },
      },
      [
        'warning',
        '/var/desk.db',
        'schema 3',
        'waiting: 1 events, 2 messages',
        '41 messages were not delivered, or nobody knows (slack 40, wecom 1): npm run outbox -- list',
        'message 9 to wecom:wr, just now, unknown whether it arrived',
        'message 7 to slack:C1, 3 days ago, given up: channel_not_found',
        '3 events could not be worked on (wecom 3): see the log',
        'event 12 from wecom, 1 h ago: turn.failed',
      ],
    ],
  ])('%s', (_, given, lines) => {
    expect(english(checkDatabase(given, now))).toEqual(lines);
  });
});

describe('content', () => {
  it('has errors as problems and the rest as warnings', () => {
    const message = { en: 'x is missing', zh: '缺少 x' };
    const check = checkContent({
      content: null,
      problems: [
        { severity: 'warning', file: 'data/kb/a.md', line: 3, message },
        { severity: 'error', file: 'prompts/copy/en.yaml', line: null, message },
      ],
    });
    expect(english(check)).toEqual([
      'problem',
      'data/kb/a.md:3 x is missing',
      'prompts/copy/en.yaml x is missing',
    ]);
  });
});

describe('calendars', () => {
  it.each([
    ['2026-06-01', 'ok', 'cn: holidays known up to 2026-12-31'],
    [
      '2026-12-01',
      'warning',
      "cn: holidays known up to 2026-12-31 only, 30 days from now: add next year's to data/calendars",
    ],
    [
      '2027-01-05',
      'problem',
      "cn: holidays known up to 2026-12-31, which is over: deadlines are provisional until data/calendars has this year's",
    ],
  ])('on %s: %s', (date, state, line) => {
    const check = checkCalendars(known.calendars, defaultPolicies, Date.parse(`${date}T00:00:00Z`));
    expect(english(check)).toEqual([state, '24x7: needs no upkeep', line]);
  });

  it('matter only where a promise uses them', () => {
    const roundTheClock = defaultPolicies.filter(({ name }) => name === 'P1');
    expect(checkCalendars(known.calendars, roundTheClock, Date.parse('2030-01-01')).state).toBe('ok');
  });
});

describe('channels', () => {
  const given: Given = { env: { BOT: 'xoxb-hunter2' }, channels: ['web', 'slack'] };
  const text = 'channels: { web: {}, slack: { botToken: "${BOT}", mode: socket } }';
  const channels = (running: Running): string[] => {
    const loaded = load(text, given);
    if (!loaded.ok) throw new Error('refused');
    return english(checkChannels(loaded.config, running, (name) => (name === 'slack' ? ['appToken'] : [])));
  };
  const off = ['dingtalk: off', 'wecom: off'];
  const appToken =
    'channels.slack.appToken is not set: slack cannot connect without it, see docs/setup/slack.md';
  const secret = expect.stringMatching(/^slack\.botToken: set, fingerprint [0-9a-f]{8}$/) as string;

  it('of no running instance', () => {
    expect(channels({ type: 'nothing' })).toEqual([
      'problem',
      'no instance is running',
      'web: on',
      'slack: on',
      appToken,
      secret,
      ...off,
    ]);
  });

  it('of a running instance', () => {
    const running: Running = {
      type: 'bangban',
      channels: {
        web: { state: 'connected', lastFrameAgeMs: 4_200, sinceMs: null, reason: null },
        slack: { state: 'down', lastFrameAgeMs: null, sinceMs: 7_200_000, reason: 'invalid_auth' },
      },
    };
    expect(channels(running)).toEqual([
      'problem',
      'an instance is running',
      'web: connected, last heard 4 s ago',
      'slack: down, 2 h ago: invalid_auth',
      appToken,
      secret,
      ...off,
    ]);
  });

  it('of an instance with another configuration', () => {
    const running: Running = {
      type: 'bangban',
      channels: { web: { state: 'starting', lastFrameAgeMs: null, sinceMs: null, reason: null } },
    };
    expect(channels(running)).toContain('slack: on, but the running instance does not have it: restart it');
  });

  it('where the port is taken', () => {
    expect(channels({ type: 'stranger', address: 'http://127.0.0.1:8080' })).toContain(
      'something else answers at http://127.0.0.1:8080: end it, or choose another http.port',
    );
  });
});

describe('the report', () => {
  const check: Check = {
    name: { en: 'Database', zh: '数据库' },
    state: 'warning',
    lines: [{ en: 'one', zh: '一' }],
  };

  it("is text in the reader's language", () => {
    expect(renderReport([check], 'en')).toBe(
      '! Database\n    one\n\nIt works; have a look at the lines marked "!".\n',
    );
    expect(renderReport([{ ...check, state: 'problem' }], 'zh-TW')).toBe(
      '✗ 数据库\n    一\n\n有问题需要处理，见标 ✗ 的部分。\n',
    );
    expect(renderReport([{ ...check, state: 'ok' }], 'zh-CN')).toBe('✓ 数据库\n    一\n\n一切正常。\n');
  });
});
