import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanFileName, cleanMimeType } from '../../src/store/attachment-file-name.ts';
import { createAttachmentFiles } from '../../src/store/attachment-files.ts';
import { temporaryFolder } from './temporary-database.ts';

const bytes = new Uint8Array([0, 255, 1, 2, 3]);
const key = createHash('sha256').update(bytes).digest('hex');

test('a file comes back as it went in, under the hash of its bytes', async () => {
  const folder = temporaryFolder();
  const stored = await createAttachmentFiles(folder).store({
    name: '截图 1.png',
    mimeType: 'image/PNG; x=y',
    bytes,
  });
  expect(stored).toEqual({ key, name: '截图 1.png', mimeType: 'image/png', sizeBytes: 5 });
  const found = await createAttachmentFiles(folder).find(key);
  expect({ ...found, bytes: new Uint8Array(found?.bytes ?? []) }).toEqual({
    name: '截图 1.png',
    mimeType: 'image/png',
    bytes,
  });
});

test('the same bytes are kept once, also when they come many times at once; no leftovers', async () => {
  const folder = temporaryFolder();
  const files = createAttachmentFiles(folder);
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      files.store({ name: `${index}.png`, mimeType: 'image/png', bytes }),
    ),
  );
  expect(new Set(all.map((one) => one.key))).toEqual(new Set([key]));
  expect(readdirSync(join(folder, 'attachments')).sort()).toEqual([key, `${key}.json`]);
});

test('an empty file is a file', async () => {
  const files = createAttachmentFiles(temporaryFolder());
  const stored = await files.store({ name: '', mimeType: '', bytes: new Uint8Array() });
  expect(stored).toMatchObject({ name: 'file', mimeType: 'application/octet-stream', sizeBytes: 0 });
  expect((await files.find(stored.key))?.bytes).toHaveLength(0);
});

test.each([
  '',
  '../bot.db',
  `${key}.json`,
  key.toUpperCase(),
  `../attachments/${key}`,
  `${key}\n`,
  'a'.repeat(64),
])('there is nothing under "%s"', async (wrong) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'bot.db'), 'secret');
  const files = createAttachmentFiles(folder);
  await files.store({ name: 'a', mimeType: 'text/plain', bytes });
  expect(await files.find(wrong)).toBeUndefined();
});

test('bytes without their description are still served, as bytes', async () => {
  const folder = temporaryFolder();
  const files = createAttachmentFiles(folder);
  await files.store({ name: 'a.html', mimeType: 'text/html', bytes });
  rmSync(join(folder, 'attachments', `${key}.json`));
  expect(await files.find(key)).toMatchObject({ name: 'file', mimeType: 'application/octet-stream' });
});

test('a folder that cannot be made is said in plain words', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'attachments'), 'a file in the way');
  const files = createAttachmentFiles(folder);
  await expect(files.store({ name: 'a', mimeType: 'text/plain', bytes })).rejects.toMatchObject({
    code: 'store.broken',
  });
  expect(existsSync(join(folder, 'attachments', key))).toBe(false);
});

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\报告.docx', '报告.docx'],
  ['gpj.\u202Eexe.txt', 'gpj.exe.txt'],
  ['a\u0000b\u200B\n.png', 'ab.png'],
  ['.htaccess', 'htaccess'],
  ['...', 'file'],
  ['a"b<c>|?*:.txt', 'a_b_c_____.txt'],
  ['  two   spaces .txt ', 'two spaces .txt'],
  ['长'.repeat(300) + '.xlsx', '长'.repeat(115) + '.xlsx'],
  ['\uD800', 'file'],
])('file name %j becomes %j', (name, clean) => {
  expect(cleanFileName(name)).toBe(clean);
});

test.each([
  ['image/png', 'image/png'],
  ['Text/HTML; charset=utf-8', 'text/html'],
  ['text/html\r\nX-Evil: 1', 'application/octet-stream'],
  ['', 'application/octet-stream'],
  ['application/vnd.ms-excel.sheet.macroEnabled.12', 'application/vnd.ms-excel.sheet.macroenabled.12'],
])('type %j becomes %j', (mimeType, clean) => {
  expect(cleanMimeType(mimeType)).toBe(clean);
});
