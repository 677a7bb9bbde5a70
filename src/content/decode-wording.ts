import type { Question, QuestionWording } from '../questionnaire/questionnaire.ts';
import { isRecord } from '../sla/problem.ts';
import { refuseAt, type ContentFiles, type YamlFile } from './content-files.ts';
import { findRecord, findTexts, refuseUnknownKeys } from './decode-value.ts';
import { words } from '../kernel/document/words.ts';

/** The wording file of a questionnaire in one language. `entries`: by question id. */
export type WordingFile = { readonly file: YamlFile; readonly entries: Readonly<Record<string, unknown>> };

export function openWording(files: ContentFiles, path: string): WordingFile | undefined {
  const file = files.readYaml(path, 'error');
  const top = file && findRecord(files, file, [], file.value);
  if (!top) return undefined;
  refuseUnknownKeys(files, file, [], top, ['questions']);
  const entries = findRecord(files, file, ['questions'], top['questions']);
  return entries && { file, entries };
}

/** How a question is asked in one language; what is missing is told at its place. */
export function decodeWording(
  files: ContentFiles,
  { file, entries }: WordingFile,
  question: Question,
): QuestionWording | undefined {
  const at = ['questions', question.id];
  if (entries[question.id] === undefined) {
    refuseAt(
      files,
      file,
      at,
      words(`the question "${question.id}" has no wording`, `问题 "${question.id}" 没有措辞`),
    );
    return undefined;
  }
  const record = findRecord(files, file, at, entries[question.id]);
  if (!record) return undefined;
  refuseUnknownKeys(files, file, at, record, ['ask', 'label', 'hint', 'options', 'aliases']);
  const text = (key: 'ask' | 'label' | 'hint'): string | null => {
    const value = record[key];
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (key !== 'hint' || value !== undefined) {
      refuseAt(
        files,
        file,
        [...at, key],
        words(`"${question.id}" needs a text under ${key}`, `"${question.id}" 的 ${key} 应为一段文字`),
      );
    }
    return null;
  };
  return {
    ask: text('ask') ?? '',
    label: text('label') ?? '',
    hint: text('hint'),
    options: decodeOptions(files, file, question, record['options']),
    aliases: decodeAliases(files, file, question, record['aliases']),
  };
}

/** Answers that have words of their own; those of yes-no are the bot's. */
function wordedOptions({ type }: Question): readonly string[] {
  return type.name === 'choice' || type.name === 'multi' ? type.options : [];
}

function decodeOptions(
  files: ContentFiles,
  file: YamlFile,
  question: Question,
  value: unknown,
): Record<string, string> {
  const at = ['questions', question.id, 'options'];
  const wanted = wordedOptions(question);
  const given = isRecord(value) ? value : {};
  const options: Record<string, string> = {};
  for (const option of wanted) {
    const [text] = findTexts(given[option] ?? null) ?? [];
    if (text !== undefined) options[option] = text;
    else
      refuseAt(
        files,
        file,
        [...at, option],
        words(
          `the option "${option}" of "${question.id}" has no wording`,
          `"${question.id}" 的选项 "${option}" 没有措辞`,
        ),
      );
  }
  for (const option of Object.keys(given).filter((one) => !wanted.includes(one))) {
    refuseAt(
      files,
      file,
      [...at, option],
      words(`"${question.id}" has no option "${option}"`, `"${question.id}" 没有选项 "${option}"`),
    );
  }
  return options;
}

function decodeAliases(
  files: ContentFiles,
  file: YamlFile,
  question: Question,
  value: unknown,
): Record<string, readonly string[]> {
  if (value === undefined) return {};
  const at = ['questions', question.id, 'aliases'];
  const known = question.type.name === 'yes-no' ? ['yes', 'no'] : wordedOptions(question);
  const owners = new Map<string, string>();
  const aliases: Record<string, readonly string[]> = {};
  for (const [option, list] of Object.entries(findRecord(files, file, at, value) ?? {})) {
    const texts = findTexts(list);
    if (!known.includes(option)) {
      refuseAt(
        files,
        file,
        [...at, option],
        words(`"${question.id}" has no option "${option}"`, `"${question.id}" 没有选项 "${option}"`),
      );
    } else if (!texts) {
      refuseAt(files, file, [...at, option], words('a list of words is expected', '应为词语列表'));
    } else {
      aliases[option] = texts;
      for (const text of texts) {
        const owner = owners.get(text) ?? option;
        if (owner !== option)
          files.warning(
            file.name,
            file.lineOf([...at, option]),
            words(
              `"${text}" means "${owner}" as well as "${option}"`,
              `"${text}" 同时指 "${owner}" 和 "${option}"`,
            ),
          );
        owners.set(text, option);
      }
    }
  }
  return aliases;
}
