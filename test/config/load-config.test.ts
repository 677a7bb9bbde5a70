import { describe, expect, it } from 'vitest';
import { listEnabledChannels, type BotConfig } from '../../src/config/bot-config.ts';
import { defaultPolicies } from '../../src/sla/default-policies.ts';
import { classification } from '../../src/config/read-sla.ts';
import { impacts, kinds, priorities } from '../../src/ticketing/classification.ts';
import { load, problemsOf, root, told, type Given } from './load.ts';
import { readFileSync } from 'node:fs';

function accept(text: string | null, given?: Given): BotConfig {
  const loaded = load(text, given);
  expect(problemsOf(loaded)).toEqual([]);
  if (!loaded.ok) throw new Error('refused');
  return loaded.config;
}

function warningsOf(text: string, given?: Given): string[] {
  const loaded = load(text, given);
  return loaded.ok ? loaded.warnings.map(told) : ['refused'];
}

describe('without a file', () => {
  it('everything has its default', () => {
    const config = accept(null);
    expect(config).toMatchObject({
      file: null,
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      dataDir: '/etc/desk/data/var',
      http: { host: '127.0.0.1', port: 8080, publicUrl: null },
      storage: { url: 'sqlite:/etc/desk/data/var/bangban.db' },
      knowledge: { dir: '/opt/bangban/data/kb' },
      groups: [
        {
          id: 'service-desk',
          name: '服务台',
          tier: 1,
          categories: [],
          lead: 'zhou',
          conversations: [{ kind: 'group', channel: 'web', groupId: 'desk' }],
        },
      ],
      managers: { conversations: [{ kind: 'group', channel: 'web', groupId: 'managers' }] },
      sla: { policies: defaultPolicies, closeAfter: { unit: 'workingDay', value: 3 } },
      ratings: { threshold: 3 },
    });
    expect(listEnabledChannels(config)).toEqual(['web']);
    expect(config.people.map(({ id }) => id)).toContain('wang');
  });

  it.each(['', '# nothing yet\n', '{}', 'locale:\npeople:\n'])(
    'so it is with a file that says nothing: %j',
    (text) => {
      expect({ ...accept(text), file: null }).toEqual(accept(null));
    },
  );
});

describe('the shipped bot.config.yaml', () => {
  it('says what holds without it', () => {
    const text = readFileSync(`${root}/bot.config.yaml`, 'utf8');
    const { file, ...config } = accept(text);
    expect(file).toBe('/etc/desk/bot.config.yaml');
    const { file: none, ...defaults } = accept(null);
    expect(none).toBeNull();
    expect(config).toEqual(defaults);
    expect(warningsOf(text)).toEqual([]);
  });
});

const everyKey = `
locale: en
timeZone: Europe/Berlin
dataDir: var
http: { host: 0.0.0.0, port: 80, publicUrl: "https://desk.example.com/" }
storage: { url: "sqlite:desk.db" }
knowledge: { dir: ../kb }
people:
  - { id: lin, name: 小林, email: lin@example.com, roles: [agent, lead], locale: zh-TW, level: vip, department: 销售部, timeZone: Asia/Taipei,
      identities: { slack: U1, dingtalk: 0123456, wecom: LinXiao, web: lin } }
  - id: bob
groups:
  - id: desk
    name: Desk
    tier: 1
    categories: [network, hardware.printer]
    lead: lin
    conversations: ["slack:C1", "dingtalk:cidAbC+/=", "wecom:wrXyZ"]
  - { id: rest, tier: 3, categories: "*", conversations: ["slack:C2"] }
managers: { conversations: ["slack:C9", "dingtalk:cidM"] }
sla:
  closeAfter: 24h
  policies:
    - { name: vip, when: { level: vip, group: desk }, firstResponse: 5s, resolution: 4h, calendar: 24x7, warn: ["80%", "1h"] }
    - { name: all, when: {}, firstResponse: 15m, resolution: 3wd, calendar: cn }
ratings: { threshold: 4 }
channels:
  web: { enabled: false }
  slack: { enabled: true, mode: http, botToken: "\${BOT}", appToken: "\${APP}", signingSecret: "v1-\${SIGN}", apiUrl: "http://127.0.0.1:9000/" }
  dingtalk: { enabled: true, clientId: abc, clientSecret: "\${DING}", robotCode: abc, apiUrl: "https://api.dingtalk.com",
      oapiUrl: "https://oapi.dingtalk.com", cardTemplateId: x.schema }
  wecom:
    enabled: true
    bot: { botId: b, secret: "\${WECOM}", wsUrl: "ws://localhost:9001" }
    app: { corpId: ww1, agentId: 1000002, secret: "\${WECOM}", token: "\${WECOM}", encodingAesKey: "\${WECOM}", apiUrl: "https://qyapi.weixin.qq.com" }
`;
const env = { BOT: 'xoxb-hunter2', APP: 'xapp-hunter2', SIGN: 'hunter2', DING: 'hunter2', WECOM: 'hunter2' };
const given = { env, channels: ['web', 'slack', 'dingtalk', 'wecom'] };

describe('a full configuration', () => {
  const config = accept(everyKey, given);

  it('has every canonical key', () => {
    expect(config).toMatchObject({
      file: '/etc/desk/bot.config.yaml',
      locale: 'en',
      timeZone: 'Europe/Berlin',
      dataDir: '/etc/desk/var',
      http: { host: '0.0.0.0', port: 80, publicUrl: 'https://desk.example.com' },
      storage: { url: 'sqlite:/etc/desk/desk.db' },
      knowledge: { dir: '/etc/kb' },
      ratings: { threshold: 4 },
    });
    expect(config.people).toEqual([
      {
        id: 'lin',
        name: '小林',
        email: 'lin@example.com',
        roles: ['agent', 'lead'],
        locale: 'zh-TW',
        timeZone: 'Asia/Taipei',
        level: 'vip',
        department: '销售部',
        // As written: a number would have lost its zero.
        identities: { slack: 'U1', dingtalk: '0123456', wecom: 'LinXiao', web: 'lin' },
      },
      {
        id: 'bob',
        name: 'bob',
        email: null,
        roles: ['requester'],
        locale: null,
        timeZone: null,
        level: 'standard',
        department: null,
        identities: {},
      },
    ]);
    expect(config.groups.map(({ tier, categories, lead }) => ({ tier, categories, lead }))).toEqual([
      { tier: 1, categories: ['network', 'hardware.printer'], lead: 'lin' },
      { tier: 3, categories: [], lead: null },
    ]);
    expect(config.groups[0]?.conversations).toEqual([
      { kind: 'group', channel: 'slack', groupId: 'C1' },
      { kind: 'group', channel: 'dingtalk', groupId: 'cidAbC+/=' },
      { kind: 'group', channel: 'wecom', groupId: 'wrXyZ' },
    ]);
    expect(config.sla.closeAfter).toEqual({ unit: 'ms', value: 24 * 3_600_000 });
    expect(config.sla.policies.map(({ name }) => name)).toEqual(['vip', 'all']);
  });

  it('has its channels with their secrets', () => {
    expect(listEnabledChannels(config)).toEqual(['slack', 'dingtalk', 'wecom']);
    const slack = config.channels['slack']?.values;
    expect(slack).toMatchObject({ mode: 'http', apiUrl: 'http://127.0.0.1:9000' });
    expect(slack?.['botToken']).toHaveProperty('reveal');
    expect((slack?.['signingSecret'] as { reveal(): string }).reveal()).toBe('v1-hunter2');
    expect(config.channels['wecom']?.values).toMatchObject({
      app: { agentId: '1000002' },
      bot: { wsUrl: 'ws://localhost:9001' },
    });
  });

  it('may as well be JSON', () => {
    expect(accept('{\n\t"locale": "en",\n\t"http": { "port": 0 }\n}').http.port).toBe(0);
  });
});

describe('a reference to the environment', () => {
  it('may be a part of a value, and a number', () => {
    const config = accept('dataDir: /srv/${NAME}/var\nhttp: { port: "${PORT}" }', {
      env: { NAME: 'desk', PORT: '9090' },
    });
    expect(config.dataDir).toBe('/srv/desk/var');
    expect(config.http.port).toBe(9090);
  });

  it('need not be there for a channel that is off', () => {
    const config = accept('channels: { slack: { enabled: false, botToken: "${NOT_YET}" } }');
    expect(config.channels['slack']).toMatchObject({ enabled: false, values: { botToken: null } });
    expect(listEnabledChannels(config)).toEqual(['web']);
  });

  it('that is a credential and not there is told, and keeps nobody else from serving', () => {
    const text =
      'channels:\n  web: {}\n  slack: { mode: socket, botToken: "${GONE}", appToken: "${T}" }\ngroups: [{ id: d, conversations: ["web:d"] }]';
    const own = { env: { T: 'x' }, channels: ['web', 'slack'] };
    expect(accept(text, own).channels['slack']).toMatchObject({ enabled: true, values: { botToken: null } });
    expect(warningsOf(text, own)).toEqual([
      '3 channels.slack.botToken: "${GONE}" | the environment variable GONE, which is not set or empty; the other channels go on | export GONE=...',
    ]);
  });

  it('that is an address and not there is refused: its default may be somebody else’s', () => {
    const text = 'channels:\n  web: {}\n  dingtalk: { clientId: a, apiUrl: "${GONE}" }';
    expect(warningsOf(text, { channels: ['web', 'dingtalk'] })).toEqual(['refused']);
  });
});

describe('channels', () => {
  it('are on where their block is there, and the demo is then off', () => {
    const text =
      'channels: { slack: { botToken: "${T}" } }\ngroups: [{ id: d, conversations: ["slack:C1"] }]\nhttp: { host: 0.0.0.0 }';
    expect(listEnabledChannels(accept(text, { env: { T: 'x' }, channels: ['web', 'slack'] }))).toEqual([
      'slack',
    ]);
  });

  it('of a group that are off are left out, with a warning', () => {
    const text = 'groups:\n  - id: desk\n    conversations:\n      - "web:desk"\n      - "slack:C1"\n';
    expect(accept(text).groups[0]?.conversations).toEqual([
      { kind: 'group', channel: 'web', groupId: 'desk' },
    ]);
    expect(warningsOf(text)).toEqual([
      '5 groups[0].conversations[1]: slack:C1 | a channel that is enabled: nothing will be said there | channels: { slack: { enabled: true } }',
    ]);
  });

  it.each(['127.0.0.1', '127.8.0.1', '::1', '[::1]', 'localhost'])('the demo may listen on %s', (host) => {
    expect(accept(`http: { host: "${host}" }`).http.host).toBe(host);
  });
});

describe('people from a file', () => {
  const yaml = '- { id: lin, name: 小林, roles: [agent], identities: { slack: U1 } }\n- { id: bob }\n';
  const json = '[{"id":"lin","name":"小林","roles":["agent"],"identities":{"slack":"U1"}},\n{"id":"bob"}]';
  const csv = '\ufeffid,name,roles,slack,email\r\nlin,小林,agent,U1,\r\nbob,,,,\r\n';

  it.each([
    ['people.yaml', yaml],
    ['staff/people.json', json],
    ['people.csv', csv],
  ])('%s', (name, text) => {
    const { people } = accept(`people: { file: ${name} }`, { files: { [`/etc/desk/${name}`]: text } });
    expect(people).toEqual([
      {
        id: 'lin',
        name: '小林',
        email: null,
        roles: ['agent'],
        locale: null,
        timeZone: null,
        level: 'standard',
        department: null,
        identities: { slack: 'U1', web: 'lin' },
      },
      expect.objectContaining({ id: 'bob', name: 'bob', roles: ['requester'], identities: { web: 'bob' } }),
    ]);
  });

  it.each([
    [
      'p.yaml',
      '- id: lin\n- id: lin\n',
      `/etc/desk/p.yaml 2 [1].id: "lin" | something nobody else has: it is lin's | id: lin`,
    ],
    [
      'p.yaml',
      'lin: {}\n',
      '/etc/desk/p.yaml 1 : a record of lin | a file with a list of people | locale: zh-CN',
    ],
    [
      'p.csv',
      'id,role\nlin,agent\n',
      '/etc/desk/p.csv 1 role: the unknown key "role" | did you mean "roles"? One of id, name, email, roles, locale, level, department, timeZone, web, slack, dingtalk, wecom | roles: [agent]',
    ],
    [
      'p.csv',
      'id,roles\nlin,agent;lead\nbob,agnet\n',
      '/etc/desk/p.csv 3 [1].roles[0]: "agnet" | did you mean "agent"? One of requester, agent, lead, manager, knowledge-manager, quality-officer, administrator | roles: [agent]',
    ],
    [
      'p.csv',
      'id,name\nlin,"小林\n',
      '/etc/desk/p.csv 2 : a quote that is not closed, or text beside one | a file with a list of people | -',
    ],
    ['p.csv', 'id\nlin,x\n', '/etc/desk/p.csv 2 : 2 cells for 1 columns | a file with a list of people | -'],
  ])('a bad %s is told with its own lines: %j', (name, text, problem) => {
    expect(problemsOf(load(`people: { file: ${name} }`, { files: { [`/etc/desk/${name}`]: text } }))).toEqual(
      [problem],
    );
  });

  it('may be of a whole company', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `p${i},同事${i},agent,U${i},0${i}`);
    const text = `id,name,roles,slack,dingtalk\n${rows.join('\n')}\n`;
    const begin = performance.now();
    const { people } = accept('people: { file: p.csv }', { files: { '/etc/desk/p.csv': text } });
    expect(people).toHaveLength(10_000);
    expect(people[7]?.identities).toEqual({ slack: 'U7', dingtalk: '07', web: 'p7' });
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});

describe('the conditions of a policy', () => {
  it('are checked against the names tickets really have', () => {
    expect(classification).toEqual({ priority: priorities, impact: impacts, kind: kinds });
  });
});
