import type { Path } from '../kernel/document/document.ts';

/** Key → how it may be written. Positions in lists are left out. */
const examples: Readonly<Record<string, string>> = {
  locale: 'locale: zh-CN',
  timeZone: 'timeZone: Asia/Shanghai',
  dataDir: 'dataDir: ./data/var',
  http: 'http: { host: 127.0.0.1, port: 8080 }',
  'http.host': 'host: 127.0.0.1',
  'http.port': 'port: 8080',
  'http.publicUrl': 'publicUrl: https://desk.example.com',
  storage: 'storage: { url: "sqlite:./data/var/bangban.db" }',
  'storage.url': 'url: sqlite:./data/var/bangban.db',
  knowledge: 'knowledge: { dir: ./data/kb }',
  'knowledge.dir': 'dir: ./data/kb',
  people: 'people: [{ id: lin, name: 小林 }]',
  'people.file': 'people: { file: people.csv }',
  'people.id': 'id: lin',
  'people.name': 'name: 小林',
  'people.email': 'email: lin@example.com',
  'people.roles': 'roles: [agent]',
  'people.locale': 'locale: zh-CN',
  'people.level': 'level: vip',
  'people.department': 'department: Sales',
  'people.timeZone': 'timeZone: Asia/Shanghai',
  'people.identities': 'identities: { web: lin, slack: U0123ABCD }',
  groups: 'groups: [{ id: desk, name: 服务台, conversations: ["web:desk"] }]',
  'groups.id': 'id: service-desk',
  'groups.name': 'name: 服务台',
  'groups.tier': 'tier: 1',
  'groups.categories': 'categories: [network, hardware.printer]',
  'groups.lead': 'lead: zhou',
  'groups.conversations': 'conversations: ["slack:C0123", "web:desk"]',
  managers: 'managers: { conversations: ["web:managers"] }',
  'managers.conversations': 'conversations: ["web:managers"]',
  sla: 'sla: { closeAfter: 3wd }',
  'sla.policies': 'policies: [{ name: all, when: {}, firstResponse: 2h, resolution: 3wd, calendar: cn }]',
  'sla.policies.name': 'name: P1',
  'sla.policies.when': 'when: { priority: P1 }',
  'sla.policies.when.priority': 'priority: [P1, P2]',
  'sla.policies.when.category': 'category: network.vpn',
  'sla.policies.when.impact': 'impact: company',
  'sla.policies.when.kind': 'kind: incident',
  'sla.policies.when.group': 'group: service-desk',
  'sla.policies.when.channel': 'channel: web',
  'sla.policies.firstResponse': 'firstResponse: 15m',
  'sla.policies.nextReply': 'nextReply: 2h',
  'sla.policies.resolution': 'resolution: 3wd',
  'sla.policies.calendar': 'calendar: cn',
  'sla.policies.warn': 'warn: ["80%", "1h"]',
  'sla.policies.breach': 'breach: { to: [assignee, managers], repeat: 30m, max: 3 }',
  'sla.policies.escalate': 'escalate: ["150%", { at: "2h", to: [lead, managers], repeat: 15m, max: 4 }]',
  'sla.policies.pause': 'pause: { resolution: [requester, scheduled] }',
  'sla.policies.reopen': 'reopen: continue',
  'sla.closeAfter': 'closeAfter: 3wd',
  'sla.duty': 'duty: [zhou]',
  'sla.unclaimed': 'unclaimed: { P1: 5m, P2: 15m, P3: 1h, P4: 4h }',
  'sla.untouched': 'untouched: "50%"',
  'sla.handOn': 'handOn: 30m',
  'sla.digest': 'digest: { over: 3, perMinute: 6 }',
  'sla.quietHours': 'quietHours: { from: "22:00", to: "08:00", exempt: [P1] }',
  'sla.quietHours.from': 'from: "22:00"',
  'sla.quietHours.to': 'to: "08:00"',
  'sla.quietHours.calendar': 'calendar: cn',
  ratings: 'ratings: { threshold: 3 }',
  'ratings.threshold': 'threshold: 3',
  llm: 'llm: { baseUrl: https://api.example.com/v1, apiKey: ${LLM_API_KEY}, model: some-model }',
  'llm.baseUrl': 'baseUrl: https://api.example.com/v1',
  'llm.apiKey': 'apiKey: ${LLM_API_KEY}',
  'llm.model': 'model: qwen-plus',
  'llm.embeddingModel': 'embeddingModel: text-embedding-v3',
  'llm.timeoutMs': 'timeoutMs: 4000',
  channels: 'channels: { web: { enabled: true } }',
};

/** Of a channel's block, whichever it is. */
const channelExamples: Readonly<Record<string, string>> = {
  enabled: 'enabled: true',
  mode: 'mode: socket',
  apiUrl: 'apiUrl: https://api.example.com',
  oapiUrl: 'oapiUrl: https://oapi.example.com',
  wsUrl: 'wsUrl: wss://ws.example.com',
};

/** How the key at `path`, or else the one it belongs to, may be written; null where it is a key we know nothing of. */
export function exampleFor(path: Path): string | null {
  const keys = path.filter((key) => typeof key === 'string');
  if (path.length === 0) return examples['locale'] ?? null;
  // A file of people begins at its list.
  if (examples[keys[0] ?? ''] === undefined) keys.unshift('people');
  const inChannel = keys[0] === 'channels' ? channelExamples[keys.at(-1) ?? ''] : undefined;
  if (inChannel !== undefined) return inChannel;
  for (; keys.length > 0; keys.pop()) {
    const example = examples[keys.join('.')];
    if (example !== undefined) return example;
  }
  return null;
}
