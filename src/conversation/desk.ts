import type { Article } from '../knowledge/article.ts';
import type { SearchArticles } from '../knowledge/search.ts';
import type { TicketMemory } from '../knowledge/ticket-memory.ts';
import type { Locale } from '../kernel/locale.ts';
import type { SupportGroup } from '../people/support-group.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import type { AlertRules } from '../sla/alert-rules.ts';
import type { Calendars } from '../sla/calendar.ts';
import type { FrozenPolicy, PolicyAttributes } from '../sla/policy.ts';
import type { DeskWords } from '../ticketing/desk-words.ts';
import type { Taxonomy } from '../understanding/taxonomy.ts';
import type { DerivePriority, Understand } from '../understanding/understanding.ts';

/** Everything the bot knows that no turn changes: content, models, configuration. Pure functions and plain data. */
export type Desk = {
  readonly understand: Understand;
  readonly derivePriority: DerivePriority;
  readonly search: SearchArticles;
  /** An open incident this report may be one more of. */
  readonly openLike: TicketMemory['openLike'];
  findArticle(id: string, locale: Locale): Article | undefined;
  readonly taxonomy: Taxonomy;
  /** Every category has one. */
  questionnaireFor(category: string): Questionnaire;
  readonly words: DeskWords;
  readonly groups: readonly SupportGroup[];
  /** The promise a ticket opens under, frozen. */
  policyFor(attributes: PolicyAttributes): FrozenPolicy;
  readonly calendars: Calendars;
  /** How the house is told of its promises, and of what nobody looks after. */
  readonly alerts: AlertRules;
  /** A score under it tells the managers. */
  readonly ratingThreshold: number;
};
