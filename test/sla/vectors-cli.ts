import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadVectors } from './vectors/vector.ts';
import { runVectors } from './vectors/run-vector.ts';

/* npm run sla:vectors -- FILE: runs a file of the form sla-vectors/1 through the engine; exit 1 where a case fails. */

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: npm run sla:vectors -- FILE');
  process.exit(2);
}

// npm runs scripts in the package's folder; the path is meant from where the person stands.
const places = [process.env['INIT_CWD'] ?? process.cwd(), process.cwd()].map((folder) =>
  resolve(folder, file),
);
const path = places.find((place) => existsSync(place));
if (path === undefined) {
  console.error(`there is no file ${places[0] ?? file}`);
  process.exit(2);
}
const results = runVectors(loadVectors(path));
const failed = results.filter(({ mismatches }) => mismatches.length > 0);
for (const { vector, mismatches } of failed) {
  console.log(`${vector.id} (${vector.kind}, ${vector.calendar}) ${vector.source_case ?? ''}`);
  for (const mismatch of mismatches) console.log(`    ${mismatch}`);
}
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
