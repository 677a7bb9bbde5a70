import type { Attachment } from '../channel/attachment.ts';
import type { Action, Block } from '../channel/outbound.ts';
import type { Article } from '../knowledge/article.ts';
import { heading, message, plain, strong, text, type Speech, sentence } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { shorten } from '../wording/shorten.ts';
import { say } from '../wording/say.ts';
import { unknownCategory } from '../understanding/taxonomy.ts';
import { withThumbs } from './article-thumbs.ts';
import { beginQuestions, type Intro } from './ask.ts';
import { dialogAction, pressOf } from './dialog-action.ts';
import { findDialogWord, looksLikeQuestion } from './dialog-words.ts';
import { extendDraft } from './draft.ts';
import { idle, outcome, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { dropDraft, reconsider, understoodLine } from './report.ts';
import { isGreeting, willTry } from './plain-wishes.ts';
import type { ReportDraft, SessionState } from './session.ts';
import { asksHowLong } from './side-question.ts';

const maxArticles = 3;

type Suggesting = Extract<SessionState, { name: 'suggesting' }>;

/** Articles that may spare a ticket; undefined where there are none, or where trying things first would cost the company time. */
export function offerArticles(draft: ReportDraft, facts: Facts): Outcome | undefined {
  if (draft.impact === 'company' || draft.urgency === 'stopped') return undefined;
  const hits = facts.desk.search({
    text: draft.texts.join('\n'),
    locale: facts.locale,
    category: draft.category,
    department: facts.person.department,
    limit: maxArticles,
  });
  const ids = hits.map(({ article }) => article.id).filter((id) => !draft.shownArticles.includes(id));
  if (ids.length === 0) return undefined;
  const shown = { ...draft, shownArticles: [...draft.shownArticles, ...ids] };
  return outcome(
    { name: 'suggesting', draft: shown, articleIds: ids },
    { type: 'article-feedback', articleIds: ids, verdict: 'shown' },
    say(facts.direct, suggestions(ids, shown, facts, understoodLine(draft, facts))),
  );
}

export function suggestions(ids: readonly string[], draft: ReportDraft, facts: Facts, intro: Intro): Speech {
  return (phrases) => {
    const articles = ids.flatMap((id) => facts.desk.findArticle(id, phrases.locale) ?? []);
    const [only] = articles;
    const body: Block[] =
      articles.length === 1 && only
        ? [heading([plain(only.title)]), text([plain(only.body)])]
        : [
            {
              type: 'list',
              ordered: true,
              items: articles.map((article) => [
                strong(article.title),
                plain(` — ${firstSentence(article.body)}`),
              ]),
            },
          ];
    const steps = articles.map((article, index): Action => ({
      action: pressOf(facts, 'article', article.id),
      label:
        articles.length === 1
          ? phrases.label('dialog.steps')
          : phrases.label('dialog.steps-of', { number: index + 1 }),
      style: 'plain',
      alias: String(index + 1),
    }));
    return withThumbs(
      message(
        [
          text(intro(phrases)),
          text(phrases.say(isRequest(draft) ? 'suggest.try.request' : 'suggest.try')),
          ...composed(articles, facts, phrases),
          ...body,
        ],
        [...steps, ...verdicts(draft, facts, phrases)],
      ),
      articles.map(({ id }) => id),
    );
  };
}

/** The model's answer above the articles it cites; only where all of them are shown below it. */
function composed(articles: readonly Article[], facts: Facts, phrases: Phrases): Block[] {
  const { answer } = facts.thoughts;
  const isShown = (id: string): boolean => articles.some((article) => article.id === id);
  if (!answer?.sentences.every(({ articleIds }) => articleIds.every(isShown))) return [];
  return [
    text([plain(answer.sentences.map(({ text: one }) => one).join(phrases.locale === 'en' ? ' ' : ''))]),
    text(phrases.say('suggest.composed')),
  ];
}

/** Who wishes for something has nothing to be solved: an article may tell how it is had, and the wish goes on. */
function isRequest(draft: ReportDraft): boolean {
  return draft.kind === 'request';
}

function verdicts(draft: ReportDraft, facts: Facts, phrases: Phrases): Action[] {
  const onward = phrases.label('dialog.not-solved.request');
  return [
    dialogAction(facts, phrases, 'solved', 'primary'),
    isRequest(draft)
      ? { ...dialogAction(facts, phrases, 'not-solved'), label: onward, alias: onward }
      : dialogAction(facts, phrases, 'not-solved'),
    dialogAction(facts, phrases, 'not-mine'),
  ];
}

function firstSentence(body: string): string {
  const sentence = /^.{8,}?[。！？.!?](?=\s|$|[^\d\w])/su.exec(body)?.[0] ?? body;
  return shorten(sentence.replaceAll('\n', ' '), 80);
}

export function articleSpeech(article: Article, draft: ReportDraft, facts: Facts): Speech {
  return (phrases) =>
    withThumbs(message(articleBlocks(article, phrases), verdicts(draft, facts, phrases)), [article.id]);
}

/** The whole article as a person follows it: when it applies, what is needed, steps, risks, how to check. */
export function articleBlocks(article: Article, phrases: Phrases): Block[] {
  const part = (key: string, value: string | null): Block[] =>
    value === null ? [] : [text([...phrases.say(`article.${key}`), plain(value)])];
  return [
    heading([plain(article.title)]),
    text([plain(article.body)]),
    ...part('applies-when', article.appliesWhen),
    ...part(
      'prerequisites',
      article.prerequisites.length === 0
        ? null
        : article.prerequisites.join(phrases.locale === 'en' ? '; ' : '；'),
    ),
    ...(article.steps.length === 0
      ? []
      : [{ type: 'list' as const, ordered: true, items: article.steps.map((step) => [plain(step)]) }]),
    ...part('risks', article.risks),
    ...part('rollback', article.rollback),
    ...part('verify', article.verify),
  ];
}

export function pressInSuggestions(
  state: Suggesting,
  what: string,
  argument: string | null,
  facts: Facts,
): Outcome | undefined {
  switch (what) {
    case 'article': {
      const article = argument === null ? undefined : facts.desk.findArticle(argument, facts.locale);
      if (!article) return undefined;
      return outcome(
        { ...state, opened: article.id },
        { type: 'article-feedback', articleIds: [article.id], verdict: 'opened' },
        say(facts.direct, articleSpeech(article, state.draft, facts)),
      );
    }
    case 'solved':
      return outcome(
        idle,
        {
          type: 'article-feedback',
          articleIds: triedFirst(state),
          verdict: 'solved',
          question: questionOf(state.draft),
        },
        {
          type: 'deflected',
          category: state.draft.category ?? unknownCategory,
          articleIds: state.articleIds,
        },
        say(facts.direct, sentence('suggest.solved')),
      );
    case 'not-solved':
      return withFeedback(
        state,
        'not_solved',
        beginQuestions(state.draft, facts, (phrases) =>
          phrases.say(isRequest(state.draft) ? 'suggest.not-solved.request' : 'suggest.not-solved'),
        ),
      );
    case 'not-mine':
      return withFeedback(state, 'not_mine', reconsider(state.draft, facts));
    case 'cancel':
      return dropDraft(facts);
    default:
      return undefined;
  }
}

/** What was opened last is what was tried; else the first one shown. */
function triedFirst({ articleIds, opened }: Suggesting): readonly string[] {
  return opened === undefined ? articleIds : [opened, ...articleIds.filter((id) => id !== opened)];
}

function questionOf(draft: ReportDraft): string {
  return draft.texts[0] ?? '';
}

function withFeedback(state: Suggesting, verdict: 'not_solved' | 'not_mine', next: Outcome): Outcome {
  return {
    ...next,
    effects: [
      {
        type: 'article-feedback',
        articleIds: triedFirst(state),
        verdict,
        question: questionOf(state.draft),
      },
      ...next.effects,
    ],
  };
}

export function hearInSuggestions(
  state: Suggesting,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const number = wantedArticle(words);
  const article = number === undefined ? undefined : state.articleIds[number - 1];
  if (article !== undefined) return pressInSuggestions(state, 'article', article, facts) ?? outcome(state);
  // "OK, I'll try" has not tried yet: it is neither solved nor more to report.
  if (attachments.length === 0 && willTry(words))
    return askForVerdict(state, (phrases) => phrases.say('suggest.take-time'), facts);
  if (attachments.length === 0 && isGreeting(words))
    return askForVerdict(state, (phrases) => phrases.say('suggest.did-you-try'), facts);
  const word = findDialogWord(words);
  const press =
    word === 'solved' || word === 'yes'
      ? 'solved'
      : word === 'not-solved' || word === 'no'
        ? 'not-solved'
        : word === 'cancel'
          ? 'cancel'
          : undefined;
  const labelled = press ?? pressByLabel(words);
  const done = labelled === undefined ? undefined : pressInSuggestions(state, labelled, null, facts);
  if (done) return done;
  // "Thanks" may mean it works or just be polite: the buttons are asked again, nothing is closed by politeness.
  if (word === 'thanks' && attachments.length === 0)
    return askForVerdict(state, (phrases) => phrases.say('suggest.did-it-help'), facts);
  if (attachments.length === 0 && looksLikeQuestion(words) && asksHowLong.test(words))
    return askForVerdict(state, (phrases) => phrases.say('confirm.how-long'), facts);
  const extended = extendDraft(state.draft, words, attachments, facts.desk.understand(words));
  return withFeedback(
    state,
    'not_solved',
    beginQuestions(extended, facts, (phrases) => phrases.say('suggest.more-said')),
  );
}

/** `2`, `看第 2 条`, `show no. 2`; `看步骤` is the first. */
function wantedArticle(words: string): number | undefined {
  const said = words.normalize('NFKC').trim();
  if (/^(看?(步骤|步驟)|show (me )?(the )?steps|steps)$/i.test(said)) return 1;
  const number = /^(?:看?第|show no\.?|show|no\.?)?\s*([1-3])\s*[条條篇个個]?$/i.exec(said)?.[1];
  return number === undefined ? undefined : Number(number);
}

function askForVerdict(state: Suggesting, ask: Intro, facts: Facts): Outcome {
  return outcome(
    { ...state },
    say(facts.direct, (phrases) => message([text(ask(phrases))], verdicts(state.draft, facts, phrases))),
  );
}

function pressByLabel(words: string): string | undefined {
  if (/不是我的(问题|問題)|not my (problem|issue)|(问题|問題)不是我的/i.test(words)) return 'not-mine';
  if (/^(继续申请|繼續申請|make the request)$/i.test(words)) return 'not-solved';
  return undefined;
}
