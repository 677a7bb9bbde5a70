import { pathText, type Path } from '../kernel/document/document.ts';
import { same, words, type Words } from '../kernel/document/words.ts';
import type { ConfigProblem } from './config-problem.ts';
import { exampleFor } from './examples.ts';
import { findNearest } from './nearest.ts';

/** The file being read and where its problems go. */
export type Context = {
  readonly file: string;
  readonly lineOf: (path: Path) => number | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly problems: ConfigProblem[];
  readonly warnings: ConfigProblem[];
  /** Problems there was no room for. */
  readonly omitted: { count: number };
};

/** A value of the file. `undefined`: not given (nor is a key with nothing after its colon). */
export type Field = { readonly value: unknown; readonly path: Path; readonly context: Context };

export function at(field: Field, key: string | number): Field {
  const { value } = field;
  const inner: unknown =
    typeof value === 'object' && value !== null
      ? (value as Record<string | number, unknown>)[key]
      : undefined;
  return { value: inner ?? undefined, path: [...field.path, key], context: field.context };
}

export const nothing = words('nothing', '没有');

/** A value as a person finds it in the file; long ones are cut, records and lists only named, passwords of addresses left out. */
export function shown(value: unknown): Words {
  if (value === undefined || value === null) return nothing;
  if (Array.isArray(value)) return words(`a list of ${value.length}`, `${value.length} 项的列表`);
  if (typeof value === 'object') {
    const keys = cut(Object.keys(value).join(', '));
    return keys === ''
      ? words('an empty record', '空的键值表')
      : words(`a record of ${keys}`, `键值表：${keys}`);
  }
  return same(cut(JSON.stringify(value).replaceAll(/:\/\/[^/@\s]*@/g, '://...@')));
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

type Detail = { readonly seen?: Words; readonly example?: string | null };

function problemAt(
  { value, path, context }: Field,
  expected: Words,
  { seen, example }: Detail,
): ConfigProblem {
  return {
    file: context.file,
    line: context.lineOf(path),
    path: pathText(path),
    seen: seen ?? shown(value),
    expected,
    example: example === undefined ? exampleFor(path) : example,
  };
}

/** More help nobody, and a hostile file could have a hundred thousand. */
const mostProblems = 200;

/** Adds a problem. Without `seen` the field's value is shown, without `example` the one kept for its key. */
export function refuse(field: Field, expected: Words, detail: Detail = {}): void {
  const { problems, omitted } = field.context;
  if (problems.length < mostProblems) problems.push(problemAt(field, expected, detail));
  else omitted.count += 1;
}

/** It works, but hardly as intended. */
export function warn(field: Field, expected: Words, detail: Detail = {}): void {
  field.context.warnings.push(problemAt(field, expected, detail));
}

/** The fields of a record by key; a value that is none, and every key that is not among them, is refused. */
export function readRecord<K extends string>(field: Field, keys: readonly K[]): Readonly<Record<K, Field>> {
  const { value } = field;
  if (value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))) {
    refuse(field, words(`a record with ${keys.join(', ')}`, `键值表，可用的键：${keys.join('、')}`));
    return emptyRecord(field, keys);
  }
  for (const key of Object.keys(value ?? {})) {
    if (!keys.some((known) => known === key)) refuseKey(field, key, keys);
  }
  return Object.fromEntries(keys.map((key) => [key, at(field, key)])) as Record<K, Field>;
}

function emptyRecord<K extends string>(field: Field, keys: readonly K[]): Record<K, Field> {
  return Object.fromEntries(keys.map((key) => [key, at({ ...field, value: undefined }, key)])) as Record<
    K,
    Field
  >;
}

export function refuseKey(field: Field, key: string, keys: readonly string[]): void {
  const near = field.context.problems.length < mostProblems ? findNearest(key, keys) : undefined;
  refuse(at(field, key), nearWords(near, keys), {
    seen: words(`the unknown key ${cut(JSON.stringify(key))}`, `未知的键 ${cut(JSON.stringify(key))}`),
    example: exampleFor([...field.path, near ?? keys[0] ?? key]),
  });
}

/** One of `names`, and which was probably meant. */
export function nearWords(near: string | undefined, names: readonly string[]): Words {
  const list =
    names.length === 0
      ? words('nothing: there is none', '无：这里没有可用的名称')
      : words(names.join(', '), names.join('、'));
  return near === undefined
    ? words(`one of ${list.en}`, `以下之一：${list.zh}`)
    : words(`did you mean "${near}"? One of ${list.en}`, `是不是想写 "${near}"？可用：${list.zh}`);
}

/** The items of a list; undefined where none is given, or it is none. A single value counts as a list of one where allowed. */
export function readList(
  field: Field,
  expected: Words,
  single: 'single-allowed' | 'list-only' = 'list-only',
): Field[] | undefined {
  const { value } = field;
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.map((_, index) => at(field, index));
  if (single === 'single-allowed' && typeof value !== 'object') return [field];
  refuse(field, expected);
  return undefined;
}
