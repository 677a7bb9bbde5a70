import { Lexer } from 'yaml';
import { limits, lineAt, type DocumentProblem } from './document.ts';
import { tooDeep } from './read-json.ts';
import { words } from './words.ts';
import { yamlWords } from './yaml-words.ts';

/** The lexer's mark before the text of a plain or block value: that text is no syntax. */
const beforeText = '\u001f';

/** The lexer's own tokens, which stand for no text of the file. */
const marks = ['\u0002', '\u0018', beforeText];

/**
 * What makes a YAML file too costly to parse, found by its lexer alone, which runs a hundred times faster than the parser
 * and stops where a limit is passed.
 */
export function findCostly(text: string): DocumentProblem | undefined {
  const refuse = (offset: number, message: DocumentProblem['message']): DocumentProblem => ({
    line: lineAt(text, offset),
    path: '',
    message,
  });
  if (lineAt(text, text.length) > limits.lines) return { line: null, path: '', message: tooMuch };
  let offset = 0;
  let tokens = 0;
  let aliases = 0;
  let depth = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    if (++tokens > limits.tokens) return refuse(offset, tooMuch);
    if (before !== beforeText) {
      if (token === '[' || token === '{') depth += 1;
      if (token === ']' || token === '}') depth -= 1;
      if (depth > limits.depth) return refuse(offset, tooDeep);
      if (token.startsWith('*') && ++aliases > limits.aliases) return refuse(offset, tooManyAliases);
      // Directives (%YAML) make sense only with tags and several documents.
      if (token.startsWith('%')) return refuse(offset, yamlWords('BAD_DIRECTIVE'));
      if (token.startsWith('!')) return refuse(offset, yamlWords('TAG_RESOLVE_FAILED'));
    }
    before = token;
    if (!marks.includes(token)) offset += token.length;
  }
  return undefined;
}

const tooMuch = words(
  'more than one YAML file may hold (about 2,500 keys): put long lists of people into a CSV or JSON file',
  '一个 YAML 文件里的内容太多（上限约 2500 个键）：人员名单请放到 CSV 或 JSON 文件',
);
export const tooManyAliases = words(
  `more than ${limits.aliases} aliases (*name)`,
  `别名（*名称）超过 ${limits.aliases} 个`,
);
