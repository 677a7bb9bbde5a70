import type { Locale } from '../kernel/locale.ts';
import type { QuestionnaireAnswers, Ticket } from './ticket.ts';

export type SolvedLike = { readonly number: number; readonly resolution: string };

/** What a ticket's ids mean in a reader's language; comes from content and configuration. */
export type DeskWords = {
  categoryName(category: string, locale: Locale): string;
  groupName(groupId: string): string;
  /** Solved tickets like this one, most alike first; for an engineer to learn from. */
  solvedLike(ticket: Pick<Ticket, 'number' | 'title' | 'description' | 'category'>): readonly SolvedLike[];
  /** Answers with their short labels, in the order asked. */
  answerLines(answers: QuestionnaireAnswers, locale: Locale): readonly { label: string; value: string }[];
};
