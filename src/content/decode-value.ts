import { closest } from 'fastest-levenshtein';
import { isRecord } from '../sla/problem.ts';
import { refuseAt, type ContentFiles, type YamlFile } from './content-files.ts';
import type { Path } from '../kernel/document/document.ts';
import { words } from '../kernel/document/words.ts';

/** Tells every key that is not among `known`, with the one it is most like. */
export function refuseUnknownKeys(
  files: ContentFiles,
  file: YamlFile,
  path: Path,
  value: Record<string, unknown>,
  known: readonly string[],
): void {
  for (const key of Object.keys(value).filter((one) => !known.includes(one))) {
    const near = closest(key, [...known]);
    refuseAt(
      files,
      file,
      [...path, key],
      words(
        `the key "${key}" is unknown here: did you mean "${near}"?`,
        `这里没有键 "${key}"：是不是想写 "${near}"？`,
      ),
    );
  }
}

/** Texts of a list; a single one counts as a list of one, a number as it is written. undefined where it is something else. */
export function findTexts(value: unknown): string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.map((item) => (typeof item === 'number' ? String(item) : item));
  return texts.every((item): item is string => typeof item === 'string' && item.trim() !== '')
    ? texts
    : undefined;
}

/** The value if it is a record; tells it where not. */
export function findRecord(
  files: ContentFiles,
  file: YamlFile,
  path: Path,
  value: unknown,
): Record<string, unknown> | undefined {
  if (isRecord(value)) return value;
  refuseAt(files, file, path, words('a record (key: value) is expected here', '这里应是键值表（键: 值）'));
  return undefined;
}
