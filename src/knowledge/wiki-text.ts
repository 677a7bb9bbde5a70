/** A wiki page's parts, as far as they can be told without the wiki. */
export type WikiText = {
  readonly body: string;
  /** Items of the first numbered list. */
  readonly steps: readonly string[];
  /** Names of its categories, as the wiki calls them. */
  readonly categories: readonly string[];
};

const category = /\[\[\s*(?:category|分类|分類)\s*:\s*([^\]|]+)(?:\|[^\]]*)?\]\]/gi;

/** MediaWiki markup → plain text: links keep their words, templates, references and files go. */
export function readWikiText(source: string): WikiText {
  const categories = [...source.matchAll(category)].flatMap(([, name]) => (name ? [name.trim()] : []));
  const plain = withoutTemplates(source)
    .replace(category, '')
    .replace(/<!--[\s\S]*?-->|<ref[^>]*\/>|<ref[\s\S]*?<\/ref>|<[^>]+>/g, '')
    .replace(/\[\[(?:file|image|文件|檔案|图像)\s*:[^\]]*\]\]/gi, '')
    .replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, '$1')
    .replace(/\[(?:https?:\S+)\s+([^\]]+)\]/g, '$1')
    .replace(/'{2,5}/g, '')
    .replace(/^=+\s*(.*?)\s*=+\s*$/gm, '$1')
    .replace(/^\{\|[\s\S]*?^\|\}/gm, '');
  const steps = /(?:^#(?![#*:]).*\n?)+/m.exec(plain)?.[0] ?? '';
  return {
    body: tidy(plain.replace(steps, '')),
    steps: steps
      .split('\n')
      .map((line) => line.replace(/^#\s*/, '').trim())
      .filter((line) => line !== ''),
    categories,
  };
}

/** `{{…}}`, however deep. */
function withoutTemplates(source: string): string {
  let text = source;
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/\{\{[^{}]*\}\}/g, '');
  }
  return text;
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/^[*#:;]+\s*/, '· ')
        .replace(/^· (?=$)/, '')
        .trimEnd(),
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
