import type { Seat } from './screen.ts';

/** What a person answers: words, or the choice of that name; without a match the first choice or the first words. */
export type Words = readonly (readonly [question: RegExp, answer: string])[];

/**
 * Answers until the summary: a choice by its button and the next one by its number, in turns; a question without choices
 * in words, or by the button named `skip`. Returns how it was answered.
 */
export async function answerQuestions(
  seat: Seat,
  { skip, words, submit }: { skip: string; words: Words; submit: string },
): Promise<readonly ('button' | 'number' | 'words' | 'skip')[]> {
  const ways: ('button' | 'number' | 'words' | 'skip')[] = [];
  for (let step = 0; step < 15; step += 1) {
    const question = seat.newest();
    const named = (name: string) => question.getByRole('button', { name, exact: true }).count();
    if ((await named(submit)) > 0) return ways;
    const asked = await question.innerText();
    const answer = words.find(([about]) => about.test(asked))?.[1];
    const labels = await question.locator('[data-action*=":answer:"]').allInnerTexts();
    const wanted = Math.max(
      0,
      labels.findIndex((label) => label.trim() === answer),
    );
    const choice = labels[wanted]?.trim();
    if (choice !== undefined) {
      const byButton = ways.filter((way) => way === 'button' || way === 'number').length % 2 === 0;
      if (byButton) await seat.presses(choice);
      else await seat.says(`${wanted + 1}`);
      ways.push(byButton ? 'button' : 'number');
      continue;
    }
    if (answer === undefined && (await named(skip)) > 0) {
      await seat.presses(skip);
      ways.push('skip');
    } else {
      await seat.says(answer ?? words[0]?.[1] ?? '?');
      ways.push('words');
    }
  }
  throw new Error(`the questionnaire has no end; last: ${await seat.newest().innerText()}`);
}
