import { locales, type Locale } from '../kernel/locale.ts';
import type { Question, Questionnaire, QuestionWording } from '../questionnaire/questionnaire.ts';
import { isRecord, show } from '../sla/problem.ts';
import type { Taxonomy } from '../understanding/taxonomy.ts';
import { refuseAt, type ContentFiles, type YamlFile } from './content-files.ts';
import { decodeQuestion, optionsOf, type Placed } from './decode-question.ts';
import { findRecord, refuseUnknownKeys } from './decode-value.ts';
import { decodeWording, openWording, type WordingFile } from './decode-wording.ts';
import { words } from '../kernel/document/words.ts';

const folder = 'prompts/questionnaires';
/** Holds the questions others take with `use`. */
const commonId = 'common';

type Wordings = Readonly<Record<string, QuestionWording>>;
type Common = {
  readonly questions: ReadonlyMap<string, Placed>;
  readonly wordings: Readonly<Record<Locale, Wordings>>;
};

/** One questionnaire per category, worded in every language. Those with a problem are told and left out. */
export function loadQuestionnaires(files: ContentFiles, taxonomy: Taxonomy): Map<string, Questionnaire> {
  const categories = taxonomy.map(({ id }) => id);
  for (const path of files.list(folder, '.yaml', 'below')) {
    const [file = '', parent = ''] = path.split(/[\\/]/).reverse();
    if ([...categories, commonId].every((id) => file !== `${id}.yaml`)) {
      const name = locales.some((locale) => locale === parent) ? `${parent}/${file}` : file;
      files.warning(
        `${folder}/${name}`,
        null,
        words('there is no category of this name: it is not read', '没有这个类别，文件不会读取'),
      );
    }
  }
  const common = loadCommon(files);
  const found = categories.flatMap((category) => loadQuestionnaire(files, category, common) ?? []);
  return new Map(found.map((questionnaire) => [questionnaire.id, questionnaire]));
}

type Head = { readonly file: YamlFile; readonly version: number; readonly entries: readonly unknown[] };

/** The structure file of that id. */
function openStructure(files: ContentFiles, id: string): Head | undefined {
  const file = files.readYaml(`${folder}/${id}.yaml`, 'error');
  const top = file && findRecord(files, file, [], file.value);
  if (!top) return undefined;
  refuseUnknownKeys(files, file, [], top, ['id', 'version', 'questions']);
  const { id: written, version, questions } = top;
  if (written !== id)
    refuseAt(
      files,
      file,
      ['id'],
      words(`the id must be "${id}", as the file is called`, `id 应与文件名一致："${id}"`),
    );
  const isNumbered = typeof version === 'number' && Number.isInteger(version) && version > 0;
  if (!isNumbered)
    refuseAt(files, file, ['version'], words('a version is expected: 1, 2, 3 ...', '应为版本号：1、2、3……'));
  const entries: readonly unknown[] | undefined =
    Array.isArray(questions) && questions.length > 0 ? questions : undefined;
  if (!entries)
    refuseAt(files, file, ['questions'], words('a list of questions is expected', '应为问题列表'));
  return entries && { file, version: isNumbered ? version : 1, entries };
}

function loadCommon(files: ContentFiles): Common {
  const head = openStructure(files, commonId);
  const placed = (head?.entries ?? []).flatMap(
    (entry, index) => (head && decodeQuestion(files, head.file, index, entry)) ?? [],
  );
  const questions = placed.map(({ question }) => question);
  return {
    questions: new Map(placed.map((one) => [one.question.id, one])),
    wordings: byLocale((locale) =>
      wordAll(files, openWording(files, `${folder}/${locale}/${commonId}.yaml`), questions),
    ),
  };
}

function byLocale<T>(make: (locale: Locale) => T): Record<Locale, T> {
  return { 'zh-CN': make('zh-CN'), 'zh-TW': make('zh-TW'), en: make('en') };
}

function wordAll(
  files: ContentFiles,
  wording: WordingFile | undefined,
  questions: readonly Question[],
): Wordings {
  if (!wording) return {};
  for (const id of Object.keys(wording.entries).filter((one) =>
    questions.every((question) => question.id !== one),
  )) {
    refuseAt(
      files,
      wording.file,
      ['questions', id],
      words(`there is no question "${id}" to word`, `没有问题 "${id}"`),
    );
  }
  return Object.fromEntries(
    questions.flatMap((question) => {
      const worded = decodeWording(files, wording, question);
      return worded ? [[question.id, worded]] : [];
    }),
  );
}

function loadQuestionnaire(files: ContentFiles, category: string, common: Common): Questionnaire | undefined {
  const head = openStructure(files, category);
  if (!head) return undefined;
  const before = files.problems.length;
  const placed = head.entries.flatMap(
    (entry, index) => takeQuestion(files, head.file, index, entry, common) ?? [],
  );
  refuseRepeated(files, placed);
  refuseWrongConditions(files, placed);
  const own = placed.filter(({ isCommon }) => !isCommon).map(({ question }) => question);
  const wording = byLocale((locale): Wordings => {
    const opened = own.length === 0 ? undefined : openWording(files, `${folder}/${locale}/${category}.yaml`);
    const shared = placed.filter(({ isCommon }) => isCommon).map(({ question }) => question.id);
    return {
      ...Object.fromEntries(shared.flatMap((id) => entryOf(common.wordings[locale], id))),
      ...wordAll(files, opened, own),
    };
  });
  const failed = files.problems.slice(before).some(({ severity }) => severity === 'error');
  const questions = placed.map(({ question }) => question);
  return failed ? undefined : { id: category, version: head.version, questions, wording };
}

function entryOf(wordings: Wordings, id: string): [string, QuestionWording][] {
  const found = wordings[id];
  return found ? [[id, found]] : [];
}

type Taken = Placed & { readonly isCommon: boolean };

/** `- use: impact` stands for the common question; anything else is the questionnaire's own. */
function takeQuestion(
  files: ContentFiles,
  file: YamlFile,
  index: number,
  entry: unknown,
  common: Common,
): Taken | undefined {
  if (!isRecord(entry) || entry['use'] === undefined) {
    const own = decodeQuestion(files, file, index, entry);
    return own && { ...own, isCommon: false };
  }
  refuseUnknownKeys(files, file, ['questions', index], entry, ['use']);
  const { use } = entry;
  const shared = typeof use === 'string' ? common.questions.get(use) : undefined;
  if (!shared) {
    const known = [...common.questions.keys()];
    refuseAt(
      files,
      file,
      ['questions', index, 'use'],
      words(
        `${commonId}.yaml has no question ${show(use)}: one of ${known.join(', ')}`,
        `${commonId}.yaml 里没有问题 ${show(use)}，可用：${known.join('、')}`,
      ),
    );
  }
  return shared && { question: shared.question, file, index, isCommon: true };
}

function refuseRepeated(files: ContentFiles, placed: readonly Placed[]): void {
  placed.forEach(({ question, file, index }, position) => {
    if (placed.slice(0, position).some((other) => other.question.id === question.id)) {
      refuseAt(
        files,
        file,
        ['questions', index],
        words(`the question "${question.id}" is asked twice`, `问题 "${question.id}" 问了两次`),
      );
    }
  });
}

/** A condition asks for an answer that an earlier question can have. */
function refuseWrongConditions(files: ContentFiles, placed: readonly Placed[]): void {
  placed.forEach(({ question, file, index }, position) => {
    for (const { questionId, values } of question.when) {
      const at = ['questions', index, 'when', questionId];
      const asked = placed.slice(0, position).find((earlier) => earlier.question.id === questionId);
      const options = asked && optionsOf(asked.question.type);
      const wrong = options && values.find((value) => !options.includes(value));
      if (!asked)
        refuseAt(
          files,
          file,
          at,
          words(
            `"${question.id}" waits for "${questionId}", which is not asked before it`,
            `"${question.id}" 的条件 "${questionId}" 在它之前没有问到`,
          ),
        );
      else if (wrong !== undefined)
        refuseAt(
          files,
          file,
          at,
          words(`"${questionId}" is never answered with "${wrong}"`, `"${questionId}" 没有答案 "${wrong}"`),
        );
    }
  });
}
