import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTaiwanConverter } from './convert.ts';
import { generatedMark, renderTraditional, type Kind } from './render.ts';
import { parseTaiwanWording } from './wording.ts';

/** Paths are relative to the repository, with forward slashes. */
type Pair = { readonly kind: Kind; readonly source: string; readonly target: string };

export type Plan = {
  /** Target path → the text it should have. */
  readonly files: ReadonlyMap<string, string>;
  /** Generated once, but their source is gone. */
  readonly orphans: readonly string[];
  /** Overrides that meet no file or no key, and sources that cannot be read. */
  readonly problems: readonly string[];
};

export const wordingPath = 'prompts/taiwan-wording.yaml';

const folders: readonly {
  readonly kind: Kind;
  readonly source: string;
  readonly target: string;
  readonly ending: string;
}[] = [
  {
    kind: 'questionnaire',
    source: 'prompts/questionnaires/zh-CN',
    target: 'prompts/questionnaires/zh-TW',
    ending: '.yaml',
  },
  { kind: 'article', source: 'data/kb/zh-CN', target: 'data/kb/zh-TW', ending: '.md' },
];

const singles: readonly Pair[] = [
  { kind: 'copy', source: 'prompts/copy/zh-CN.yaml', target: 'prompts/copy/zh-TW.yaml' },
  { kind: 'taxonomy', source: 'data/taxonomy.yaml', target: 'data/taxonomy.zh-TW.yaml' },
];

/** Reads every zh-CN file under `root` and works out what the zh-TW files should be. Writes nothing. */
export function planTraditional(root: string): Plan {
  const wording = parseTaiwanWording(readFileSync(join(root, wordingPath), 'utf8'));
  const convert = createTaiwanConverter(wording.replacements);
  const files = new Map<string, string>();
  const problems: string[] = [];

  const pairs = listPairs(root);
  for (const { kind, source, target } of pairs) {
    const overrides = wording.overrides[target] ?? {};
    try {
      const text = readFileSync(join(root, source), 'utf8');
      const converted = renderTraditional({ kind, sourcePath: source, source: text, convert, overrides });
      files.set(target, converted.text);
      for (const path of Object.keys(overrides)) {
        if (!converted.used.includes(path))
          problems.push(`${wordingPath}: ${target} has no "${path}" to override`);
      }
    } catch (error) {
      problems.push(`${source}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const targets = new Set(pairs.map(({ target }) => target));
  for (const target of Object.keys(wording.overrides)) {
    if (!targets.has(target)) problems.push(`${wordingPath}: there is no ${target} to override`);
  }
  return { files, orphans: listOrphans(root, targets), problems };
}

function listPairs(root: string): Pair[] {
  return [
    ...singles.filter(({ source }) => existsSync(join(root, source))),
    ...folders.flatMap(({ kind, source, target, ending }) =>
      listFiles(root, source, ending).map((name) => ({
        kind,
        source: `${source}/${name}`,
        target: `${target}/${name}`,
      })),
    ),
  ];
}

/** Only files that bear the mark: what somebody put there by hand is theirs. */
function listOrphans(root: string, targets: ReadonlySet<string>): string[] {
  return folders
    .flatMap(({ target, ending }) => listFiles(root, target, ending).map((name) => `${target}/${name}`))
    .filter((path) => !targets.has(path) && readFileSync(join(root, path), 'utf8').includes(generatedMark));
}

function listFiles(root: string, folder: string, ending: string): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .sort();
}
