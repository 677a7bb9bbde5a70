import { isMap, isScalar, isSeq, parseDocument, stringify, type Node, type YAMLSeq } from 'yaml';
import type { TextConverter } from './convert.ts';
import type { Overrides } from './wording.ts';

export type YamlRules = {
  readonly convert: TextConverter;
  /** Top-level keys whose values are ids, dates and the like, not words. */
  readonly keep: ReadonlySet<string>;
  readonly overrides: Overrides;
};

/** The new text, and the override paths that met something. */
export type Converted = { readonly text: string; readonly used: readonly string[] };

type Edit = { readonly start: number; readonly end: number; readonly text: string };

/**
 * Converts the values of a YAML text and nothing else. Edits are made at the places the parser reports, so keys,
 * comments, quotes and line breaks stay as the author wrote them.
 * @throws Error if the source, or what came of it, is not valid YAML.
 */
export function convertYaml(source: string, rules: YamlRules): Converted {
  const edits: Edit[] = [];
  const used: string[] = [];

  const visit = (node: unknown, path: string): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const name = String(isScalar(key) ? key.value : key);
        if (path !== '' || !rules.keep.has(name)) visit(value, path === '' ? name : `${path}.${name}`);
      }
      return;
    }
    if (!isScalar(node) && !isSeq(node)) return;
    const override = rules.overrides[path];
    if (override !== undefined) {
      used.push(path);
      edits.push(replaceNode(source, node, override));
    } else if (isSeq(node)) {
      visitList(node, path);
    } else if (typeof node.value === 'string') {
      const [start, end] = rangeOf(node);
      edits.push({ start, end, text: rules.convert(source.slice(start, end)) });
    }
  };

  const visitList = (list: YAMLSeq, path: string): void => {
    // Two spellings of one word (账号, 帐号) may become the same.
    const texts = list.items.map((item) =>
      isScalar(item) && typeof item.value === 'string' ? item.value : null,
    );
    const words = texts.filter((text) => text !== null).map((text) => rules.convert(text));
    const distinct = [...new Set(words)];
    if (words.length === list.items.length && distinct.length < words.length) {
      edits.push(replaceNode(source, list, distinct));
      return;
    }
    list.items.forEach((item, index) => {
      visit(item, `${path}.${index}`);
    });
  };

  visit(parseYaml(source).contents, '');
  const text = applyEdits(source, edits);
  parseYaml(text);
  return { text, used };
}

function parseYaml(source: string): ReturnType<typeof parseDocument> {
  const document = parseDocument(source);
  const [error] = document.errors;
  if (error) throw error;
  return document;
}

function replaceNode(source: string, node: Node, value: string | readonly string[]): Edit {
  const [start, end] = rangeOf(node);
  const flow = { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false } as const;
  // As an item of a flow list a text is quoted wherever it may have to be.
  const text =
    typeof value === 'string'
      ? stringify([value], flow).trimEnd().slice(1, -1)
      : stringify(value, flow).trimEnd();
  // A block scalar owns the line break after it.
  return { start, end, text: source.slice(start, end).endsWith('\n') ? `${text}\n` : text };
}

function rangeOf(node: Node): readonly [start: number, end: number] {
  if (!node.range) throw new Error('a parsed YAML node has no range');
  return [node.range[0], node.range[1]];
}

function applyEdits(source: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += source.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + source.slice(position);
}
