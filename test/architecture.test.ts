import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/**
 * The picture of ARCHITECTURE.md as a table: which rooms a room may know. Types count too: a word of another room is
 * knowledge of it. `src/main.ts` and `src/app.ts` know everything; that is what they are for.
 */
const mayKnow: Record<string, readonly string[]> = {
  'src/kernel': [],
  'src/channel': ['src/kernel'],
  'src/people': ['src/kernel', 'src/channel'],
  'src/sla': ['src/kernel'],
  'src/wording': ['src/kernel', 'src/channel', 'src/people'],
  'src/ticketing': ['src/kernel', 'src/channel', 'src/people', 'src/sla', 'src/wording'],
  'src/understanding': ['src/kernel', 'src/ticketing'],
  'src/knowledge': ['src/kernel', 'src/understanding'],
  'src/llm': ['src/kernel', 'src/ticketing', 'src/understanding', 'src/knowledge'],
  'src/questionnaire': ['src/kernel', 'src/channel', 'src/ticketing', 'src/understanding', 'src/wording'],
  'src/quality': ['src/kernel', 'src/people', 'src/sla', 'src/ticketing', 'src/wording'],
  'src/insight': ['src/kernel', 'src/sla', 'src/ticketing'],
  'src/conversation': [
    'src/llm',
    'src/kernel',
    'src/insight',
    'src/channel',
    'src/people',
    'src/sla',
    'src/wording',
    'src/ticketing',
    'src/understanding',
    'src/knowledge',
    'src/questionnaire',
  ],
  'src/store': [
    'src/llm',
    'src/kernel',
    'src/channel',
    'src/people',
    'src/sla',
    'src/ticketing',
    'src/knowledge',
    'src/insight',
    'src/conversation',
  ],
  'src/content': [
    'src/llm',
    'src/kernel',
    'src/channel',
    'src/sla',
    'src/wording',
    'src/understanding',
    'src/knowledge',
    'src/questionnaire',
  ],
  'src/config': ['src/kernel', 'src/channel', 'src/people', 'src/sla', 'src/understanding'],
  'src/runtime': [
    'src/llm',
    'src/kernel',
    'src/channel',
    'src/people',
    'src/sla',
    'src/wording',
    'src/ticketing',
    'src/understanding',
    'src/knowledge',
    'src/quality',
    'src/insight',
    'src/conversation',
    'src/store',
  ],
  'src/web': ['src/kernel', 'src/channel'],
  'src/doctor': ['src/kernel', 'src/channel', 'src/config', 'src/content', 'src/sla', 'src/store'],
  'src/connection': ['src/kernel', 'src/channel'],
  adapters: ['src/channel', 'src/connection', 'src/kernel'],
};

/** Evaluation and generation commands are rims of their own: they read files, so that their room need not. */
const commands = /(?:cli|eval-[a-z-]+|generate|bench|oracle-run)\.ts$/;

const root = join(import.meta.dirname, '..');
const files = globSync(['src/**/*.ts', 'adapters/**/*.ts'], { cwd: root }).filter(
  (file) => !file.includes('/page/'),
);

type Import = { readonly from: string; readonly to: string };

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, to = '']) => ({
    from: file,
    to,
  }));
}

const imports = files.flatMap(importsOf);

function roomOf(file: string): string {
  return file.startsWith('adapters/') ? 'adapters' : file.split('/').slice(0, 2).join('/');
}

function localTarget({ from, to }: Import): string | undefined {
  return to.startsWith('.') ? relative(root, join(root, dirname(from), to)) : undefined;
}

const isRoom = (room: string): boolean => !room.endsWith('.ts') && !room.endsWith('.js');

test('every room is on the map', () => {
  const rooms = new Set(files.map(roomOf).filter(isRoom));
  expect([...rooms].filter((room) => !(room in mayKnow))).toEqual([]);
});

test('no room knows one it should not', () => {
  const wrong = imports.flatMap((one) => {
    const target = localTarget(one);
    const room = roomOf(one.from);
    if (target === undefined || !isRoom(room) || commands.test(one.from)) return [];
    const other = roomOf(target);
    return other === room || mayKnow[room]?.includes(other) ? [] : [`${one.from} → ${target}`];
  });
  expect(wrong).toEqual([]);
});

test('adapters never know each other', () => {
  const folder = (file: string): string => file.split('/').slice(0, 2).join('/');
  const wrong = imports.flatMap((one) => {
    const target = localTarget(one);
    if (!one.from.startsWith('adapters/') || target?.startsWith('adapters/') !== true) return [];
    const own = folder(one.from) === folder(target) || one.from === 'adapters/registry.ts';
    return own ? [] : [`${one.from} → ${target}`];
  });
  expect(wrong).toEqual([]);
});

test('pure rooms do no I/O and read no clock', () => {
  const pure = [
    'channel',
    'people',
    'sla',
    'wording',
    'ticketing',
    'understanding',
    'knowledge',
    'questionnaire',
    'quality',
    'insight',
    'conversation',
  ];
  const wrong = files
    .filter((file) => pure.includes(file.split('/')[1] ?? '') && !commands.test(file))
    .flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      const found =
        /from 'node:(?:fs|net|http|https|child_process|worker_threads|timers)[^']*'|\bDate\.now\(|new Date\(\)|Math\.random\(|\bawait\b|\bprocess\./.exec(
          source,
        );
      return found ? [`${file}: ${found[0]}`] : [];
    });
  expect(wrong).toEqual([]);
});

test('the core knows no platform by name', () => {
  const wrong = files
    .filter(
      (file) =>
        file.startsWith('src/') &&
        isRoom(roomOf(file)) &&
        !['src/config', 'src/doctor'].includes(roomOf(file)),
    )
    .filter((file) => /'(?:slack|dingtalk|wecom)'/.test(readFileSync(join(root, file), 'utf8')));
  expect(wrong).toEqual([]);
});

test('only the store speaks SQL', () => {
  const wrong = imports.filter(
    ({ from, to }) => (to === 'kysely' || to === 'better-sqlite3') && !from.startsWith('src/store/'),
  );
  expect(wrong).toEqual([]);
});

test('nothing imports the root of "natural", which loads database drivers and prints', () => {
  expect(imports.filter(({ to }) => to === 'natural')).toEqual([]);
});
