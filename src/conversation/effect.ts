import type { Audience, Repaint, Say } from '../wording/say.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import type { TicketChange } from '../ticketing/ticket-event.ts';
import type { SessionState } from './session.ts';

export type OpenedChange = Extract<TicketChange, { type: 'opened' }>;

/** What a turn wants done. All of it is committed together with the session, or none of it. */
export type Effect =
  | Say
  | Repaint
  | { readonly type: 'open-ticket'; readonly change: OpenedChange; readonly channel: string }
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
      readonly verdict: 'shown' | 'opened' | 'solved' | 'not_solved' | 'not_mine';
    }
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
  | { readonly type: 'set-locale'; readonly locale: Locale };

/** `[next, effects]`: nothing has happened yet. */
export type Outcome = { readonly state: SessionState; readonly effects: readonly Effect[] };

export const idle: SessionState = { name: 'idle' };

export function outcome(state: SessionState, ...effects: Effect[]): Outcome {
  return { state, effects };
}
