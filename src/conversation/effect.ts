import type { Speech } from '../wording/message.ts';
import type { Audience, OpenForm, Repaint, Say } from '../wording/say.ts';
import type { Locale } from '../kernel/locale.ts';
import type { StoredArticle } from '../knowledge/stored-article.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import type { TicketChange } from '../ticketing/ticket-event.ts';
import type { SessionState } from './session.ts';

export type OpenedChange = Extract<TicketChange, { type: 'opened' }>;

/** What a turn wants done. All of it is committed together with the session, or none of it. */
export type Effect =
  | Say
  | Repaint
  | OpenForm
  | {
      readonly type: 'open-ticket';
      readonly change: OpenedChange;
      readonly channel: string;
      /** Articles shown before it was opened. */
      readonly shownArticles?: readonly string[];
    }
  | {
      readonly type: 'change-ticket';
      /** As it was when the turn was decided; the write fails if somebody was first. */
      readonly ticket: Ticket;
      readonly changes: readonly TicketChange[];
      readonly place: Audience | null;
    }
  | {
      readonly type: 'article-feedback';
      readonly articleIds: readonly string[];
      /** What the person asked, where a verdict on it teaches something. */
      readonly question?: string;
      readonly verdict: 'shown' | 'opened' | 'solved' | 'not_solved' | 'not_mine' | 'helpful' | 'unhelpful';
    }
  /** Nothing in the knowledge base answered this. */
  | { readonly type: 'knowledge-gap'; readonly question: string; readonly category: string | null }
  /** Solved without a ticket; counts once 24 h have passed without one. */
  | { readonly type: 'deflected'; readonly category: string; readonly articleIds: readonly string[] }
  /** A person told us the right category of a text. */
  | {
      readonly type: 'correction';
      readonly text: string;
      readonly from: string | null;
      readonly to: string;
      readonly ticket: number | null;
    }
  /** A correction taken back: what was learnt from it is forgotten. */
  | { readonly type: 'undo-correction'; readonly id: number }
  /** An article as it now is. `expected`: the version it was decided on, 0 for a new one; the write fails if somebody was first. */
  | {
      readonly type: 'save-article';
      readonly stored: StoredArticle;
      readonly expected: number;
      readonly reason: string | null;
    }
  | { readonly type: 'set-locale'; readonly locale: Locale }
  /** The person has been explained this and need not hear it again. */
  | { readonly type: 'told'; readonly what: 'threads' }
  /** A one-time code for whoever asked, sent to `targetId` where there is such a person. */
  | {
      readonly type: 'request-binding';
      readonly targetId: string | null;
      readonly speech: (code: string) => Speech;
    }
  /** A code that did not fit; `over`: none will any more. */
  | { readonly type: 'binding-missed'; readonly over: boolean }
  /** Who asked is `targetId`: identity, tickets and dialogue go over to that person. */
  | { readonly type: 'bind'; readonly targetId: string }
  | { readonly type: 'unbind'; readonly channel: string };

/** `[next, effects]`: nothing has happened yet. */
export type Outcome = {
  readonly state: SessionState;
  readonly effects: readonly Effect[];
  /** The state knows more, but the step is the same one: its buttons stay good. */
  readonly sameStep?: true;
};

export const idle: SessionState = { name: 'idle' };

export function outcome(state: SessionState, ...effects: Effect[]): Outcome {
  return { state, effects };
}
