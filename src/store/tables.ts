import type { Generated, Transaction } from 'kysely';
import type { LlmOutcome, LlmUsePurpose } from '../llm/llm.ts';
import type { ArticleOrigin, ArticleStatus } from '../knowledge/stored-article.ts';

/**
 * The database as Kysely types. Names ending in `_at` are epoch ms; `Json` columns hold what column.ts encodes;
 * booleans are 0 or 1. Columns whose comment says "index only" repeat something derivable, so that a sweeper or a list finds
 * its rows by index.
 */
type Json = string;
type Flag = 0 | 1;

export type InboxState = 'pending' | 'handled' | 'dead';
/** `dropped`: of no use any more, on purpose; `dead`: given up; `unknown`: may or may not have arrived. */
export type OutboxState = 'pending' | 'sending' | 'sent' | 'dead' | 'unknown' | 'dropped';
export type OutboxKind = 'post' | 'edit' | 'home' | 'form';
/** `open`: somebody has to work on it; `resolved`: waits for the requester's word; `done`: closed or cancelled. */
export type TicketPhase = 'open' | 'resolved' | 'done';
export type FeedbackVerdict =
  | 'shown'
  | 'opened'
  | 'solved'
  | 'not_solved'
  | 'not_mine'
  /** The platform's own thumbs. */
  | 'helpful'
  | 'unhelpful';
export type TicketArticleRole = 'suggested' | 'used' | 'resolved' | 'drafted';
export type GapOutcome = 'nothing_found' | 'not_solved' | 'not_mine';
export type DeflectionState = 'pending' | 'counted' | 'void';
/** What a model was trained for: twenty corrections, the night, or somebody's word. */
export type ModelReason = 'corrections' | 'nightly' | 'asked';
export type ModelState = 'active' | 'kept' | 'refused' | 'stepped_back';

/** `open`: not decided yet; `void`: the ticket ended before the promise could be kept or broken. */
export type SlaOutcomeName = 'open' | 'met' | 'breached' | 'void';

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
    /** What is kept in order: the conversation, or its forms, or its home page. */
    conversation_key: string;
    conversation: Json;
    /** The reader's. */
    locale: string;
    kind: OutboxKind;
    card_key: string | null;
    /** Of an edit: the outbox row of the post it repaints. */
    copy_id: number | null;
    /** Hangs below the copy of this card in the same conversation, where there is one. */
    thread_card: string | null;
    /** Hangs below this message, by the platform's id. */
    thread_of: string | null;
    /** The one user of a group who sees it. */
    visible_to: string | null;
    /** null: a form. */
    message: Json | null;
    form: Json | null;
    form_trigger: string | null;
    /** Of a form: when its trigger is dead. */
    expires_at: number | null;
    state: OutboxState;
    attempts: number;
    /** An earlier try ended without an answer. */
    may_have_arrived: Flag;
    /** null once sent, dead or unknown: what is not null still holds its place in the conversation's order. */
    next_attempt_at: number | null;
    /** Before that the platform wants no other try. */
    earliest_at: number | null;
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
    /** As configured. */
    department: string | null;
    /** As a platform's directory told; the configured one wins. */
    told_department: string | null;
    created_at: number;
  };
  identity: { channel: string; user_id: string; person_id: string };
  /** Every word a person can be called by, folded: id, name, e-mail, platform ids. Index only. */
  person_key: { key: string; person_id: string };
  /** A one-time code somebody was sent; at most one per asker. Without a target nobody was, and no code fits. */
  binding_request: {
    asker_id: string;
    target_id: string | null;
    salt: string;
    code_hash: string;
    tries_left: number;
    expires_at: number;
  };
  /** Every code asked for, for the limits. */
  binding_attempt: { id: Generated<number>; asker_id: string; target_id: string | null; at: number };
  /** Identities that are not configured but were recognised or bound by the person. */
  bound_identity: { channel: string; user_id: string; person_id: string; how: 'email' | 'code'; at: number };
  /** What a person has been explained once. */
  told: { person_id: string; what: string; at: number };
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
    also_affected: Json;
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
    undone_at: Generated<number | null>;
    undone_by: Generated<string | null>;
  };
  model_version: {
    id: Generated<number>;
    trained_at: number;
    reason: ModelReason;
    content_key: string;
    learnt_up_to: number;
    taught_from: number;
    examples: number;
    corrections: number;
    trial: Json;
    state: ModelState;
    objections: Json;
    /** Packed weights; null once they cannot be stepped back to. */
    model: string | null;
  };
  article: {
    id: string;
    locale: string;
    status: ArticleStatus;
    origin: ArticleOrigin;
    /** Index only, like the title: both stand in the content. */
    category: string;
    title: string;
    content: Json;
    source_hash: string;
    version: number;
    owner_id: string | null;
    author_id: string | null;
    ticket: number | null;
    updated_at: number;
    confirmed_at: number;
    asked_at: number | null;
    /** Index only: when the calendar next does something to it. */
    due_at: number | null;
    /** Grows over all articles and phrasings: whoever knows n asks for what changed after n. */
    change_seq: number;
  };
  article_version: {
    id: string;
    locale: string;
    version: number;
    status: ArticleStatus;
    content: Json;
    actor_id: string | null;
    reason: string | null;
    at: number;
  };
  article_phrasing: {
    id: Generated<number>;
    article_id: string;
    locale: string;
    phrasing: string;
    person_id: string | null;
    at: number;
    change_seq: number;
  };
  ticket_article: { ticket: number; article_id: string; role: TicketArticleRole; at: number };
  knowledge_gap: {
    id: Generated<number>;
    question: string;
    locale: string;
    category: string | null;
    person_id: string;
    outcome: GapOutcome;
    at: number;
    /** null: not yet gathered into a topic. */
    topic: number | null;
  };
  llm_use: {
    id: Generated<number>;
    purpose: LlmUsePurpose;
    at: number;
    ms: number;
    outcome: LlmOutcome;
    prompt_tokens: number;
    completion_tokens: number;
    person_id: string | null;
    /** Of a message read: the category it was read as. */
    said: string | null;
  };
  article_vector: {
    article_id: string;
    model: string;
    source_hash: string;
    vector: string;
    at: number;
  };
  gap_topic: {
    id: number;
    category: string | null;
    label: string;
    questions: number;
    people: number;
    told_at: number;
    settled_at: number | null;
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
  /** Every alert a ticket gave, once each; the truth is the ticket's `alerted` event written with it. */
  sla_alert: {
    id: Generated<number>;
    ticket: number;
    /** `1`; of a promise changed by a change of policy `1r2`. */
    cycle: string;
    target: string;
    level: string;
    /** 0 the first time. */
    repetition: number;
    kind: 'warn' | 'breach' | 'after';
    /** The ticket's, when it fell due. */
    priority: string;
    at: number;
    due_at: number | null;
    /** Working time past the deadline when it was found. */
    overdue_ms: number;
    late: Flag;
    on_change: Flag;
    created_at: number;
    acknowledged_by: string | null;
    acknowledged_at: number | null;
  };
  /** An alert for one conversation: waits until `next_at`, then stands in a message or, of no use any more, in none. */
  sla_alert_copy: {
    id: Generated<number>;
    alert_id: number;
    conversation_key: string;
    conversation: Json;
    /** Of a direct conversation. */
    person_id: string | null;
    reader: 'person' | 'group' | 'managers';
    /** Person ids. */
    mentions: Json;
    /** Quiet hours kept it back. */
    held: Flag;
    next_at: number | null;
    message_id: number | null;
    /** Of its ticket in the message; null where the message only counts it. */
    position: number | null;
  };
  sla_alert_message: {
    id: Generated<number>;
    conversation_key: string;
    style: 'single' | 'digest' | 'late' | 'morning';
    /** How many it tells of, listed or counted. */
    tickets: number;
    /** null: still being gathered. */
    told_at: number | null;
  };
  /** One row: the alert rules by which the tickets' next looks were last reckoned. */
  sla_alert_rules: { id: 1; hash: string };
  /** Completed audits of the deadlines; `kinds`: how many differences of which kind. */
  sla_audit: {
    id: Generated<number>;
    started_at: number;
    finished_at: number;
    tickets: number;
    differences: number;
    kinds: Json;
  };
  /** What administrators were told of the promises' machinery, so that they are told once. */
  sla_notice: { kind: string; key: string; at: number };
  /** The calendars open tickets were last reckoned with. */
  sla_calendar: { name: string; hash: string; content: Json; since_at: number };
  /** Index only: how each promise of a ticket ended, for attainment. The truth is computed from policy and events. */
  sla_outcome: {
    ticket: number;
    target: string;
    cycle: number;
    outcome: SlaOutcomeName;
    /** Days since 1970-01-01 in the house's zone on which it was decided; null while it is not. */
    day: number | null;
    due_at: number | null;
    priority: string;
    group_id: string;
    category: string;
    cause: string | null;
  };
};

/** The right to write. Only `Database.transact` gives one out, and it dies with the transaction. */
export type Tx = Transaction<Tables>;
