import { describe, expect, test } from 'vitest';
import {
  ageArticle,
  decideArticle,
  freshForMs,
  keepsFailing,
  patienceMs,
  type ArticleAction,
  type Standing,
} from '../../src/knowledge/article-life.ts';
import type { ArticleStatus, StoredArticle } from '../../src/knowledge/stored-article.ts';

const now = Date.parse('2026-11-23T02:00:00Z');

function stored(facts: Partial<StoredArticle> = {}): StoredArticle {
  return {
    article: {
      ...{
        id: 't-12',
        locale: 'zh-CN',
        title: 'VPN 809',
        category: 'network.vpn',
        keywords: [],
        askedAs: [],
      },
      ...{ body: '换一个网络再试。', symptom: null, appliesWhen: null, prerequisites: [], steps: ['换网络'] },
      ...{ risks: null, rollback: null, verify: null, related: [], owner: null, validUntil: null },
    },
    ...{
      status: 'draft',
      origin: 'desk',
      sourceHash: '',
      version: 3,
      ownerId: null,
      authorId: 'wang',
      ticket: 12,
    },
    ...{ updatedAt: 0, confirmedAt: 0, askedAt: null },
    ...facts,
  };
}

const wang: Standing = { personId: 'wang', isEditor: true, isKnowledgeManager: false };
const li: Standing = { personId: 'li', isEditor: true, isKnowledgeManager: false };
const xu: Standing = { personId: 'xu', isEditor: false, isKnowledgeManager: true };
const lin: Standing = { personId: 'lin', isEditor: false, isKnowledgeManager: false };

const act = (
  status: ArticleStatus,
  action: ArticleAction,
  who: Standing,
  facts: Partial<StoredArticle> = {},
) => {
  const decision = decideArticle(stored({ status, ...facts }), action, who, now);
  return decision.type === 'changed' ? decision.stored.status : decision.refusal.type;
};

describe('who may do what to an article, and when', () => {
  const edit: ArticleAction = { type: 'edit', edit: { title: '新标题' } };
  test.each<[string, ArticleStatus, ArticleAction, Standing, string]>([
    ['the author edits a draft', 'draft', edit, wang, 'draft'],
    ['a colleague does not', 'draft', edit, li, 'not-yours'],
    ['a requester does not', 'draft', edit, lin, 'not-yours'],
    ['an edit of what is public goes to review', 'published', edit, wang, 'review'],
    ['unless a reviewer does it', 'published', edit, xu, 'published'],
    ['the author submits', 'draft', { type: 'submit' }, wang, 'review'],
    ['twice is once', 'review', { type: 'submit' }, wang, 'not-now'],
    ['the author does not publish', 'review', { type: 'publish' }, wang, 'not-yours'],
    ['a knowledge manager does', 'review', { type: 'publish' }, xu, 'published'],
    ['or sends it back', 'review', { type: 'return', reason: '缺回退' }, xu, 'draft'],
    ['what is published is not published again', 'published', { type: 'publish' }, xu, 'not-now'],
    ['the owner keeps what is due', 'due', { type: 'keep' }, wang, 'published'],
    ['nobody else does', 'due', { type: 'keep' }, li, 'not-yours'],
    ['the owner retires', 'due', { type: 'retire', reason: null }, wang, 'retired'],
    ['a knowledge manager retires', 'published', { type: 'retire', reason: null }, xu, 'retired'],
    ['and brings back', 'retired', { type: 'publish' }, xu, 'published'],
    ['what is retired is not kept', 'retired', { type: 'keep' }, xu, 'not-now'],
  ])('%s', (_, status, action, who, expected) => {
    expect(act(status, action, who)).toBe(expected);
  });

  test('an article without an answer is not submitted, and says what is missing', () => {
    const empty = stored();
    const decision = decideArticle(
      { ...empty, article: { ...empty.article, body: '', steps: [] } },
      { type: 'submit' },
      wang,
      now,
    );
    expect(decision).toEqual({
      type: 'refused',
      refusal: { type: 'incomplete', missing: ['body', 'steps'] },
    });
  });

  test('words that come from a file are changed in the file', () => {
    expect(act('published', edit, xu, { origin: 'file' })).toBe('from-file');
  });

  test('publishing gives it an owner and half a year', () => {
    const decision = decideArticle(stored({ status: 'review' }), { type: 'publish' }, xu, now);
    expect(decision).toMatchObject({
      stored: { ownerId: 'wang', confirmedAt: now, version: 4, article: { validUntil: '2027-05-25' } },
    });
  });
});

describe('age', () => {
  const aged = (facts: Partial<StoredArticle>, at: number) => ageArticle(stored(facts), at);
  test.each([
    ['fresh', { status: 'published', confirmedAt: now }, now + freshForMs - 1, 'nothing'],
    ['half a year old', { status: 'published', confirmedAt: now }, now + freshForMs, 'ask'],
    ['asked and patient', { status: 'due', askedAt: now }, now + patienceMs - 1, 'nothing'],
    ['asked in vain', { status: 'due', askedAt: now }, now + patienceMs, 'retire'],
    ['a draft has time', { status: 'draft', confirmedAt: 0 }, now, 'nothing'],
    ['retired stays', { status: 'retired', confirmedAt: 0 }, now, 'nothing'],
  ] as const)('%s', (_, facts, at, expected) => {
    expect(aged(facts, at)).toBe(expected);
  });

  test('a stated day of validity counts before half a year', () => {
    const base = stored({ status: 'published', confirmedAt: now });
    const until = { ...base, article: { ...base.article, validUntil: '2026-12-31' } };
    expect(ageArticle(until, Date.parse('2026-12-31T23:59:58Z'))).toBe('nothing');
    expect(ageArticle(until, Date.parse('2026-12-31T23:59:59Z'))).toBe('ask');
  });
});

test.each([
  [['not_solved', 'not_solved', 'not_solved'], true],
  [['not_solved', 'not_solved', 'solved', 'not_solved'], false],
  [['not_solved', 'not_solved'], false],
  [['solved', 'not_solved', 'not_solved', 'not_solved'], false],
] as const)('%j in a row keeps failing: %s', (verdicts, expected) => {
  expect(keepsFailing(verdicts)).toBe(expected);
});
