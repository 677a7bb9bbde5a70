/**
 * `npm run content:traditional` writes the zh-TW files; with `--check` it writes nothing and exits 1 naming what is stale.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { planTraditional } from './files.ts';

const root = join(import.meta.dirname, '../../..');
const { values: options } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const { files, orphans, problems } = planTraditional(root);
const stale = [...files].filter(([path, text]) => readIfThere(path) !== text);

if (problems.length > 0) {
  for (const problem of problems) console.error(problem);
  process.exitCode = 1;
}
if (options.check) {
  for (const path of [...stale.map(([path]) => path), ...orphans])
    console.error(`${path} is stale: run npm run content:traditional`);
  if (stale.length + orphans.length > 0) process.exitCode = 1;
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of orphans) rmSync(join(root, path));
  console.log(`${files.size} files, ${stale.length} written, ${orphans.length} removed`);
}

function readIfThere(path: string): string | undefined {
  const full = join(root, path);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}
