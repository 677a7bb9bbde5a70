import {
  limits,
  lineAt,
  createDocument,
  pathText,
  type Located,
  type Path,
  type ReadDocument,
} from './document.ts';
import { words, type Words } from './words.ts';

const space = /[ \t\r\n]*/y;
// eslint-disable-next-line no-control-regex -- JSON allows none of them within quotes
const string = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;
const literal = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Thrown inside only. */
class NotJson extends Error {}
class Refused extends Error {
  readonly offset: number;
  readonly path: Path;
  readonly words: Words;

  constructor(offset: number, path: Path, refused: Words) {
    super(refused.en);
    this.offset = offset;
    this.path = path;
    this.words = refused;
  }
}

/**
 * Strict JSON with places and without repeated keys. Much faster than the YAML parser, so that a large file is no burden.
 * undefined: it is not JSON, but may be YAML.
 */
export function readJson(text: string): ReadDocument | undefined {
  const reader = { text, at: text.startsWith('\ufeff') ? 1 : 0 };
  try {
    const root = readValue(reader, []);
    skipSpace(reader);
    return reader.at === text.length ? { ok: true, document: createDocument(text, root) } : undefined;
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    if (!(error instanceof Refused)) throw error;
    return {
      ok: false,
      problems: [{ line: lineAt(text, error.offset), path: pathText(error.path), message: error.words }],
    };
  }
}

type Reader = { readonly text: string; at: number };

function skipSpace(reader: Reader): void {
  space.lastIndex = reader.at;
  space.test(reader.text);
  reader.at = space.lastIndex;
}

/** The character after the next white space, which is passed. */
function next(reader: Reader): string {
  skipSpace(reader);
  return reader.text[reader.at++] ?? '';
}

function match(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const [found] = pattern.exec(reader.text) ?? [];
  if (found === undefined) throw new NotJson();
  reader.at = pattern.lastIndex;
  return found;
}

function readValue(reader: Reader, path: Path): Located {
  skipSpace(reader);
  const offset = reader.at;
  const begin = reader.text[offset];
  if (begin === '{' || begin === '[') {
    if (path.length >= limits.depth) throw new Refused(offset, path, tooDeep);
    reader.at += 1;
    return begin === '{' ? readRecord(reader, offset, path) : readList(reader, offset, path);
  }
  const value: unknown = parse(match(reader, begin === '"' ? string : literal));
  // 1e999: not a number any more.
  if (value === Infinity || value === -Infinity) throw new NotJson();
  return { value, offset, children: null };
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new NotJson();
  }
}

function readRecord(reader: Reader, offset: number, path: Path): Located {
  const value = Object.create(null) as Record<string, unknown>;
  const children = new Map<string | number, Located>();
  for (let mark = next(reader); mark !== '}' || children.size > 0; mark = next(reader)) {
    if (mark !== '"') throw new NotJson();
    const keyAt = --reader.at;
    const key = parse(match(reader, string)) as string;
    if (children.has(key)) throw new Refused(keyAt, [...path, key], duplicateKey(key));
    if (next(reader) !== ':') throw new NotJson();
    const child = readValue(reader, [...path, key]);
    value[key] = child.value;
    children.set(key, { ...child, offset: keyAt });
    const after = next(reader);
    if (after === '}') break;
    if (after !== ',') throw new NotJson();
  }
  return { value, offset, children };
}

function readList(reader: Reader, offset: number, path: Path): Located {
  const value: unknown[] = [];
  const children = new Map<string | number, Located>();
  skipSpace(reader);
  if (reader.text[reader.at] === ']') {
    reader.at += 1;
    return { value, offset, children };
  }
  for (;;) {
    const child = readValue(reader, [...path, value.length]);
    children.set(value.length, child);
    value.push(child.value);
    const after = next(reader);
    if (after === ']') return { value, offset, children };
    if (after !== ',') throw new NotJson();
  }
}

export const tooDeep = words(`nested deeper than ${limits.depth} levels`, `嵌套超过 ${limits.depth} 层`);

export function duplicateKey(key: string): Words {
  const shown = key.length > 60 ? `${key.slice(0, 57)}...` : key;
  return words(`the key "${shown}" stands here a second time`, `键 "${shown}" 在这里重复出现`);
}
