import type { BotConfig } from './config/bot-config.ts';
import type { Content } from './content/content.ts';
import type { Desk } from './conversation/desk.ts';
import { BotError } from './kernel/bot-error.ts';
import type { Locale } from './kernel/locale.ts';
import type { SearchArticles } from './knowledge/search.ts';
import { answerLines } from './questionnaire/question-speech.ts';
import { choosePolicy, freezePolicy } from './sla/policy.ts';
import type { DeskWords } from './ticketing/desk-words.ts';
import { derivePriority } from './understanding/priority.ts';
import type { Understand, Understanding } from './understanding/understanding.ts';
import { unknownCategory } from './understanding/taxonomy.ts';
import { createPhrases } from './wording/phrases.ts';

/** A turn reads the same words several times, and people repeat themselves; a few hundred readings cost nothing to keep. */
const rememberedReadings = 500;

export type Models = {
  readonly understand: Understand;
  readonly search: SearchArticles;
  /** Builds now what would be built at the first use: dictionaries and the search index. */
  warmUp(): void;
};

/** Content, models and configuration as the conversation sees them. */
export function createDesk(config: BotConfig, content: Content, models: Models): Desk {
  const articles = new Map(content.articles.map((article) => [`${article.locale} ${article.id}`, article]));
  const questionnaireFor = (category: string) => {
    const found = content.questionnaires.get(category) ?? content.questionnaires.get(unknownCategory);
    if (!found) throw new BotError('content.invalid', `there is no questionnaire for ${category}`);
    return found;
  };
  return {
    understand: remember(models.understand),
    derivePriority,
    search: models.search,
    findArticle: (id, locale) => {
      const order: Locale[] = [locale, ...fallbacks[locale]];
      return order.map((one) => articles.get(`${one} ${id}`)).find((article) => article !== undefined);
    },
    taxonomy: content.taxonomy,
    questionnaireFor,
    words: deskWords(config, content, questionnaireFor),
    groups: config.groups,
    policyFor: (attributes) => freezePolicy(choosePolicy(config.sla.policies, attributes)),
    calendars: content.calendars,
    ratingThreshold: config.ratings.threshold,
  };
}

const fallbacks: Readonly<Record<Locale, readonly Locale[]>> = {
  'zh-CN': ['zh-TW', 'en'],
  'zh-TW': ['zh-CN', 'en'],
  en: ['zh-CN', 'zh-TW'],
};

function deskWords(
  config: BotConfig,
  content: Content,
  questionnaireFor: Desk['questionnaireFor'],
): DeskWords {
  const names = new Map(content.taxonomy.map(({ id, name }) => [id, name]));
  return {
    categoryName: (category, locale) => names.get(category)?.[locale] ?? category,
    groupName: (groupId) => config.groups.find(({ id }) => id === groupId)?.name ?? groupId,
    answerLines: ({ questionnaireId, answers }, locale) => {
      const phrases = createPhrases(content.copy[locale], {
        locale,
        timeZone: config.timeZone,
        channel: '',
        now: 0,
      });
      // Impact and urgency have a line of their own on every card.
      return answerLines(questionnaireFor(questionnaireId), answers, phrases).filter(
        ({ questionId }) => questionId !== 'impact' && questionId !== 'urgency',
      );
    },
  };
}

/** The latest readings by text. Understanding is pure, so a kept reading is as good as a new one. */
function remember(understand: Understand): Understand {
  const kept = new Map<string, Understanding>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known;
    const reading = understand(text);
    const oldest = kept.size < rememberedReadings ? undefined : kept.keys().next().value;
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(text, reading);
    return reading;
  };
}
