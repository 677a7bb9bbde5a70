import type { Generated, Transaction } from 'kysely';

/**
 * The database as Kysely types. Names ending in `_at` are epoch ms; `Json` columns hold what column.ts encodes;
 * booleans are 0 or 1. Columns whose comment says "index only" repeat something derivable, so that a sweeper or a list finds
 * its rows by index.
 */
type Json = string;
type Flag = 0 | 1;

export type InboxState = 'pending' | 'handled' | 'dead';
export type OutboxState = 'pending' | 'sending' | 'sent' | 'dead' | 'unknown';
export type OutboxKind = 'post' | 'edit';
/** `open`: somebody has to work on it; `resolved`: waits for the requester's word; `done`: closed or cancelled. */
export type TicketPhase = 'open' | 'resolved' | 'done';
export type FeedbackVerdict = 'shown' | 'opened' | 'solved' | 'not_solved' | 'not_mine';
export type DeflectionState = 'pending' | 'counted' | 'void';

export type Tables = {
  migration: { number: number; name: string; checksum: string; fingerprint: string; applied_at: number };
  counter: { name: string; value: number };
  inbox: {
    id: Generated<number>;
    channel: string;
    event_id: string;
    conversation_key: string;
    payload: Json;
    received_at: number;
    state: InboxState;
    attempts: number;
    /** null once handled or dead: what is not null still has to be worked on. */
    next_attempt_at: number | null;
    error_code: string | null;
    handled_at: number | null;
  };
  outbox: {
    id: Generated<number>;
    idem_key: string;
    channel: string;
    conversation_key: string;
    conversation: Json;
    kind: OutboxKind;
    card_key: string | null;
    /** Of an edit: the outbox row of the post it repaints. */
    copy_id: number | null;
    message: Json;
    state: OutboxState;
    attempts: number;
    /** null once sent, dead or unknown: what is not null still holds its place in the conversation's order. */
    next_attempt_at: number | null;
    created_at: number;
    /** When it left the queue: sent, given up or of unknown fate. */
    sent_at: number | null;
    message_id: string | null;
    error: string | null;
  };
  card_copy: {
    card_key: string;
    conversation_key: string;
    conversation: Json;
    outbox_id: number;
    message_id: string | null;
  };
  person: {
    id: string;
    name: string;
    email: string | null;
    roles: Json;
    /** As configured or first seen. */
    locale: string | null;
    /** As the person chose; wins. */
    chosen_locale: string | null;
    time_zone: string | null;
    level: string;
    configured: Flag;
    created_at: number;
  };
  identity: { channel: string; user_id: string; person_id: string };
  /** Every word a person can be called by, folded: id, name, e-mail, platform ids. Index only. */
  person_key: { key: string; person_id: string };
  session: { person_id: string; state: Json; turn: number; updated_at: number };
  ticket: {
    number: number;
    status: string;
    status_at: number | null;
    hold_reason: string | null;
    kind: string;
    category: string;
    impact: string;
    urgency: string;
    priority: string;
    priority_reasons: Json;
    title: string;
    description: string;
    requester_id: string;
    assignee_id: string | null;
    group_id: string;
    channel: string;
    locale: string;
    questionnaire: Json | null;
    attachments: Json;
    policy: Json;
    opened_at: number;
    first_response_at: number | null;
    rating_score: number | null;
    rating_reason: string | null;
    rating_at: number | null;
    recovery_for: number | null;
    version: number;
    /** Index only. */
    phase: TicketPhase;
    /** Index only: the truth is computed from policy and events. */
    first_response_due_at: number | null;
    resolution_due_at: number | null;
    next_alert_at: number | null;
    close_at: number | null;
  };
  ticket_event: {
    ticket: number;
    seq: number;
    at: number;
    actor_id: string | null;
    channel: string | null;
    type: string;
    payload: Json;
  };
  article_feedback: {
    id: Generated<number>;
    article_id: string;
    locale: string;
    person_id: string;
    ticket: number | null;
    verdict: FeedbackVerdict;
    at: number;
  };
  deflection: {
    id: Generated<number>;
    person_id: string;
    category: string;
    article_ids: Json;
    at: number;
    state: DeflectionState;
  };
  correction: {
    id: Generated<number>;
    text: string;
    from_category: string | null;
    to_category: string;
    ticket: number | null;
    person_id: string;
    at: number;
  };
  transcript: {
    id: Generated<number>;
    idem_key: string;
    /** Grows with every entry and every edit, over all conversations. */
    cursor: number;
    conversation_key: string;
    conversation: Json;
    author_user_id: string | null;
    at: number;
    edited_at: number | null;
    message: Json;
  };
};

/** The right to write. Only `Database.transact` gives one out, and it dies with the transaction. */
export type Tx = Transaction<Tables>;
