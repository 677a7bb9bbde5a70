import type { Locale } from '../kernel/locale.ts';
import type { Article } from './article.ts';
import type { ArticleEdit } from './article-life.ts';

type Part = Exclude<keyof ArticleEdit, 'askedAs'>;

/** How each part is called when an article is edited in chat; the first word is the one we write. */
const labels: Readonly<Record<Part, Readonly<Record<Locale, readonly string[]>>>> = {
  title: { 'zh-CN': ['标题'], 'zh-TW': ['標題'], en: ['Title'] },
  category: { 'zh-CN': ['分类', '类别'], 'zh-TW': ['分類', '類別'], en: ['Category'] },
  symptom: { 'zh-CN': ['现象', '症状'], 'zh-TW': ['現象', '症狀'], en: ['Symptom'] },
  appliesWhen: { 'zh-CN': ['适用'], 'zh-TW': ['適用'], en: ['Applies when', 'Applies'] },
  prerequisites: { 'zh-CN': ['前提'], 'zh-TW': ['前提'], en: ['You need', 'Prerequisites'] },
  steps: { 'zh-CN': ['步骤'], 'zh-TW': ['步驟'], en: ['Steps'] },
  risks: { 'zh-CN': ['注意', '风险'], 'zh-TW': ['注意', '風險'], en: ['Careful', 'Risks'] },
  rollback: { 'zh-CN': ['回退'], 'zh-TW': ['回復', '回退'], en: ['To undo', 'Rollback'] },
  verify: { 'zh-CN': ['验证'], 'zh-TW': ['驗證'], en: ['Check', 'Verify'] },
  body: { 'zh-CN': ['正文', '答案'], 'zh-TW': ['正文', '答案'], en: ['Answer', 'Body'] },
  keywords: { 'zh-CN': ['关键词'], 'zh-TW': ['關鍵字', '關鍵詞'], en: ['Keywords'] },
};
const lists = new Set<Part>(['prerequisites', 'steps', 'keywords']);
const parts = Object.keys(labels) as Part[];

/** An article as labelled lines: what a person copies, changes and sends back. Empty parts are left out. */
export function writeArticleText(article: Article, locale: Locale): string {
  const colon = locale === 'en' ? ': ' : '：';
  return parts
    .flatMap((part) => {
      const label = labels[part][locale][0] ?? part;
      const value = article[part];
      if (value === null || value.length === 0) return [];
      if (typeof value === 'string') return [`${label}${colon}${value}`];
      if (part === 'steps')
        return [`${label}${colon.trimEnd()}`, ...value.map((step, index) => `${index + 1}. ${step}`)];
      return [`${label}${colon}${value.join(locale === 'en' ? ', ' : '、')}`];
    })
    .join('\n');
}

/** Label as written, folded → part. Any language's label will do. */
const byLabel = new Map(
  parts.flatMap((part) =>
    Object.values(labels[part]).flatMap((words) => words.map((word) => [word.toLowerCase(), part] as const)),
  ),
);
const line = /^\s*([\p{L} ]{1,20}?)\s*[:：]\s*(.*)$/u;

/** The parts a person sent back; what is not labelled belongs to the part above. Empty where no label is known. */
export function readArticleText(text: string): ArticleEdit {
  const read = new Map<Part, string[]>();
  let current: Part | undefined;
  for (const raw of text.split('\n')) {
    const match = line.exec(raw);
    const part = match?.[1] === undefined ? undefined : byLabel.get(match[1].trim().toLowerCase());
    if (part !== undefined) current = part;
    if (current === undefined) continue;
    const words = (part === undefined ? raw : (match?.[2] ?? '')).trim();
    const known = read.get(current) ?? [];
    read.set(current, words === '' ? known : [...known, words]);
  }
  return Object.fromEntries([...read].map(([part, lines]) => [part, valueOf(part, lines)]));
}

function valueOf(part: Part, lines: readonly string[]): string | string[] | null {
  if (part === 'steps')
    return lines.map((one) => one.replace(/^\s*(?:\d{1,2}\s*[.、)）]|[-*•])\s*/, '').trim());
  if (lists.has(part))
    return lines
      .flatMap((one) => one.split(/[,，、;；]/))
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const text = lines.join('\n');
  return text === '' && part !== 'title' && part !== 'body' ? null : text;
}
