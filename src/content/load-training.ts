import { locales } from '../kernel/locale.ts';
import type { Taxonomy } from '../understanding/taxonomy.ts';
import type { ContentFiles } from './content-files.ts';
import type { TrainingExample } from './content.ts';
import { words } from '../kernel/document/words.ts';

const folder = 'data/training';
/** What is said that is no report. */
const otherLabels = ['small-talk', 'off-topic'] as const;

/** Every example in every language, a line each, in the order of the files; `#` starts a comment line. */
export function loadTraining(files: ContentFiles, taxonomy: Taxonomy): TrainingExample[] {
  const labels = [...taxonomy.map(({ id }) => id), ...otherLabels];
  for (const path of files.list(folder, '.txt', 'below')) {
    const [file = '', locale = ''] = path.split(/[\\/]/).reverse();
    const isKnown = labels.some((label) => file === `${label}.txt`) && locales.some((one) => one === locale);
    if (!isKnown) {
      files.warning(
        `${folder}/${locale}/${file}`,
        null,
        words('no category and language of this name: it is not read', '没有这个类别或语言，文件不会读取'),
      );
    }
  }
  const examples = locales.flatMap((locale) =>
    labels.flatMap((label) => {
      const file = files.read(`${folder}/${locale}/${label}.txt`, 'warning');
      return (file?.text ?? '').split('\n').flatMap((line, index) => {
        const text = line.replace(/^\ufeff/, '').trim();
        return text === '' || text.startsWith('#')
          ? []
          : [{ label, locale, text, file: file?.name ?? '', line: index + 1 }];
      });
    }),
  );
  const seen = new Map<string, string>();
  for (const { text, label, file, line } of examples) {
    const other = seen.get(text);
    if (other === undefined) seen.set(text, label);
    else if (other !== label)
      files.warning(file, line, words(`the same words stand under ${other}`, `同一句话也在 ${other} 里`));
  }
  return examples.map(({ label, locale, text }) => ({ label, locale, text }));
}
