import type { Words } from './words.ts';

/** Keys and list positions from the top of a document. */
export type Path = readonly (string | number)[];

/** A value of a document and where it stands. */
export type Located = {
  readonly value: unknown;
  /** Character at which its key, or the list's item, begins. */
  readonly offset: number;
  /** Of a record or list; shared where an alias repeats them. */
  readonly children: ReadonlyMap<string | number, Located> | null;
};

export type Document = {
  /** Plain JSON; records have no prototype. */
  readonly value: unknown;
  /** Line, from 1, of what stands at that path, or of the nearest thing above it that is there. */
  lineOf(path: Path): number;
};

/** `path`: empty where the form is wrong before there are keys. */
export type DocumentProblem = {
  readonly line: number | null;
  readonly path: string;
  readonly message: Words;
};

export type ReadDocument =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

export const limits = {
  /** Bytes of one file, UTF-8. */
  bytes: 1024 * 1024,
  aliases: 50,
  depth: 20,
  /**
   * Of YAML, as its lexer counts: about 2,500 keys. The parser needs up to 4 µs for each, and nothing may hold us up for
   * more than 0.1 s. JSON and CSV have no such limit.
   */
  tokens: 16_000,
  /** Lines of YAML. */
  lines: 20_000,
  /** Values, with everything aliases repeat. */
  values: 100_000,
} as const;

/** From 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

export function createDocument(text: string, root: Located): Document {
  let lineEnds: number[] | undefined;
  return {
    value: root.value,
    lineOf(path) {
      let nearest = root;
      for (const key of path) {
        const child = nearest.children?.get(key);
        if (!child) break;
        nearest = child;
      }
      lineEnds ??= listLineEnds(text);
      return lineOfOffset(lineEnds, nearest.offset);
    },
  };
}

function listLineEnds(text: string): number[] {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at);
  return ends;
}

/** How many lines end before it, and one: by halving, for a file may have many problems. */
function lineOfOffset(lineEnds: readonly number[], offset: number): number {
  let [low, high] = [0, lineEnds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lineEnds[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** `sla.policies[2].firstResponse` */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}

/** The reverse of {@link pathText}, for paths other modules tell; keys with dots come apart. */
export function parsePath(text: string): (string | number)[] {
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? (key ?? '') : Number(index),
  );
}
