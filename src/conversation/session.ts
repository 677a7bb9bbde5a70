import type { Attachment } from '../channel/attachment.ts';
import type { QuestionnaireProgress } from '../questionnaire/progress.ts';
import type { Impact, TicketKind, Urgency } from '../ticketing/classification.ts';

/** What we know of a report before it is a ticket. Plain JSON: it is saved as it stands. */
export type ReportDraft = {
  /** Everything the requester said about it, in order; the first is the report itself. */
  readonly texts: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly category: string | null;
  /** 0…1; 1 where a person said so. */
  readonly confidence: number;
  /** Words that decided the category. */
  readonly reasons: readonly string[];
  readonly kind: TicketKind;
  /** null: not said. */
  readonly impact: Impact | null;
  readonly urgency: Urgency | null;
  /** Words that decided impact and urgency. */
  readonly priorityReasons: readonly string[];
  /** Entity type → value, from everything said so far. */
  readonly entities: Readonly<Record<string, string>>;
  /** Articles already shown for it. */
  readonly shownArticles: readonly string[];
  readonly startedAt: number;
};

export type SessionState =
  | { readonly name: 'idle' }
  /** We are unsure what it is about and offered these categories; none: we asked to be told more. */
  | { readonly name: 'clarifying'; readonly draft: ReportDraft; readonly offered: readonly string[] }
  /** Articles are on the table: solved, not solved, not my problem. */
  | {
      readonly name: 'suggesting';
      readonly draft: ReportDraft;
      readonly articleIds: readonly string[];
      /** The one looked at last. */
      readonly opened?: string;
    }
  | {
      readonly name: 'asking';
      readonly draft: ReportDraft;
      readonly progress: QuestionnaireProgress;
      readonly current: string;
    }
  /** `redoing`: the person is picking which answer to change. */
  | {
      readonly name: 'confirming';
      readonly draft: ReportDraft;
      readonly progress: QuestionnaireProgress;
      readonly redoing: boolean;
    }
  /** Back after a long pause with words that may be a new matter: go on, or put the old one aside? */
  | {
      readonly name: 'returning';
      readonly draft: ReportDraft;
      readonly progress: QuestionnaireProgress;
      readonly current: string;
      readonly text: string;
      readonly attachments: readonly Attachment[];
    }
  /** Asked for a person: the next words go straight into a ticket. */
  | { readonly name: 'handing-over' }
  /** A new-looking message while a ticket is open: is it about that ticket? */
  | {
      readonly name: 'sorting';
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly ticket: number;
    }
  /** The next message is the text of this command; of `cancel`, whether it is meant. */
  | {
      readonly name: 'composing';
      readonly verb: 'reply' | 'resolve' | 'note' | 'reopen' | 'cancel';
      readonly ticket: number;
    }
  /** Somebody else's open ticket looks like the same trouble: is it? */
  | { readonly name: 'joining'; readonly draft: ReportDraft; readonly ticket: number }
  | { readonly name: 'rating-reason'; readonly ticket: number };

/** A person's saved dialogue with the bot; it follows the person to any device and survives restarts. */
export type Session = {
  readonly personId: string;
  readonly state: SessionState;
  /** Bumped at every change of question; stamped on buttons, so a press on an old message is known as one. */
  readonly turn: number;
  readonly updatedAt: number;
};
