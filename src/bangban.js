#!/usr/bin/env node
// The entry. Plain JavaScript that names nothing newer than Node 12, so that an unsuited Node can read it and say so
// instead of dying of the first type annotation, or of a segmentation fault in the database (better-sqlite3 on Node 20).
import module from 'node:module';

const needed = [22, 18];

function isSuited(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}

function isInstalled() {
  try {
    module.createRequire(import.meta.url).resolve('better-sqlite3/package.json');
    return true;
  } catch {
    return false;
  }
}

if (!isSuited(process.versions.node)) {
  console.error(
    `帮办需要 Node ${needed.join('.')} 或更新版本，当前是 ${process.versions.node}；用 npm ci && npm start 启动会自带合适的版本。` +
      ` / Bangban needs Node ${needed.join('.')} or newer and this is ${process.versions.node}: npm ci && npm start brings its own.`,
  );
  process.exitCode = 1;
} else if (!isInstalled()) {
  console.error(
    '请先运行 npm ci 安装依赖。 / Run npm ci first: the packages Bangban needs are not installed.',
  );
  process.exitCode = 1;
} else {
  // Keeps compiled code between starts: about a third of a second.
  if (module.enableCompileCache) module.enableCompileCache();
  // Not awaited: an old Node would not understand `await` here. If it fails, Node prints why and exits 1.
  import('./main.ts');
}
