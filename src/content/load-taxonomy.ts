import { locales, type Locale, type Localized } from '../kernel/locale.ts';
import { unknownCategory, type Category, type Taxonomy } from '../understanding/taxonomy.ts';
import { isRecord } from '../sla/problem.ts';
import { refuseAt, type ContentFiles, type YamlFile } from './content-files.ts';
import type { Path } from '../kernel/document/document.ts';
import { words } from '../kernel/document/words.ts';
import { refuseUnknownKeys } from './decode-value.ts';

/** What the names of its files begin with. */
export const taxonomyFiles = 'data/taxonomy';

const path = `${taxonomyFiles}.yaml`;
/** Generated from the Simplified wording: id → { name, hint }. */
const traditionalPath = `${taxonomyFiles}.zh-TW.yaml`;

type Sources = {
  readonly files: ContentFiles;
  readonly file: YamlFile;
  readonly traditional: YamlFile | undefined;
};

/** The categories in their order; those with a problem are told and left out. */
export function loadTaxonomy(files: ContentFiles): Taxonomy {
  const file = files.readYaml(path, 'error');
  if (!file) return [];
  const sources = { files, file, traditional: files.readYaml(traditionalPath, 'fine') };
  if (!Array.isArray(file.value)) {
    refuseAt(files, file, [], words('a list of categories is expected', '这里应是类别列表'));
    return [];
  }
  const ids = new Set<string>();
  const taxonomy = file.value.flatMap(
    (entry: unknown, index) => decodeCategory(entry, index, ids, sources) ?? [],
  );
  if (!ids.has(unknownCategory)) {
    refuseAt(
      files,
      file,
      [],
      words(
        `there must be a category ${unknownCategory}: what fits nowhere else`,
        `必须有类别 ${unknownCategory}，收不好归类的问题`,
      ),
    );
  }
  return taxonomy;
}

function decodeCategory(
  entry: unknown,
  index: number,
  ids: Set<string>,
  sources: Sources,
): Category | undefined {
  const { files, file } = sources;
  if (!isRecord(entry)) {
    refuseAt(files, file, [index], words('a category has id, name and hint', '类别要有 id、name 和 hint'));
    return undefined;
  }
  refuseUnknownKeys(files, file, [index], entry, ['id', 'name', 'hint']);
  const { id } = entry;
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/.test(id)) {
    refuseAt(
      files,
      file,
      [index, 'id'],
      words(
        'an id has two levels of small letters, such as network.vpn',
        'id 是两级小写字母，如 network.vpn',
      ),
    );
    return undefined;
  }
  if (ids.has(id)) {
    refuseAt(
      files,
      file,
      [index, 'id'],
      words(`the category ${id} stands here a second time`, `类别 ${id} 重复出现`),
    );
    return undefined;
  }
  ids.add(id);
  const name = decodeWording(entry['name'], [index, 'name'], id, sources);
  const hint = decodeWording(entry['hint'], [index, 'hint'], id, sources);
  return name && hint ? { id, name, hint } : undefined;
}

function decodeWording(
  value: unknown,
  at: Path,
  id: string,
  { files, file, traditional }: Sources,
): Localized | undefined {
  const wording: Partial<Record<Locale, string>> = {};
  if (isRecord(value)) refuseUnknownKeys(files, file, at, value, locales);
  const generated: unknown = isRecord(traditional?.value) ? traditional.value[id] : undefined;
  for (const locale of locales) {
    const own = isRecord(value) ? value[locale] : undefined;
    const text = own ?? (locale === 'zh-TW' && isRecord(generated) ? generated[String(at[1])] : undefined);
    if (typeof text === 'string' && text.trim() !== '') wording[locale] = text;
    else if (locale === 'zh-TW' && own === undefined) {
      refuseAt(
        files,
        traditional ?? file,
        traditional ? [id] : at,
        words(
          `${id} has no ${String(at[1])} in zh-TW: run npm run content:traditional`,
          `${id} 缺少 zh-TW 的 ${String(at[1])}：请运行 npm run content:traditional`,
        ),
      );
    } else
      refuseAt(
        files,
        file,
        [...at, locale],
        words(`${id} has no ${String(at[1])} in ${locale}`, `${id} 缺少 ${locale} 的 ${String(at[1])}`),
      );
  }
  const { 'zh-CN': simplified, 'zh-TW': taiwan, en } = wording;
  if (simplified === undefined || taiwan === undefined || en === undefined) return undefined;
  return { 'zh-CN': simplified, 'zh-TW': taiwan, en };
}
