import type { BotConfig } from './config/bot-config.ts';
import type { Content } from './content/content.ts';
import type { Desk } from './conversation/desk.ts';
import { BotError } from './kernel/bot-error.ts';
import type { KnowledgeBase } from './knowledge/knowledge-base.ts';
import { createTicketMemory, type TicketMemory } from './knowledge/ticket-memory.ts';
import { answerLines } from './questionnaire/question-speech.ts';
import { choosePolicy, freezePolicy } from './sla/policy.ts';
import type { DeskWords } from './ticketing/desk-words.ts';
import type { Trainer } from './runtime/learn-from-corrections.ts';
import type { LiveUnderstanding } from './understanding/live-understanding.ts';
import type { Model } from './understanding/model/model.ts';
import { derivePriority } from './understanding/priority.ts';
import type { Understand, Understanding } from './understanding/understanding.ts';
import { unknownCategory } from './understanding/taxonomy.ts';
import { createPhrases } from './wording/phrases.ts';

/** A turn reads the same words several times, and people repeat themselves; a few hundred readings cost nothing to keep. */
const rememberedReadings = 500;
/** Solved tickets on an engineer's card. */
const similarShown = 2;

export type Models = {
  readonly understand: Understand;
  /** Grows whenever the understanding has changed; absent where it never does. */
  revision?(): number;
  /** Builds now what would be built at the first use: dictionaries. */
  warmUp(): void;
};

/** Models that go on learning from the corrections of one desk. */
export type LearningModels = Models & {
  readonly live: LiveUnderstanding;
  /** As trained from the shipped examples. */
  readonly shipped: Model;
  readonly trainer: Trainer;
};

/** Content, models and configuration as the conversation sees them. */
export function createDesk(
  config: BotConfig,
  content: Content,
  models: Models,
  knowledge: KnowledgeBase,
  tickets: TicketMemory = createTicketMemory(),
): Desk {
  const questionnaireFor = (category: string) => {
    const found = content.questionnaires.get(category) ?? content.questionnaires.get(unknownCategory);
    if (!found) throw new BotError('content.invalid', `there is no questionnaire for ${category}`);
    return found;
  };
  return {
    understand: remember(models),
    derivePriority,
    search: knowledge.search,
    openLike: tickets.openLike,
    findArticle: knowledge.find,
    taxonomy: content.taxonomy,
    questionnaireFor,
    words: deskWords(config, content, questionnaireFor, tickets),
    groups: config.groups,
    policyFor: (attributes) => freezePolicy(choosePolicy(config.sla.policies, attributes)),
    calendars: content.calendars,
    alerts: config.sla.alerts,
    ratingThreshold: config.ratings.threshold,
  };
}

function deskWords(
  config: BotConfig,
  content: Content,
  questionnaireFor: Desk['questionnaireFor'],
  tickets: TicketMemory = createTicketMemory(),
): DeskWords {
  const names = new Map(content.taxonomy.map(({ id, name }) => [id, name]));
  return {
    categoryName: (category, locale) => names.get(category)?.[locale] ?? category,
    solvedLike: ({ number, title, description, category }) =>
      tickets
        .solvedLike(
          { number, category, text: title === description ? title : `${title}\n${description}` },
          similarShown,
        )
        .flatMap(({ number: other, state }) =>
          state.name === 'solved' ? [{ number: other, resolution: state.resolution }] : [],
        ),
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

/** The latest readings by text. Until something is learnt a kept reading is as good as a new one. */
function remember(models: Models): Understand {
  const kept = new Map<string, Understanding>();
  let keptOf = models.revision?.();
  return (text) => {
    if (keptOf !== models.revision?.()) kept.clear();
    keptOf = models.revision?.();
    const known = kept.get(text);
    if (known) return known;
    const reading = models.understand(text);
    const oldest = kept.size < rememberedReadings ? undefined : kept.keys().next().value;
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(text, reading);
    return reading;
  };
}
