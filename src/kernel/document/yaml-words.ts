import { words, type Words } from './words.ts';

/**
 * Our words for the parser's errors, by its code. Its own messages quote the file, and what it quotes may be a secret.
 */
const known: Readonly<Record<string, Words>> = {
  BAD_ALIAS: words(
    'an alias (*name) without a name, or with one nobody gave',
    '别名（*名称）没有名字，或指向不存在的锚点',
  ),
  BAD_DIRECTIVE: words('directives (%YAML, %TAG) are not used here', '这里不使用指令（%YAML、%TAG）'),
  BAD_DQ_ESCAPE: words(
    'a backslash that means nothing in double quotes: write \\\\, or use single quotes',
    '双引号里的反斜杠没有意义：写成 \\\\，或改用单引号',
  ),
  BAD_INDENT: words(
    'indented unlike its neighbours, or a bracket before it is not closed',
    '缩进与同级不一致，或前面有括号没闭合',
  ),
  BAD_SCALAR_START: words(
    'a value must not begin with @, ` or %: put it in quotes',
    '值不能以 @、` 或 % 开头：请加引号',
  ),
  BLOCK_AS_IMPLICIT_KEY: words(
    'two keys on one line: the second goes on its own line',
    '一行里有两个键：第二个要另起一行',
  ),
  DUPLICATE_KEY: words('a key that stands here a second time', '键重复出现'),
  MISSING_CHAR: words(
    'something is missing: a closing quote or bracket, a comma, or the space after a colon',
    '少了点什么：右引号、右括号、逗号，或冒号后的空格',
  ),
  MULTILINE_IMPLICIT_KEY: words('a key without a colon', '键后面没有冒号'),
  MULTIPLE_DOCS: words('a second document (---): only one is read', '出现第二个文档（---）：只能有一个'),
  NON_STRING_KEY: words('a key must be a plain word', '键必须是普通文字'),
  TAB_AS_INDENT: words('a tab: indent with spaces', '出现制表符：缩进请用空格'),
  TAG_RESOLVE_FAILED: words('tags (!name) are not used here', '这里不使用标签（!名称）'),
  UNEXPECTED_TOKEN: words('something that does not belong here', '这里有多余的内容'),
};

const otherwise = words('this is not YAML', '这里不是合法的 YAML');

export function yamlWords(code: string): Words {
  return known[code] ?? otherwise;
}
