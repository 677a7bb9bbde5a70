import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { llmPurposes } from '../../src/llm/llm.ts';
import { loadContent, loadFoundations, type LoadedContent } from '../../src/content/load-content.ts';

const question = (words: string): string =>
  `questions:\n  client:\n    ask: ${words}?\n    label: ${words}\n    options:\n      cisco: Cisco\n      other: ${words}\n`;
const impact = 'questions:\n  impact:\n    ask: Who?\n    label: Who\n    options: { user: me, team: we }\n';

/** Content as small as it can be with nothing wrong: two categories, one sentence, one article. */
const sound: Readonly<Record<string, string>> = {
  'data/taxonomy.yaml': `- id: network.vpn
  name: { zh-CN: 远程, en: VPN }
  hint: { zh-CN: 连不上, en: no way in }
- id: other.unknown
  name: { zh-CN: 其他, en: Other }
  hint: { zh-CN: 说不清, en: who knows }
`,
  'data/taxonomy.zh-TW.yaml':
    'network.vpn: { name: 遠端, hint: 連不上 }\nother.unknown: { name: 其他, hint: 說不清 }\n',
  'data/calendars/24x7.yaml': 'name: 24x7\ntimeZone: UTC\nweekly: { mon-sun: 00:00-24:00 }\n',
  'data/vocabulary/it.txt': 'vpn: vpn\n',
  'prompts/copy/zh-CN.yaml': 'hello: 你好，{name}\nmenu:\n  help: 帮助\n',
  'prompts/copy/zh-TW.yaml': 'hello: 你好，{name}\nmenu:\n  help: 說明\n',
  'prompts/copy/en.yaml': 'hello: Hello {name}\nmenu:\n  help: help\n',
  'prompts/questionnaires/common.yaml':
    'id: common\nversion: 1\nquestions:\n  - id: impact\n    type: choice\n    options: [user, team]\n',
  'prompts/questionnaires/zh-CN/common.yaml': impact,
  'prompts/questionnaires/zh-TW/common.yaml': impact,
  'prompts/questionnaires/en/common.yaml': impact,
  'prompts/questionnaires/network.vpn.yaml':
    'id: network.vpn\nversion: 3\nquestions:\n  - id: client\n    type: choice\n    options: [cisco, other]\n    compromised: [other]\n  - use: impact\n',
  'prompts/questionnaires/zh-CN/network.vpn.yaml': question('客户端'),
  'prompts/questionnaires/zh-TW/network.vpn.yaml': question('用戶端'),
  'prompts/questionnaires/en/network.vpn.yaml': question('client'),
  'prompts/questionnaires/other.unknown.yaml': 'id: other.unknown\nversion: 1\nquestions:\n  - use: impact\n',
  ...Object.fromEntries(
    llmPurposes.map((purpose) => [`prompts/llm/${purpose}.md`, 'Answer with one JSON object.\n']),
  ),
  'data/kb/en/vpn.md': '---\nid: vpn\ntitle: VPN\ncategory: network.vpn\nlocale: en\n---\nTurn it on.\n',
  ...Object.fromEntries(
    ['zh-CN', 'zh-TW', 'en'].flatMap((locale) =>
      ['network.vpn', 'other.unknown', 'small-talk', 'off-topic'].map((label) => [
        `data/training/${locale}/${label}.txt`,
        `# ${label}\n${locale} ${label}\n`,
      ]),
    ),
  ),
};

export type Loaded = LoadedContent & {
  /** `error file:line message`, in English. */
  readonly told: readonly string[];
};

/** Loads that content with some files of another text; null takes a file away. */
export function loadSmall(
  changes: Readonly<Record<string, string | null>> = {},
  cacheDir: string | null = null,
): Loaded {
  const root = mkdtempSync(join(tmpdir(), 'bangban-content-'));
  try {
    for (const [path, text] of Object.entries({ ...sound, ...changes })) {
      if (text === null) continue;
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const loaded = loadContent({
      root,
      articleDir: join(root, 'data/kb'),
      foundations: loadFoundations(root),
      cacheDir,
    });
    const told = loaded.problems.map(
      ({ severity, file, line, message }) => `${severity} ${file}:${line ?? '-'} ${message.en}`,
    );
    return { ...loaded, told };
  } finally {
    rmSync(root, { recursive: true });
  }
}
