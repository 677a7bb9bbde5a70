import type { Question } from '../questionnaire/questionnaire.ts';
import { wordingOf } from '../questionnaire/question-speech.ts';
import { heading, message, plain, text } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { askAgain, questionnaireOf, type Asking } from './ask.ts';
import type { Outcome } from './effect.ts';
import type { Facts } from './facts.ts';

/**
 * Answers a question asked in between and comes back to its own: why we ask, how long it takes, or the best article.
 * What nothing answers is passed on with the report.
 */
export function answerAside(state: Asking, question: Question, words: string, facts: Facts): Outcome {
  if (/为什么(要)?(问|知道)|為什麼(要)?(問|知道)|问这个干|問這個幹|why (do you|are you|ask)/i.test(words)) {
    const hint = wordingOf(questionnaireOf(state.draft, facts), question.id, facts.locale).hint;
    return askAgain(state, facts, (phrases) => (hint === null ? phrases.say('aside.why') : [plain(hint)]));
  }
  if (/多久|几天|幾天|什么时候(能|可以)|什麼時候(能|可以)|how long|when (will|can)/i.test(words)) {
    return askAgain(state, facts, (phrases) => phrases.say('aside.how-long'));
  }
  const [hit] = facts.desk.search({ text: words, locale: facts.locale, category: null, limit: 1 });
  if (hit) {
    const { article } = hit;
    const again = askAgain(state, facts, (phrases) => phrases.say('aside.back'));
    const told = say(facts.direct, () =>
      message([heading([plain(article.title)]), text([plain(article.body)])]),
    );
    return {
      ...again,
      effects: [
        { type: 'article-feedback', articleIds: [article.id], verdict: 'shown' },
        told,
        ...again.effects,
      ],
    };
  }
  const draft = { ...state.draft, texts: [...state.draft.texts, words] };
  return askAgain({ ...state, draft }, facts, (phrases) => phrases.say('aside.passed-on'));
}
