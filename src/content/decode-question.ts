import type { Question, QuestionType } from '../questionnaire/questionnaire.ts';
import { show } from '../sla/problem.ts';
import { entityTypes } from '../understanding/understanding.ts';
import { refuseAt, type ContentFiles, type YamlFile } from './content-files.ts';
import { findRecord, findTexts, refuseUnknownKeys } from './decode-value.ts';
import { words, type Words } from '../kernel/document/words.ts';

/** A question of a file with the place it stands at. */
export type Placed = { readonly question: Question; readonly file: YamlFile; readonly index: number };

const typeNames = ['choice', 'multi', 'text', 'number', 'yes-no', 'asset', 'attachment'] as const;
const keys = [
  'id',
  'type',
  'options',
  'entity',
  'required',
  'min',
  'max',
  'maxLength',
  'when',
  'compromised',
] as const;
const defaultMaxLength = 500;

/** One question's structure. undefined where it is not good enough to be asked; what is wrong is told. */
export function decodeQuestion(
  files: ContentFiles,
  file: YamlFile,
  index: number,
  value: unknown,
): Placed | undefined {
  const at = ['questions', index];
  const record = findRecord(files, file, at, value);
  if (!record) return undefined;
  let isSound = true;
  const refuse = (key: string, message: Words): void => {
    isSound = false;
    refuseAt(files, file, [...at, key], message);
  };
  refuseUnknownKeys(files, file, at, record, keys);
  const { id } = record;
  if (typeof id !== 'string' || !/^[a-z][a-z0-9_]*$/.test(id)) {
    refuse('id', words('an id of small letters, digits and _ is expected', 'id 应由小写字母、数字和 _ 组成'));
  }
  const type = decodeType(record, refuse);
  const { entity } = record;
  const known = entityTypes.find((name) => name === entity);
  if (entity !== undefined && !known) {
    refuse(
      'entity',
      words(
        `${show(entity)} is no entity: one of ${entityTypes.join(', ')}`,
        `没有实体 ${show(entity)}，可用：${entityTypes.join('、')}`,
      ),
    );
  }
  const { required } = record;
  if (required !== undefined && typeof required !== 'boolean')
    refuse('required', words('true or false is expected', '应为 true 或 false'));
  if (required === true && type?.name === 'attachment') {
    refuse(
      'required',
      words(
        'an attachment is always optional: not every channel can send one',
        '附件总是可选的：有的渠道发不了',
      ),
    );
  }
  const compromised = decodeCompromised(record['compromised'], type ? optionsOf(type) : undefined, refuse);
  const when = decodeWhen(record['when'], refuse);
  // `refuse` has cleared `isSound`, which the type checker cannot see.
  if (typeof id !== 'string' || !type || !(isSound as boolean)) return undefined;
  const isRequired = required !== false && type.name !== 'attachment';
  return {
    question: { id, type, required: isRequired, entity: known ?? null, compromised, when },
    file,
    index,
  };
}

/** Values a question can be answered with; undefined: any. */
export function optionsOf(type: QuestionType): readonly string[] | undefined {
  if (type.name === 'yes-no') return ['yes', 'no'];
  return type.name === 'choice' || type.name === 'multi' ? type.options : undefined;
}

type Refuse = (key: string, message: Words) => void;

function decodeType(record: Record<string, unknown>, refuse: Refuse): QuestionType | undefined {
  const name = typeNames.find((known) => known === record['type']);
  if (!name) {
    refuse(
      'type',
      words(`a type is expected: one of ${typeNames.join(', ')}`, `应为题型之一：${typeNames.join('、')}`),
    );
    return undefined;
  }
  const fits: Readonly<Record<string, readonly string[]>> = {
    options: ['choice', 'multi'],
    compromised: ['choice', 'multi', 'yes-no'],
    min: ['number'],
    max: ['number'],
    maxLength: ['text'],
  };
  for (const [key, types] of Object.entries(fits)) {
    if (record[key] !== undefined && !types.includes(name))
      refuse(key, words(`${key} means nothing for type ${name}`, `题型 ${name} 用不到 ${key}`));
  }
  switch (name) {
    case 'choice':
    case 'multi': {
      const options = findTexts(record['options']) ?? [];
      if (options.length < 2 || new Set(options).size < options.length) {
        refuse(
          'options',
          words('a list of at least two different options is expected', '应为至少两个不同选项的列表'),
        );
      }
      return { name, options };
    }
    case 'text':
      return { name, maxLength: decodeNumber(record, 'maxLength', refuse) ?? defaultMaxLength };
    case 'number':
      return decodeRange(record, refuse);
    case 'yes-no':
    case 'asset':
    case 'attachment':
      return { name };
  }
}

function decodeRange(record: Record<string, unknown>, refuse: Refuse): QuestionType {
  const min = decodeNumber(record, 'min', refuse);
  const max = decodeNumber(record, 'max', refuse);
  if (min !== null && max !== null && max < min)
    refuse('max', words('max is smaller than min', 'max 小于 min'));
  return { name: 'number', min, max };
}

function decodeNumber(record: Record<string, unknown>, key: string, refuse: Refuse): number | null {
  const value = record[key];
  if (value === undefined) return null;
  if (typeof value === 'number' && (key !== 'maxLength' || (Number.isInteger(value) && value > 0)))
    return value;
  refuse(key, words('a number is expected', '应为数字'));
  return null;
}

function decodeCompromised(
  value: unknown,
  options: readonly string[] | undefined,
  refuse: Refuse,
): readonly string[] {
  if (value === undefined) return [];
  const given = findTexts(value);
  if (given?.every((option) => options?.includes(option))) return given;
  refuse('compromised', words("a list of this question's options is expected", '应为本题选项的列表'));
  return [];
}

function decodeWhen(value: unknown, refuse: Refuse): Question['when'] {
  if (value === undefined) return [];
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const when = entries.flatMap(([questionId, answers]) => {
    const values = findTexts(answers);
    return values ? [{ questionId, values }] : [];
  });
  if (when.length === 0 || when.length < entries.length) {
    refuse(
      'when',
      words(
        'answers by question are expected: { client: [anyconnect] }',
        '应为各题的答案：{ client: [anyconnect] }',
      ),
    );
  }
  return when;
}
