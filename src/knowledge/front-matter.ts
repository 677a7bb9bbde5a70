import type { Path } from '../kernel/document/document.ts';
import { readYaml } from '../kernel/document/read-yaml.ts';
import { words } from '../kernel/document/words.ts';
import type { ArticleProblem } from './article-problem.ts';

/** What stands above an article's text, and the text. Lines are those of the file, from 1. */
export type FrontMatter = {
  readonly value: Readonly<Record<string, unknown>>;
  /** Of what stands at that path, or of the nearest thing above it that is there. */
  readonly lineOf: (path: Path) => number;
  /** Text below the closing `---`, trimmed. */
  readonly body: string;
  /** Stands for what is missing. */
  readonly firstLine: number;
  /** Where the body begins, or would. */
  readonly bodyLine: number;
};

const fence = /^---[ \t]*$/;

/** `---`, YAML, `---`, Markdown. */
export function readFrontMatter(
  source: string,
): FrontMatter | { readonly problems: readonly ArticleProblem[] } {
  const lines = source.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  if (!fence.test(lines[0] ?? '')) return { problems: [{ line: 1, message: noBegin }] };
  const end = lines.findIndex((line, index) => index > 0 && fence.test(line));
  if (end === -1) return { problems: [{ line: 1, message: noEnd }] };
  const read = readYaml(lines.slice(1, end).join('\n'));
  if (!read.ok) {
    return { problems: read.problems.map(({ line, message }) => ({ line: (line ?? 0) + 1, message })) };
  }
  const { document } = read;
  const { value } = document;
  if (!isRecord(value)) return { problems: [{ line: 2, message: noRecord }] };
  return {
    value,
    // Its first line is the file's second.
    lineOf: (path) => document.lineOf(path) + 1,
    firstLine: 1,
    body: lines
      .slice(end + 1)
      .join('\n')
      .trim(),
    bodyLine: end + 2,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const noBegin = words('the file must begin with --- and its front matter', '文件开头应是 --- 和文章属性');
const noEnd = words('the front matter is not closed with ---', '文章属性后面缺少结束的 ---');
const noRecord = words('the front matter is keys with values', '文章属性应是键值表（键: 值）');
