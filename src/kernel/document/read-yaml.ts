import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import {
  createDocument,
  limits,
  lineAt,
  pathText,
  type DocumentProblem,
  type Located,
  type Path,
  type ReadDocument,
} from './document.ts';
import { duplicateKey, tooDeep } from './read-json.ts';
import { words, type Words } from './words.ts';
import { findCostly } from './yaml-limits.ts';
import { yamlWords } from './yaml-words.ts';

/** Of one file: whoever sees twenty knows that it is the wrong file, or no YAML. */
const mostProblems = 20;

/** `size`: values within, with everything aliases repeat; `height`: levels within. */
type Measured = { readonly located: Located; readonly size: number; readonly height: number };

type Conversion = {
  readonly anchors: Map<string, Measured>;
  refuse(offset: number, path: Path, message: Words): void;
};

/**
 * YAML 1.2 core schema with places: no tags, no merge keys, no repeated keys, and within limits that keep every file cheap.
 * A number is one only where it is written plainly: `007`, `0x1F` and `1e3` stay texts, so no id loses its zeros.
 */
export function readYaml(text: string): ReadDocument {
  const costly = findCostly(text);
  if (costly) return { ok: false, problems: [costly] };
  try {
    const parsed = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      stringKeys: true,
      // The parser compares every key with every other; we look them up.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
    const problems: DocumentProblem[] = [];
    const refuse = (offset: number, path: Path, message: Words): void => {
      if (problems.length < mostProblems)
        problems.push({ line: lineAt(text, offset), path: pathText(path), message });
    };
    for (const { code, pos } of parsed.errors) refuse(pos[0], [], yamlWords(code));
    const root = convert(parsed.contents, 0, [], { anchors: new Map(), refuse });
    if (root.size > limits.values) problems.push({ line: null, path: '', message: tooLarge });
    return problems.length > 0
      ? { ok: false, problems }
      : { ok: true, document: createDocument(text, root.located) };
  } catch (error) {
    // Its parser recurses: a file nested thousands of levels deep ends like this.
    if (error instanceof RangeError)
      return { ok: false, problems: [{ line: null, path: '', message: tooDeep }] };
    throw error;
  }
}

const nothing: Measured = { located: { value: null, offset: 0, children: null }, size: 1, height: 0 };

function convert(node: unknown, offset: number, path: Path, to: Conversion): Measured {
  const measured = convertBare(node, offset, path, to);
  const anchor = (node as Node | null)?.anchor;
  if (anchor !== undefined) to.anchors.set(anchor, measured);
  return measured;
}

function convertBare(node: unknown, offset: number, path: Path, to: Conversion): Measured {
  if (isAlias(node)) {
    // An anchor is known once its value is complete, so nothing can contain itself.
    const target = to.anchors.get(node.source);
    if (!target) to.refuse(offset, path, yamlWords('BAD_ALIAS'));
    else if (path.length + target.height > limits.depth) to.refuse(offset, path, tooDeep);
    return target ? { ...target, located: { ...target.located, offset } } : nothing;
  }
  if (isMap(node) || isSeq(node)) {
    if (path.length < limits.depth)
      return isMap(node) ? convertMap(node, offset, path, to) : convertSeq(node, offset, path, to);
    to.refuse(offset, path, tooDeep);
  }
  return {
    located: { value: isScalar(node) ? scalarValue(node) : null, offset, children: null },
    size: 1,
    height: 0,
  };
}

function scalarValue({ value, source }: Scalar): unknown {
  if (typeof value === 'number') return String(value) === source ? value : (source ?? String(value));
  return value ?? null;
}

function convertMap(map: YAMLMap, offset: number, path: Path, to: Conversion): Measured {
  const value = Object.create(null) as Record<string, unknown>;
  const children = new Map<string | number, Located>();
  let size = 1;
  let height = 0;
  for (const { key, value: node } of map.items) {
    if (!isScalar(key) || typeof key.value !== 'string') {
      to.refuse(offset, path, yamlWords('NON_STRING_KEY'));
      continue;
    }
    const keyAt = key.range?.[0] ?? offset;
    if (children.has(key.value)) to.refuse(keyAt, [...path, key.value], duplicateKey(key.value));
    const child = convert(node, keyAt, [...path, key.value], to);
    value[key.value] = child.located.value;
    children.set(key.value, { ...child.located, offset: keyAt });
    size += child.size;
    height = Math.max(height, child.height + 1);
  }
  return { located: { value, offset, children }, size, height };
}

function convertSeq(seq: YAMLSeq, offset: number, path: Path, to: Conversion): Measured {
  const value: unknown[] = [];
  const children = new Map<string | number, Located>();
  let size = 1;
  let height = 0;
  for (const node of seq.items) {
    const child = convert(node, (node as Node | null)?.range?.[0] ?? offset, [...path, value.length], to);
    children.set(value.length, child.located);
    value.push(child.located.value);
    size += child.size;
    height = Math.max(height, child.height + 1);
  }
  return { located: { value, offset, children }, size, height };
}

const tooLarge = words(
  `aliases repeat more than ${limits.values} values`,
  `别名展开后超过 ${limits.values} 个值`,
);
