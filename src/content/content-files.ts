import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ContentProblem } from './content.ts';
import { parsePath, type Document, type Path } from '../kernel/document/document.ts';
import { readDocument } from '../kernel/document/read-document.ts';
import { words, type Words } from '../kernel/document/words.ts';
import type { ParseCache } from './parse-cache.ts';

/** A file as read; `name` is how problems call it. */
export type ContentFile = { readonly name: string; readonly text: string };

/** A parsed YAML file. Places are worked out when a problem asks for one, so a kept value needs no parsing. */
export type YamlFile = { readonly name: string; readonly value: unknown; lineOf(path: Path): number | null };

/** Reads files and gathers what is wrong with them. Paths are absolute, or relative to the program's folder. */
export type ContentFiles = {
  readonly problems: readonly ContentProblem[];
  error(file: string, line: number | null, message: Words): void;
  warning(file: string, line: number | null, message: Words): void;
  /** undefined where it cannot be read. A missing file is a problem of that severity, or none at all. */
  read(path: string, absent: 'error' | 'warning' | 'fine'): ContentFile | undefined;
  readYaml(path: string, absent: 'error' | 'fine'): YamlFile | undefined;
  /** How problems call a file or folder. */
  nameOf(path: string): string;
  /** Paths of the files below a folder whose names end so, sorted; empty where there is no such folder. */
  list(folder: string, ending: string, depth: 'here' | 'below'): string[];
};

export function createContentFiles(root: string, cache: ParseCache): ContentFiles {
  const problems: ContentProblem[] = [];
  const files: ContentFiles = {
    problems,
    error: (file, line, message) => problems.push({ severity: 'error', file, line, message }),
    warning: (file, line, message) => problems.push({ severity: 'warning', file, line, message }),
    nameOf: (path) => nameOf(root, path),
    read(path, absent) {
      const name = nameOf(root, path);
      try {
        return { name, text: readFileSync(resolve(root, path), 'utf8') };
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
        if (code !== 'ENOENT')
          files.error(name, null, words(`the file cannot be read (${code})`, `文件无法读取（${code}）`));
        else if (absent !== 'fine') files[absent](name, null, words('the file is missing', '缺少这个文件'));
        return undefined;
      }
    },
    readYaml(path, absent) {
      const file = files.read(path, absent);
      return file && parseYaml(file, cache, files);
    },
    list(folder, ending, depth) {
      try {
        return readdirSync(resolve(root, folder), { recursive: depth === 'below', withFileTypes: true })
          .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
          .map((entry) => join(entry.parentPath, entry.name))
          .sort();
      } catch {
        return [];
      }
    },
  };
  return files;
}

/** How people know the file: from the program's folder on, where it lies in it. */
function nameOf(root: string, path: string): string {
  const inside = relative(root, resolve(root, path));
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.split(sep).join('/');
}

function parseYaml(file: ContentFile, cache: ParseCache, files: ContentFiles): YamlFile | undefined {
  let document: Document | undefined;
  const parse = (): Document | undefined => {
    const read = readDocument(file.text);
    if (read.ok) document = read.document;
    else for (const { line, message } of read.problems) files.error(file.name, line, message);
    return document;
  };
  const kept = cache.recall(`yaml ${hashText(file.text)}`, () => parse()?.value);
  if (kept === undefined) return undefined;
  return { name: file.name, value: kept, lineOf: (path) => (document ?? parse())?.lineOf(path) ?? null };
}

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Tells a problem of a YAML file at the line of the path, which comes as text or as keys. */
export function refuseAt(files: ContentFiles, file: YamlFile, path: Path | string, message: Words): void {
  files.error(file.name, file.lineOf(typeof path === 'string' ? parsePath(path) : path), message);
}
