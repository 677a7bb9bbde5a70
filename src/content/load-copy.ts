import { locales, type Locale } from '../kernel/locale.ts';
import { isRecord } from '../sla/problem.ts';
import type { Copy } from '../wording/phrases.ts';
import { parseTemplate, type Template } from '../wording/template.ts';
import { refuseAt, type ContentFiles, type YamlFile } from './content-files.ts';
import type { Path } from '../kernel/document/document.ts';
import { words } from '../kernel/document/words.ts';

/** Where a key stands and what it says. */
type Entry = { readonly path: Path; readonly template: Template };
type Sentences = { readonly file: YamlFile; readonly entries: Map<string, Entry> };

/** The language the others are compared with. */
const reference: Locale = 'zh-CN';

/** prompts/copy: every locale has the same keys with the same parameters, or a problem tells which has not. */
export function loadCopy(files: ContentFiles): Record<Locale, Copy> {
  const sentences = new Map<Locale, Sentences>();
  for (const locale of locales) {
    const file = files.readYaml(`prompts/copy/${locale}.yaml`, 'error');
    if (file) sentences.set(locale, { file, entries: collect(file, files) });
  }
  const first = sentences.get(reference);
  for (const [locale, own] of sentences) if (first && locale !== reference) compare(first, own, files);
  const copyOf = (locale: Locale): Copy =>
    new Map([...(sentences.get(locale)?.entries ?? [])].map(([key, { template }]) => [key, template]));
  return { 'zh-CN': copyOf('zh-CN'), 'zh-TW': copyOf('zh-TW'), en: copyOf('en') };
}

/** Keys of nested records are joined by dots. */
function collect(file: YamlFile, files: ContentFiles): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const visit = (value: unknown, path: readonly string[]): void => {
    const key = path.join('.');
    if (isRecord(value)) {
      for (const [name, inner] of Object.entries(value)) visit(inner, [...path, name]);
    } else if (typeof value !== 'string') {
      refuseAt(
        files,
        file,
        path,
        words(`${key || 'the file'}: a sentence is expected`, `${key || '文件'}：这里应是一句话`),
      );
    } else if (entries.has(key)) {
      refuseAt(files, file, path, words(`${key} stands here a second time`, `${key} 重复出现`));
    } else {
      entries.set(key, { path, template: parseTemplate(value) });
      warnOfSlips(file, path, value, files);
    }
  };
  visit(file.value ?? {}, []);
  return entries;
}

function warnOfSlips(file: YamlFile, path: Path, text: string, files: ContentFiles): void {
  const line = (): number | null => file.lineOf(path);
  const key = path.join('.');
  if (text.split('**').length % 2 === 0)
    files.warning(file.name, line(), words(`${key}: a ** is not closed`, `${key}：有一个 ** 没有闭合`));
  const stray = text.replaceAll(/\{[a-zA-Z]+\}/g, '');
  if (/[{}]/.test(stray))
    files.warning(
      file.name,
      line(),
      words(`${key}: a brace that is no {parameter}`, `${key}：花括号不是 {参数}`),
    );
}

function compare(first: Sentences, own: Sentences, files: ContentFiles): void {
  for (const [key, { template }] of first.entries) {
    const other = own.entries.get(key);
    if (!other) {
      files.error(
        own.file.name,
        null,
        words(`${key} is missing: ${first.file.name} has it`, `缺少 ${key}：${first.file.name} 里有`),
      );
      continue;
    }
    const [wanted, has] = [template.parameters.join(', '), other.template.parameters.join(', ')];
    if (wanted !== has) {
      const list = (text: string): string => (text === '' ? '{}' : `{${text}}`);
      refuseAt(
        files,
        own.file,
        other.path,
        words(
          `${key} has the parameters ${list(has)}, and ${list(wanted)} in ${first.file.name}`,
          `${key} 的参数是 ${list(has)}，而 ${first.file.name} 里是 ${list(wanted)}`,
        ),
      );
    }
  }
  for (const [key, { path }] of own.entries) {
    if (!first.entries.has(key))
      refuseAt(
        files,
        own.file,
        path,
        words(`${key} is not in ${first.file.name}`, `${first.file.name} 里没有 ${key}`),
      );
  }
}
