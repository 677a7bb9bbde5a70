import type { Question, QuestionWording } from './questionnaire.ts';

export type AnswerProblem =
  | { readonly type: 'no-such-choice'; readonly count: number }
  | { readonly type: 'not-a-number' }
  | { readonly type: 'out-of-range'; readonly min: number | null; readonly max: number | null }
  | { readonly type: 'too-long'; readonly maxLength: number }
  | { readonly type: 'not-yes-no' }
  | { readonly type: 'not-an-asset' }
  | { readonly type: 'no-attachment' }
  | { readonly type: 'empty' };

export type ParsedAnswer =
  | { readonly ok: true; readonly value: string | readonly string[] }
  | { readonly ok: false; readonly problem: AnswerProblem };

/** Wordings in every locale: a person may answer in another language than the question's. */
export type Wordings = readonly QuestionWording[];

const yesWords =
  /^(是|是的|对|對|对的|對的|有|有的|嗯|嗯嗯|好|好的|可以|能|会|會|行|要|需要|y|yes|yeah|yep|yup|sure|ok|true|correct)$/;
const noWords =
  /^(否|不|不是|没|沒|没有|沒有|不会|不會|不能|不行|不可以|不要|不用|不需要|無|无|n|no|nope|nah|not? really|false)$/;
const assetPattern = /^[a-z]{1,6}-?\d{3,10}$/i;
const separators = /[\s,，、;；/+和与及跟]+|\band\b/;

function clean(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s。.!！~～,，]+$/u, '')
    .trim();
}

/** Reads one answer strictly: undefined problems are told, nothing is guessed. Text questions take any text. */
export function parseAnswer(question: Question, wordings: Wordings, text: string): ParsedAnswer {
  const { type } = question;
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, problem: { type: 'empty' } };
  switch (type.name) {
    case 'choice': {
      const option = findOption(type.options, wordings, trimmed);
      return option === undefined
        ? { ok: false, problem: { type: 'no-such-choice', count: type.options.length } }
        : { ok: true, value: option };
    }
    case 'multi': {
      const whole = findOption(type.options, wordings, trimmed);
      const found =
        whole !== undefined
          ? [whole]
          : trimmed
              .split(separators)
              .filter((part) => part !== '')
              .map((part) => findOption(type.options, wordings, part));
      const options = found.filter((option) => option !== undefined);
      return options.length === 0 || options.length < found.length
        ? { ok: false, problem: { type: 'no-such-choice', count: type.options.length } }
        : { ok: true, value: [...new Set(options)] };
    }
    case 'yes-no': {
      const word = clean(trimmed);
      if (word === '1' || yesWords.test(word)) return { ok: true, value: 'yes' };
      if (word === '2' || noWords.test(word)) return { ok: true, value: 'no' };
      return { ok: false, problem: { type: 'not-yes-no' } };
    }
    case 'number': {
      const digits = /-?\d+(?:\.\d+)?/.exec(clean(trimmed))?.[0];
      if (digits === undefined) return { ok: false, problem: { type: 'not-a-number' } };
      const number = Number(digits);
      const fits = (type.min === null || number >= type.min) && (type.max === null || number <= type.max);
      return fits
        ? { ok: true, value: String(number) }
        : { ok: false, problem: { type: 'out-of-range', min: type.min, max: type.max } };
    }
    case 'asset': {
      const tag = clean(trimmed).replaceAll(/\s/g, '');
      return assetPattern.test(tag)
        ? { ok: true, value: tag.toUpperCase() }
        : { ok: false, problem: { type: 'not-an-asset' } };
    }
    case 'text':
      return trimmed.length > type.maxLength
        ? { ok: false, problem: { type: 'too-long', maxLength: type.maxLength } }
        : { ok: true, value: trimmed };
    case 'attachment':
      return { ok: false, problem: { type: 'no-attachment' } };
  }
}

/** By number (`2`, `2.`, `②`, `第二个`, `选2`), id, wording or alias; containing exactly one option's words also counts. */
export function findOption(options: readonly string[], wordings: Wordings, text: string): string | undefined {
  const word = clean(text);
  const index = choiceNumber(word);
  if (index !== undefined) return options[index - 1];
  const names = options.map((option) => ({ option, words: optionWords(option, wordings) }));
  const exact = names.find(({ words }) => words.includes(word));
  if (exact) return exact.option;
  // "选 EasyConnect 那个": only if one option alone is named, and never inside a long sentence.
  if (word.length > 24) return undefined;
  const named = names.filter(({ words }) => words.some((one) => one.length > 1 && word.includes(one)));
  return named.length === 1 ? named[0]?.option : undefined;
}

/** The option whose button says exactly this, in any language. */
export function optionNamed(question: Question, wordings: Wordings, text: string): string | undefined {
  if (!('options' in question.type)) return undefined;
  const word = clean(text);
  return question.type.options.find((option) =>
    wordings.some((wording) => clean(wording.options[option] ?? option) === word),
  );
}

function optionWords(option: string, wordings: Wordings): string[] {
  return wordings
    .flatMap((wording) => [wording.options[option] ?? option, ...(wording.aliases[option] ?? [])])
    .concat(option)
    .map(clean);
}

const chineseNumbers = '一二三四五六七八九';

function choiceNumber(word: string): number | undefined {
  const match = /^(?:选|選|第)?\s*([1-9]|[一二三四五六七八九])\s*(?:个|個|项|項|号|號|[.)、])?$/.exec(word);
  const sign = match?.[1];
  if (sign === undefined) return undefined;
  const chinese = chineseNumbers.indexOf(sign);
  return chinese === -1 ? Number(sign) : chinese + 1;
}
