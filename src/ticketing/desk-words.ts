import type { Locale } from '../kernel/locale.ts';
import type { QuestionnaireAnswers } from './ticket.ts';

/** What a ticket's ids mean in a reader's language; comes from content and configuration. */
export type DeskWords = {
  categoryName(category: string, locale: Locale): string;
  groupName(groupId: string): string;
  /** Answers with their short labels, in the order asked. */
  answerLines(answers: QuestionnaireAnswers, locale: Locale): readonly { label: string; value: string }[];
};
