import type { Attachment } from '../channel/attachment.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import { findAnswer } from '../questionnaire/progress.ts';
import type { Impact, Priority, TicketKind, Urgency } from '../ticketing/classification.ts';
import { impacts, urgencies } from '../ticketing/classification.ts';
import type { Answer } from '../ticketing/ticket.ts';
import type { Entity, Understanding } from '../understanding/understanding.ts';
import { firstCharacters } from '../wording/shorten.ts';
import { looksLikeQuestion } from './dialog-words.ts';
import type { Facts } from './facts.ts';
import type { ReportDraft } from './session.ts';

export function startDraft(
  text: string,
  attachments: readonly Attachment[],
  understanding: Understanding,
  now: number,
): ReportDraft {
  const empty: ReportDraft = {
    texts: [],
    attachments: [],
    category: null,
    confidence: 0,
    reasons: [],
    kind: 'incident',
    impact: null,
    urgency: null,
    priorityReasons: [],
    entities: {},
    shownArticles: [],
    startedAt: now,
  };
  return extendDraft(empty, text, attachments, understanding);
}

/** Adds what one more message says. Later words win over earlier ones; what is not said again stays. */
export function extendDraft(
  draft: ReportDraft,
  text: string,
  attachments: readonly Attachment[],
  said: Understanding,
): ReportDraft {
  return {
    ...draft,
    texts: text === '' ? draft.texts : [...draft.texts, text],
    attachments: [...draft.attachments, ...attachments],
    kind: draft.texts.length === 0 ? reportKind(said) : draft.kind,
    impact: said.impact?.value ?? draft.impact,
    urgency: laterUrgency(draft, text, said),
    priorityReasons: [
      ...new Set([
        ...draft.priorityReasons,
        ...(said.impact?.words ?? []),
        ...(said.urgency?.words ?? []),
        ...(said.pressing.value ? said.pressing.words : []),
        ...(said.dataGivenAway.value ? said.dataGivenAway.words : []),
      ]),
    ],
    entities: { ...draft.entities, ...entityValues(said.entities) },
  };
}

/** A question in between ("要多久才能好？") reads as no hurry, but takes nothing back of what was said before. */
function laterUrgency(draft: ReportDraft, text: string, said: Understanding): Urgency | null {
  const asks = said.urgency?.value === 'low' && looksLikeQuestion(text);
  return asks && draft.urgency !== null ? draft.urgency : (said.urgency?.value ?? draft.urgency);
}

export function withCategory(
  draft: ReportDraft,
  category: string,
  confidence: number,
  reasons: readonly string[],
): ReportDraft {
  return { ...draft, category, confidence, reasons };
}

function reportKind(said: Understanding): TicketKind {
  return said.kind === 'request' || said.kind === 'how-to' ? said.kind : 'incident';
}

/** First mention of each kind wins within one message. */
export function entityValues(entities: readonly Entity[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { type, value } of entities) values[type] ??= value;
  return values;
}

/** At most 60 characters of the first words, cut at the end of a clause where there is one. */
export function titleOf(draft: ReportDraft): string {
  const first = (draft.texts.find((text) => text.length >= 4) ?? draft.texts[0] ?? '').replaceAll(
    /\s+/g,
    ' ',
  );
  // Nothing but a picture: its name, so that lists and cards have something to call it by.
  if (first === '') return firstCharacters(draft.attachments[0]?.name ?? '', 60);
  const head = firstCharacters(first, 60);
  if (head === first) return first;
  const clause = /^.{20,}[，,。.；;！!？?]/u.exec(head)?.[0] ?? /^.{40,}(?= )/u.exec(head)?.[0];
  return `${(clause ?? head).replace(/[，,。.；;]$/u, '')}…`;
}

export type Assessment = {
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly priority: Priority;
  readonly reasons: readonly string[];
};

/** Impact and urgency from answers first, then from what was said, then the mildest sensible reading; priority by the matrix. */
export function assess(draft: ReportDraft, answers: readonly Answer[], facts: Facts): Assessment {
  const category = draft.category ?? 'other.unknown';
  const answered = <T extends string>(id: string, values: readonly T[]): T | undefined =>
    values.find((value) => value === findAnswer(answers, id));
  const impact = answered('impact', impacts) ?? draft.impact ?? 'user';
  const said = draft.urgency ?? (draft.kind === 'incident' ? 'degraded' : 'low');
  const asked = answered('urgency', urgencies);
  // "Production stands still" is said, never picked from a list: an answer of "blocked" does not lower it.
  const urgency =
    asked === undefined || (asked === 'blocked' && draft.urgency === 'stopped')
      ? (draft.urgency ?? said)
      : asked;
  const understood = facts.desk.understand(draft.texts.join('\n'));
  const priority = facts.desk.derivePriority({
    kind: draft.kind,
    category,
    impact,
    urgency,
    pressing: understood.pressing.value,
    vip: facts.person.level !== 'standard',
    dataGivenAway:
      understood.dataGivenAway.value || isCompromised(facts.desk.questionnaireFor(category), answers),
  });
  return { impact, urgency, priority, reasons: draft.priorityReasons };
}

function isCompromised(questionnaire: Questionnaire, answers: readonly Answer[]): boolean {
  return questionnaire.questions.some((question) => {
    const value = findAnswer(answers, question.id);
    return question.compromised.some((harm) =>
      typeof value === 'string' ? value === harm : value?.includes(harm),
    );
  });
}

/** The question `common` facts fill, by id. */
export function knownValues(draft: ReportDraft): Record<string, string> {
  const urgency = draft.urgency === 'stopped' ? 'blocked' : draft.urgency;
  return { ...(draft.impact ? { impact: draft.impact } : {}), ...(urgency ? { urgency } : {}) };
}

/** Attachments that came in answer the question that asks for one. */
export function answerFromAttachments(
  question: Question,
  attachments: readonly Attachment[],
): Answer | undefined {
  if (question.type.name !== 'attachment' || attachments.length === 0) return undefined;
  return { questionId: question.id, value: attachments.map(({ name }) => name) };
}
