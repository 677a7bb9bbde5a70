import { allWordings } from './parse-line.ts';
import type { Question, Questionnaire } from './questionnaire.ts';

/** What is wrong: the id under which every questionnaire about a fault asks it. */
const symptomQuestion = 'symptom';
/** Options that stand for all the rest: no words of a report name them. */
const rest = new Set(['other', 'unknown', 'unsure']);
const shortestWord = { han: 2, latin: 4 };

/**
 * The one symptom a report names in the words of its button or of an alias; undefined where it names none, several, or takes
 * one back ("没有卡纸"): then it is asked.
 */
export function symptomSaid(
  questionnaire: Questionnaire,
  question: Question,
  report: string,
): string | undefined {
  if (question.id !== symptomQuestion || question.type.name !== 'choice') return undefined;
  const text = report.normalize('NFKC').toLowerCase();
  const named = question.type.options.filter(
    (option) => !rest.has(option) && wordsFor(questionnaire, option).some((word) => says(text, word)),
  );
  return named.length === 1 ? named[0] : undefined;
}

function wordsFor(questionnaire: Questionnaire, option: string): string[] {
  return allWordings(questionnaire, symptomQuestion)
    .flatMap((wording) => [wording.options[option] ?? '', ...(wording.aliases[option] ?? [])])
    .map((word) => word.normalize('NFKC').toLowerCase().trim())
    .filter((word) => word.length >= (/\p{Script=Han}/u.test(word) ? shortestWord.han : shortestWord.latin));
}

const takenBack = /(?:没有?|沒有?|不是?|不会|不會|无|無|\bnot?|n't|never)\s*$/;

function says(text: string, word: string): boolean {
  const latin = !/\p{Script=Han}/u.test(word);
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = text.slice(0, at);
    const after = text.slice(at + word.length);
    const whole = !latin || (!/[a-z]$/.test(before) && !/^[a-z]/.test(after));
    if (whole && !takenBack.test(before)) return true;
  }
  return false;
}
