import type { Given } from './load.ts';

/** A bad configuration and what is told of it: `line path: seen | expected | example`. */
export type BadCase = {
  readonly name: string;
  readonly text: string;
  readonly given?: Given;
  readonly told: readonly string[];
};

export const badCases: readonly BadCase[] = [
  {
    name: 'a mistyped key',
    text: 'chanels: {}',
    told: [
      '1 chanels: the unknown key "chanels" | did you mean "channels"? One of locale, timeZone, dataDir, http, storage, knowledge, people, groups, managers, sla, ratings, llm, channels | channels: { web: { enabled: true } }',
    ],
  },
  {
    name: 'a mistyped key within',
    text: 'http: { prot: 1 }',
    told: [
      '1 http.prot: the unknown key "prot" | did you mean "port"? One of host, port, publicUrl | port: 8080',
    ],
  },
  {
    name: 'a key that is like nothing',
    text: 'colour: red',
    told: [
      '1 colour: the unknown key "colour" | one of locale, timeZone, dataDir, http, storage, knowledge, people, groups, managers, sla, ratings, llm, channels | locale: zh-CN',
    ],
  },
  {
    name: 'a list at the top',
    text: '- locale',
    told: [
      '1 : a list of 1 | a record with locale, timeZone, dataDir, http, storage, knowledge, people, groups, managers, sla, ratings, llm, channels | locale: zh-CN',
    ],
  },
  {
    name: 'a text at the top',
    text: 'hello',
    told: [
      '1 : "hello" | a record with locale, timeZone, dataDir, http, storage, knowledge, people, groups, managers, sla, ratings, llm, channels | locale: zh-CN',
    ],
  },
  {
    name: 'an unknown locale',
    text: 'locale: zh',
    told: ['1 locale: "zh" | did you mean "zh-CN"? One of zh-CN, zh-TW, en | locale: zh-CN'],
  },
  {
    name: 'a locale of another language',
    text: 'locale: fr',
    told: ['1 locale: "fr" | one of zh-CN, zh-TW, en | locale: zh-CN'],
  },
  {
    name: 'a locale that is no text',
    text: 'locale: [en]',
    told: ['1 locale: a list of 1 | one of zh-CN, zh-TW, en | locale: zh-CN'],
  },
  {
    name: 'no time zone',
    text: 'timeZone: Beijing Time',
    told: ['1 timeZone: "Beijing Time" | an IANA time zone such as Asia/Shanghai | timeZone: Asia/Shanghai'],
  },
  {
    name: 'an offset as time zone',
    text: 'timeZone: "+08:00"',
    told: ['1 timeZone: "+08:00" | an IANA time zone such as Asia/Shanghai | timeZone: Asia/Shanghai'],
  },
  {
    name: 'a record as folder',
    text: 'dataDir: { path: x }',
    told: ['1 dataDir: a record of path | a folder | dataDir: ./data/var'],
  },
  {
    name: 'an empty text',
    text: 'dataDir: ""',
    told: ['1 dataDir: "" | a folder | dataDir: ./data/var'],
  },
  {
    name: 'http as a text',
    text: 'http: 127.0.0.1:8080',
    told: [
      '1 http: "127.0.0.1:8080" | a record with host, port, publicUrl | http: { host: 127.0.0.1, port: 8080 }',
    ],
  },
  {
    name: 'a port out of range',
    text: 'http: { port: 80800 }',
    told: ['1 http.port: 80800 | a whole number from 0 to 65535 | port: 8080'],
  },
  {
    name: 'a port in quotes',
    text: 'http: { port: "8080" }',
    told: ['1 http.port: "8080" | a whole number from 0 to 65535 | port: 8080'],
  },
  {
    name: 'a port with a fraction',
    text: 'http: { port: 80.5 }',
    told: ['1 http.port: 80.5 | a whole number from 0 to 65535 | port: 8080'],
  },
  {
    name: 'demo on the network',
    text: 'http: { host: 0.0.0.0 }',
    told: [
      '1 http.host: "0.0.0.0" | a loopback address: the web channel has no login, anyone there may be anyone. Or: channels: { web: { enabled: false } } | host: 127.0.0.1',
    ],
  },
  {
    name: 'demo behind a public address',
    text: 'http: { publicUrl: https://desk.example.com/ }',
    told: [
      '1 http.publicUrl: "https://desk.example.com/" | a loopback address, or none: the web channel has no login, anyone there may be anyone. Or: channels: { web: { enabled: false } } | publicUrl: http://127.0.0.1:8080',
    ],
  },
  {
    name: 'a public address without TLS',
    text: 'http: { publicUrl: http://desk.example.com }',
    told: [
      '1 http.publicUrl: "http://desk.example.com" | an address with https://, or with http:// on this machine, without password, query or fragment | publicUrl: https://desk.example.com',
    ],
  },
  {
    name: 'a public address with a password',
    text: 'http: { publicUrl: "https://u:hunter2@127.0.0.1" }',
    told: [
      '1 http.publicUrl: "https://...@127.0.0.1" | an address with https://, or with http:// on this machine, without password, query or fragment | publicUrl: https://desk.example.com',
    ],
  },
  {
    name: 'a host with a port',
    text: 'http: { host: "127.0.0.1:80/x" }',
    told: ['1 http.host: "127.0.0.1:80/x" | a host name or an address of this machine | host: 127.0.0.1'],
  },
  {
    name: 'another database',
    text: 'storage: { url: "postgres://bot:hunter2@db/desk" }',
    told: [
      '1 storage.url: "postgres:..." | sqlite: and the path of a file (PostgreSQL is not available yet) | url: sqlite:./data/var/bangban.db',
    ],
  },
  {
    name: 'a database in memory',
    text: 'storage: { url: "sqlite::memory:" }',
    told: [
      '1 storage.url: "sqlite::memory:" | sqlite: and the path of a file (PostgreSQL is not available yet) | url: sqlite:./data/var/bangban.db',
    ],
  },
  {
    name: 'a person without an id',
    text: 'people: [{ name: 小林 }]',
    told: ['1 people[0].id: nothing | an id of 1 to 64 characters without spaces, ":" and "@" | id: lin'],
  },
  {
    name: 'an id with a space',
    text: 'people: [{ id: xiao lin }]',
    told: ['1 people[0].id: "xiao lin" | an id of 1 to 64 characters without spaces, ":" and "@" | id: lin'],
  },
  {
    name: 'two people of one id',
    text: 'people: [{ id: lin }, { id: lin }]',
    told: [`1 people[1].id: "lin" | something nobody else has: it is lin's | id: lin`],
  },
  {
    name: 'two people of one identity',
    text: `people:
  - { id: a, identities: { slack: U1 } }
  - { id: b, identities: { slack: U1 } }`,
    told: [
      `3 people[1].identities.slack: "U1" | something nobody else has: it is a's | identities: { web: lin, slack: U0123ABCD }`,
    ],
  },
  {
    name: 'two people of one e-mail address',
    text: `people:
  - { id: a, email: A@x.cn }
  - { id: b, email: a@x.cn }`,
    told: [`3 people[1].email: "a@x.cn" | something nobody else has: it is a's | email: lin@example.com`],
  },
  {
    name: 'an unknown role',
    text: 'people: [{ id: lin, roles: [agnet] }]',
    told: [
      '1 people[0].roles[0]: "agnet" | did you mean "agent"? One of requester, agent, lead, manager, knowledge-manager, quality-officer, administrator | roles: [agent]',
    ],
  },
  {
    name: 'a role in place of the list',
    text: 'people: [{ id: lin, roles: { agent: true } }]',
    told: [
      '1 people[0].roles: a record of agent | a list of roles: requester, agent, lead, manager, knowledge-manager, quality-officer, administrator | roles: [agent]',
    ],
  },
  {
    name: 'an unknown platform',
    text: 'people: [{ id: lin, identities: { slak: U1 } }]',
    told: [
      '1 people[0].identities.slak: the unknown key "slak" | did you mean "slack"? One of web, slack, dingtalk, wecom | identities: { web: lin, slack: U0123ABCD }',
    ],
  },
  {
    name: 'an identity that is no text',
    text: 'people: [{ id: lin, identities: { slack: true } }]',
    told: [
      `1 people[0].identities.slack: true | the person's id on slack | identities: { web: lin, slack: U0123ABCD }`,
    ],
  },
  {
    name: 'no e-mail address',
    text: 'people: [{ id: lin, email: lin }]',
    told: ['1 people[0].email: "lin" | an e-mail address | email: lin@example.com'],
  },
  {
    name: 'a person that is a text',
    text: 'people: [lin]',
    told: [
      '1 people[0]: "lin" | a record with id, name, email, roles, locale, level, department, timeZone, identities | people: [{ id: lin, name: 小林 }]',
    ],
  },
  {
    name: 'people as a text',
    text: 'people: people.csv',
    told: [
      '1 people: "people.csv" | a list of people, or { file: ... } naming a YAML, JSON or CSV file | people: [{ id: lin, name: 小林 }]',
    ],
  },
  {
    name: 'a file of people that is not there',
    text: 'people: { file: staff.yaml }',
    told: ['1 people.file: /etc/desk/staff.yaml | a file that exists | people: { file: people.csv }'],
  },
  {
    name: 'a tier too many',
    text: 'groups: [{ id: desk, tier: 4, conversations: ["web:desk"] }]',
    told: ['1 groups[0].tier: 4 | a whole number from 1 to 3 | tier: 1'],
  },
  {
    name: 'an unknown category',
    text: 'groups: [{ id: desk, categories: [network.vnp], conversations: ["web:desk"] }]',
    told: [
      '1 groups[0].categories[0]: "network.vnp" | did you mean "network.vpn"? One of *, hardware, software, network, account, email, collaboration, business, data, security, service, other, network.vpn, ... | categories: [network, hardware.printer]',
    ],
  },
  {
    name: 'an unknown lead',
    text: `people: [{ id: zhou }]
groups:
  - id: desk
    lead: zhuo
    conversations: ["web:desk"]`,
    told: ['4 groups[0].lead: "zhuo" | the id of one of the people: did you mean "zhou"? | lead: zhou'],
  },
  {
    name: 'a conversation without a channel',
    text: 'groups: [{ id: desk, conversations: [desk] }]',
    told: [
      '1 groups[0].conversations[0]: "desk" | a channel, ":" and the id of the conversation there | "web:desk"',
    ],
  },
  {
    name: 'a conversation of an unknown channel',
    text: 'groups: [{ id: desk, conversations: ["slakc:C1", "web:desk"] }]',
    told: [
      '1 groups[0].conversations[0]: "slakc:C1" | did you mean "slack"? One of web, slack, dingtalk, wecom | "web:desk"',
    ],
  },
  {
    name: 'a direct conversation of a group',
    text: 'groups: [{ id: desk, conversations: ["web:@lin", "web:desk"] }]',
    told: [
      '1 groups[0].conversations[0]: "web:@lin" | a group conversation, without "@" | conversations: ["slack:C0123", "web:desk"]',
    ],
  },
  {
    name: 'a conversation of two groups',
    text: `groups:
  - { id: a, conversations: ["web:desk"] }
  - { id: b, conversations: ["web:desk", "web:b"] }`,
    told: [
      `3 groups[1].conversations[0]: "web:desk" | a conversation of one group: it is a's | conversations: ["slack:C0123", "web:desk"]`,
    ],
  },
  {
    name: 'a conversation twice',
    text: 'managers: { conversations: ["web:m", "web:m"] }',
    told: ['1 managers.conversations[1]: "web:m" | each conversation once | conversations: ["web:managers"]'],
  },
  {
    name: 'two groups of one id',
    text: `groups:
  - { id: a, conversations: ["web:a"] }
  - { id: a, conversations: ["web:b"] }`,
    told: ['3 groups[1].id: "a" | an id no other group has | id: service-desk'],
  },
  {
    name: 'no groups',
    text: 'groups: []',
    told: [
      '1 groups: a list of 0 | a list of at least one support group | groups: [{ id: desk, name: 服务台, conversations: ["web:desk"] }]',
    ],
  },
  {
    name: 'groups that nobody hears',
    text: 'groups: [{ id: desk, conversations: ["slack:C1"] }]',
    told: [
      '1 groups: a list of 1 | at least one conversation on an enabled channel: nobody would hear of a ticket | groups: [{ id: desk, name: 服务台, conversations: ["web:desk"] }]',
    ],
  },
  {
    name: 'a duration without a unit',
    text: 'sla: { closeAfter: 3 }',
    told: [
      '1 sla.closeAfter: 3 | "3" has no unit: expected a whole number and a unit: 5s, 15m, 4h or 3wd (working days) | closeAfter: 3wd',
    ],
  },
  {
    name: 'a duration in days',
    text: 'sla: { closeAfter: 3d }',
    told: [
      '1 sla.closeAfter: "3d" | "3d" is ambiguous: write 72h (round the clock) or 3wd (working days) | closeAfter: 3wd',
    ],
  },
  {
    name: 'a duration that is a list',
    text: 'sla: { closeAfter: [3wd] }',
    told: [
      '1 sla.closeAfter: a list of 1 | a whole number and a unit: 5s, 15m, 4h or 3wd (working days) | closeAfter: 3wd',
    ],
  },
  {
    name: 'working days on a calendar without hours',
    text: 'sla: { policies: [{ name: all, when: {}, firstResponse: 2h, resolution: 3wd, calendar: 24x7 }] }',
    told: [
      '1 sla.policies[0].resolution: "3wd" on 24x7 | 72h, for 24x7 is open round the clock and has no working days; or a calendar with hours: cn | resolution: 3wd',
    ],
  },
  {
    name: 'an unknown calendar',
    text: 'sla: { policies: [{ name: all, when: {}, resolution: 3wd, calendar: us }] }',
    told: ['1 sla.policies[0].calendar: "us" | a calendar: one of 24x7, cn | calendar: cn'],
  },
  {
    name: 'a target without a unit',
    text: `sla:
  policies:
    - name: all
      when: {}
      calendar: cn
      firstResponse: 15`,
    told: [
      '6 sla.policies[0].firstResponse: 15 | "15" has no unit: expected a whole number and a unit: 5s, 15m, 4h or 3wd (working days) | firstResponse: 15m',
    ],
  },
  {
    name: 'a mistyped target',
    text: 'sla: { policies: [{ name: all, when: {}, resolution: 3wd, firstRespons: 2h, calendar: cn }] }',
    told: [
      '1 sla.policies[0].firstRespons: "firstRespons" | did you mean "firstResponse"? One of name, when, firstResponse, nextReply, resolution, calendar, warn, breach, escalate, pause, reopen | policies: [{ name: all, when: {}, firstResponse: 2h, resolution: 3wd, calendar: cn }]',
    ],
  },
  {
    name: 'a warning after the deadline',
    text: 'sla: { policies: [{ name: all, when: {}, resolution: 3wd, calendar: cn, warn: ["120%"] }] }',
    told: [
      '1 sla.policies[0].warn[0]: "120%" | a share such as "80%" or a time before the deadline such as "1h" | warn: ["80%", "1h"]',
    ],
  },
  {
    name: 'tickets without a promise',
    text: 'sla: { policies: [{ name: P1, when: { priority: P1 }, resolution: 4h, calendar: cn }] }',
    told: [
      '1 sla.policies: no policy for P2, P3, P4 | a last policy with when: {} for every ticket the others leave over | policies: [{ name: all, when: {}, firstResponse: 2h, resolution: 3wd, calendar: cn }]',
    ],
  },
  {
    name: 'a priority that does not exist',
    text: 'sla: { policies: [{ name: x, when: { priority: [P1, P9] }, resolution: 4h, calendar: cn }, { name: all, when: {}, resolution: 4h, calendar: cn }] }',
    told: ['1 sla.policies[0].when.priority[1]: "P9" | one of P1, P2, P3, P4 | priority: [P1, P2]'],
  },
  {
    name: 'a category that does not exist',
    text: 'sla: { policies: [{ name: x, when: { category: netwrok }, resolution: 4h, calendar: cn }, { name: all, when: {}, resolution: 4h, calendar: cn }] }',
    told: [
      '1 sla.policies[0].when.category: "netwrok" | did you mean "network"? One of hardware, software, network, account, email, collaboration, business, data, security, service, other, hardware.computer, hardware.printer, hardware.peripheral, hardware.meeting-room, software.install, software.crash, network.vpn, network.wifi, network.internet, account.password, account.mfa, account.permission, email.mailbox, collaboration.im, business.erp-oa, data.shared-drive, data.recovery, security.phishing, security.malware, security.lost-device, service.onboarding, service.equipment, other.unknown | category: network.vpn',
    ],
  },
  {
    name: 'policies as a record',
    text: 'sla: { policies: { P1: 4h } }',
    told: [
      '1 sla.policies: {"P1":"4h"} | a list of policies | policies: [{ name: all, when: {}, firstResponse: 2h, resolution: 3wd, calendar: cn }]',
    ],
  },
  {
    name: 'a threshold out of range',
    text: 'ratings: { threshold: 6 }',
    told: ['1 ratings.threshold: 6 | a whole number from 1 to 5 | threshold: 3'],
  },
  {
    name: 'a threshold that is a text',
    text: 'ratings: { threshold: three }',
    told: ['1 ratings.threshold: "three" | a whole number from 1 to 5 | threshold: 3'],
  },
  {
    name: 'a flag that is a word',
    text: 'channels: { web: { enabled: yes } }',
    told: ['1 channels.web.enabled: "yes" | true or false | enabled: true'],
  },
  {
    name: 'no channel at all',
    text: `channels: { web: { enabled: false } }
groups: [{ id: desk, conversations: ["web:desk"] }]`,
    told: [
      '1 channels: a record of web | at least one enabled channel | channels: { web: { enabled: true } }',
    ],
  },
  {
    name: 'a channel without an adapter',
    text: `channels:
  slack:
    enabled: true`,
    told: [
      '1 groups: nothing | a support group with a conversation on an enabled channel | groups: [{ id: desk, name: 服务台, conversations: ["web:desk"] }]',
      '3 channels.slack.enabled: true | a channel whose adapter is installed (web): the adapter "slack" is not in adapters/registry.ts | enabled: false',
    ],
  },
  {
    name: 'a block without an adapter',
    text: 'channels: { dingtalk: { clientId: abc } }',
    told: [
      '1 channels.dingtalk.enabled: a block, so enabled | a channel whose adapter is installed (web): the adapter "dingtalk" is not in adapters/registry.ts | enabled: false',
      '1 groups: nothing | a support group with a conversation on an enabled channel | groups: [{ id: desk, name: 服务台, conversations: ["web:desk"] }]',
    ],
  },
  {
    name: 'an unknown channel',
    text: 'channels: { slakc: {} }',
    told: [
      '1 channels.slakc: the unknown key "slakc" | did you mean "slack"? One of web, slack, dingtalk, wecom | channels: { web: { enabled: true } }',
    ],
  },
  {
    name: 'a mistyped key of a channel',
    text: 'channels: { slack: { enabled: false, botTokn: "${X}" } }',
    told: [
      '1 channels.slack.botTokn: the unknown key "botTokn" | did you mean "botToken"? One of enabled, mode, botToken, appToken, signingSecret, apiUrl, ticketEmoji | channels: { web: { enabled: true } }',
    ],
  },
  {
    name: 'a literal secret',
    text: 'channels: { slack: { enabled: false, botToken: xoxb-hunter2 } }',
    told: [
      '1 channels.slack.botToken: a value, not shown here | no secret in the file: put it in an environment variable and write ${NAME} | botToken: ${SLACK_BOT_TOKEN}',
    ],
  },
  {
    name: 'a literal secret that is a number',
    text: 'channels: { wecom: { enabled: false, bot: { secret: 12345678 } } }',
    told: [
      '1 channels.wecom.bot.secret: a value, not shown here | no secret in the file: put it in an environment variable and write ${NAME} | secret: ${WECOM_BOT_SECRET}',
    ],
  },
  {
    name: 'a reference that is not closed',
    text: 'channels: { wecom: { enabled: false, app: { encodingAesKey: "hunter2${AES" } } }',
    told: [
      '1 channels.wecom.app.encodingAesKey: "${..." | ${NAME}, a name of letters, digits and _ | ${SLACK_BOT_TOKEN}',
    ],
  },
  {
    name: 'a reference that is no name',
    text: 'dataDir: ${data-dir}',
    told: ['1 dataDir: "${data-dir}" | ${NAME}, a name of letters, digits and _ | ${SLACK_BOT_TOKEN}'],
  },
  {
    name: 'a variable that is not set',
    text: 'dataDir: /var/${DESK_NAME}/x',
    told: [
      '1 dataDir: "/var/${DESK_NAME}/x" | the environment variable DESK_NAME, which is not set or empty | export DESK_NAME=...',
    ],
  },
  {
    name: 'a variable that is empty',
    text: 'dataDir: ${EMPTY}',
    given: { env: { EMPTY: '' } },
    told: [
      '1 dataDir: "${EMPTY}" | the environment variable EMPTY, which is not set or empty | export EMPTY=...',
    ],
  },
  {
    name: 'an unknown mode',
    text: 'channels: { slack: { enabled: false, mode: sockets } }',
    told: ['1 channels.slack.mode: "sockets" | did you mean "socket"? One of socket, http | mode: socket'],
  },
  {
    name: 'an address without TLS',
    text: 'channels: { slack: { enabled: false, apiUrl: "http://slack.example.com" } }',
    told: [
      '1 channels.slack.apiUrl: "http://slack.example.com" | an address with https://, or with http:// on this machine, without password, query or fragment | apiUrl: https://api.example.com',
    ],
  },
  {
    name: 'a key twice',
    text: `locale: en
timeZone: UTC
locale: en`,
    told: ['3 locale: the key "locale" stands here a second time | a YAML or JSON file | locale: zh-CN'],
  },
  {
    name: 'a key twice in JSON',
    text: `{ "locale": "en",
 "locale": "en" }`,
    told: ['2 locale: the key "locale" stands here a second time | a YAML or JSON file | locale: zh-CN'],
  },
  {
    name: 'a bracket that is not closed',
    text: `http: { port: 1
locale: en`,
    told: [
      '2 : indented unlike its neighbours, or a bracket before it is not closed | a YAML or JSON file | locale: zh-CN',
    ],
  },
  {
    name: 'a tab',
    text: `http:
	port: 1`,
    told: ['2 : a tab: indent with spaces | a YAML or JSON file | locale: zh-CN'],
  },
  {
    name: 'a tag',
    text: 'dataDir: !!js/function x',
    told: ['1 : tags (!name) are not used here | a YAML or JSON file | locale: zh-CN'],
  },
  {
    name: 'an alias nobody gave',
    text: 'dataDir: *x',
    told: [
      '1 dataDir: an alias (*name) without a name, or with one nobody gave | a YAML or JSON file | locale: zh-CN',
    ],
  },
  {
    name: 'two documents',
    text: `locale: en
---
locale: en`,
    told: ['2 : a second document (---): only one is read | a YAML or JSON file | locale: zh-CN'],
  },
  {
    name: 'a language model without a server',
    text: 'llm: { model: m }',
    told: [
      '1 llm.baseUrl: nothing | the address of an OpenAI-compatible server, with its version | baseUrl: https://api.example.com/v1',
    ],
  },
  {
    name: 'a language model without a name, with a key in the file',
    text: 'llm: { baseUrl: "https://api.example.com/v1", apiKey: sk-1234567890 }',
    told: [
      '1 llm.model: nothing | the name of a model the server has | model: qwen-plus',
      '1 llm.apiKey: a value, not shown here | no secret in the file: put it in an environment variable and write ${NAME} | apiKey: ${LLM_API_KEY}',
    ],
  },
  {
    name: 'an embedding model that is no text, and too little patience',
    text: 'llm: { baseUrl: "https://api.example.com/v1", model: m, embeddingModel: [a], timeoutMs: 5 }',
    told: [
      '1 llm.embeddingModel: a list of 1 | the name of a model the server has | embeddingModel: text-embedding-v3',
      '1 llm.timeoutMs: 5 | a whole number from 100 to 60000 | timeoutMs: 4000',
    ],
  },
  {
    name: 'an unknown key of the language model',
    text: 'llm: { baseUrl: "https://api.example.com/v1", model: m, temperature: 1 }',
    told: [
      '1 llm.temperature: the unknown key "temperature" | one of baseUrl, apiKey, model, embeddingModel, timeoutMs | baseUrl: https://api.example.com/v1',
    ],
  },
];
