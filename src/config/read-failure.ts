import { words, type Words } from '../kernel/document/words.ts';

/** Why a file cannot be read, as what should be there instead. */
export function readFailure(error: unknown): Words {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return words('a file that exists', '存在的文件');
  if (code === 'EISDIR') return words('a file, not a folder', '文件，而不是文件夹');
  if (code === 'EACCES' || code === 'EPERM') return words('a file that may be read', '有权读取的文件');
  return words(
    `a file that can be read (${String(code ?? error)})`,
    `能读取的文件（${String(code ?? error)}）`,
  );
}
