import type { Locale } from '../kernel/locale.ts';
import type { Impact, Priority, TicketKind, Urgency } from '../ticketing/classification.ts';

export type Script = 'simplified' | 'traditional' | 'latin';

export type CategoryGuess = {
  readonly category: string;
  /** 0…1. */
  readonly confidence: number;
};

/** `confident`: say it. `unsure`: offer the likeliest. `lost`: ask, never guess. */
export type Band = 'confident' | 'unsure' | 'lost';

export const entityTypes = [
  'error',
  'device',
  'asset',
  'os',
  'application',
  'location',
  'phone',
  'deadline',
  'people',
] as const;
export type EntityType = (typeof entityTypes)[number];

export type Entity = {
  readonly type: EntityType;
  readonly value: string;
  readonly start: number;
  readonly end: number;
};

/** A judgement with the words of the text that led to it. */
export type Reasoned<T> = { readonly value: T; readonly words: readonly string[] };

/** What one message says, without any memory of the dialogue. */
export type Understanding = {
  /** Language of the text; null where it shows none (digits, a picture). */
  readonly locale: Locale | null;
  readonly kind: TicketKind | 'small-talk' | 'off-topic';
  readonly band: Band;
  /** Best first, at most five; empty when nothing spoke for any. */
  readonly guesses: readonly CategoryGuess[];
  /** Words of the text that decided the best guess, strongest first, at most five. */
  readonly words: readonly string[];
  readonly entities: readonly Entity[];
  /** null: the text does not say. */
  readonly impact: Reasoned<Impact> | null;
  readonly urgency: Reasoned<Urgency> | null;
  /** A hard deadline, an important meeting: raises `blocked` for one user. */
  readonly pressing: Reasoned<boolean>;
  /** A phishing link was clicked, or data given away: never below P2. */
  readonly dataGivenAway: Reasoned<boolean>;
};

/** Reads one message. Pure: the model is inside the closure. Text over 1,000 characters is cut before reading. */
export type Understand = (text: string) => Understanding;

export type PriorityFacts = {
  readonly kind: Understanding['kind'];
  readonly category: string;
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly pressing: boolean;
  readonly vip: boolean;
  /** A phishing link was clicked or data given away. */
  readonly dataGivenAway: boolean;
};

export type DerivePriority = (facts: PriorityFacts) => Priority;
