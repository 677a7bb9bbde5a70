import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';

/** The page's own files and the two libraries it uses, straight from where they lie: no build step. */

const pageFolder = join(import.meta.dirname, 'page');
const require = createRequire(import.meta.url);
const preactFolder = dirname(require.resolve('preact/package.json'));
const htmFolder = dirname(dirname(require.resolve('htm')));

const vendorFiles: Readonly<Record<string, string>> = {
  'preact.js': join(preactFolder, 'dist/preact.mjs'),
  'preact-hooks.js': join(preactFolder, 'hooks/dist/hooks.mjs'),
  'htm.js': join(htmFolder, 'dist/htm.module.js'),
  'htm-preact.js': join(htmFolder, 'preact/index.module.js'),
};

/** What the modules' bare imports mean in the browser. */
export const importMap = JSON.stringify({
  imports: {
    preact: '/assets/vendor/preact.js',
    'preact/hooks': '/assets/vendor/preact-hooks.js',
    htm: '/assets/vendor/htm.js',
    'htm/preact': '/assets/vendor/htm-preact.js',
  },
});

const contentTypes: Readonly<Record<string, string>> = {
  ts: 'text/javascript; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

type Asset = { readonly body: string; readonly contentType: string; readonly etag: string };

/**
 * Node strips types for us, and says on stderr at the first call that the function is experimental. The runtime is pinned
 * by the lock file, and an operator can do nothing with the sentence, so for the length of this call it is not said.
 */
function withoutTypes(source: string): string {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- only put back, never called
  const emitWarning = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** undefined for every path that is not one of ours; no request can name a file outside. */
function findFile(path: string): string | undefined {
  const [, folder, name] = /^\/assets\/(page|vendor)\/([a-z0-9-]+\.(?:ts|css|svg|js))$/u.exec(path) ?? [];
  if (name === undefined) return undefined;
  if (folder === 'page') return join(pageFolder, name);
  return Object.hasOwn(vendorFiles, name) ? vendorFiles[name] : undefined;
}

const loaded = new Map<string, { readonly modifiedAt: number; readonly asset: Asset }>();

async function loadAsset(file: string): Promise<Asset | undefined> {
  const modifiedAt = await stat(file).then(
    (found) => found.mtimeMs,
    () => undefined,
  );
  if (modifiedAt === undefined) return undefined;
  const before = loaded.get(file);
  if (before?.modifiedAt === modifiedAt) return before.asset;
  const source = await readFile(file, 'utf8');
  const ending = file.slice(file.lastIndexOf('.') + 1);
  const body = ending === 'ts' ? withoutTypes(source) : source;
  const asset: Asset = {
    body,
    contentType: contentTypes[ending] ?? contentTypes['js'] ?? '',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
  };
  loaded.set(file, { modifiedAt, asset });
  return asset;
}

/** undefined: no such file. */
export async function assetResponse(path: string, ifNoneMatch: string | null): Promise<Response | undefined> {
  const file = findFile(path);
  const asset = file === undefined ? undefined : await loadAsset(file);
  if (!asset) return undefined;
  // Kept by the browser, but asked about each time: after an update no page runs with half of the old files.
  const headers = { 'content-type': asset.contentType, etag: asset.etag, 'cache-control': 'no-cache' };
  return ifNoneMatch === asset.etag
    ? new Response(null, { status: 304, headers })
    : new Response(asset.body, { headers });
}
