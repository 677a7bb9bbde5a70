import type { Article } from '../knowledge/article.ts';
import type { ComposedAnswer } from './compose-answer.ts';
import type { LlmReading } from './read-message.ts';
import type { TicketSummary } from './summarise-ticket.ts';

/** What a language model thought of an event before the turn began. All of it may be missing; none of it decides. */
export type Thoughts = {
  /** Of this very text. */
  readonly reading: { readonly text: string; readonly read: LlmReading } | null;
  /** Where an embedding model puts this very text. */
  readonly vector: { readonly text: string; readonly vector: Float32Array } | null;
  readonly answer: ComposedAnswer | null;
  readonly draft: Article | null;
  readonly summary: TicketSummary | null;
};

export const noThoughts: Thoughts = {
  reading: null,
  vector: null,
  answer: null,
  draft: null,
  summary: null,
};
