import type { Question } from '../questionnaire/questionnaire.ts';
import { wordingOf } from '../questionnaire/question-speech.ts';
import { heading, message, plain, text } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { withThumbs } from './article-thumbs.ts';
import { askAgain, questionnaireOf, type Asking } from './ask.ts';
import { askToConfirm } from './confirm.ts';
import type { Effect, Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import type { SessionState } from './session.ts';

type Confirming = Extract<SessionState, { name: 'confirming' }>;

export const asksHowLong =
  /多久|几天|幾天|什么时候(能|可以)|什麼時候(能|可以)|几点|幾點|优先级|優先順序|how (long|soon)|when (will|can)|priority/i;

/**
 * Answers a question asked in between and comes back to its own: why we ask, how long it takes, or the best article.
 * What nothing answers is passed on with the report.
 */
export function answerAside(state: Asking, question: Question, words: string, facts: Facts): Outcome {
  if (/为什么(要)?(问|知道)|為什麼(要)?(問|知道)|问这个干|問這個幹|why (do you|are you|ask)/i.test(words)) {
    const hint = wordingOf(questionnaireOf(state.draft, facts), question.id, facts.locale).hint;
    return askAgain(state, facts, (phrases) => (hint === null ? phrases.say('aside.why') : [plain(hint)]));
  }
  if (asksHowLong.test(words)) {
    return askAgain(state, facts, (phrases) => phrases.say('aside.how-long'));
  }
  const told = bestArticle(words, facts);
  if (told.length > 0) {
    const again = askAgain(state, facts, (phrases) => phrases.say('aside.back'));
    return { ...again, effects: [...told, ...again.effects] };
  }
  const draft = { ...state.draft, texts: [...state.draft.texts, words] };
  return askAgain({ ...state, draft }, facts, (phrases) => phrases.say('aside.passed-on'));
}

/** The same at the summary: a question is no part of the report unless nothing here answers it. */
export function answerAsideInSummary(state: Confirming, words: string, facts: Facts): Outcome {
  const { draft, progress } = state;
  if (asksHowLong.test(words))
    return askToConfirm(draft, progress, facts, (phrases) => phrases.say('confirm.how-long'));
  const told = bestArticle(words, facts);
  const extended = told.length > 0 ? draft : { ...draft, texts: [...draft.texts, words] };
  const again = askToConfirm(extended, progress, facts, (phrases) =>
    phrases.say(told.length > 0 ? 'confirm.back' : 'aside.passed-on'),
  );
  return { ...again, effects: [...told, ...again.effects] };
}

function bestArticle(words: string, facts: Facts): Effect[] {
  const [hit] = facts.desk.search({ text: words, locale: facts.locale, category: null, limit: 1 });
  if (!hit) return [];
  const { article } = hit;
  return [
    { type: 'article-feedback', articleIds: [article.id], verdict: 'shown' },
    say(facts.direct, () =>
      withThumbs(message([heading([plain(article.title)]), text([plain(article.body)])]), [article.id]),
    ),
  ];
}
