import type { Attachment } from '../channel/attachment.ts';
import { message, text, type Speech, sentence } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { unknownCategory } from '../understanding/taxonomy.ts';
import type { Understanding } from '../understanding/understanding.ts';
import { beginQuestions, type Intro } from './ask.ts';
import { commandAction, dialogAction, pressOf } from './dialog-action.ts';
import { extendDraft, startDraft, withCategory } from './draft.ts';
import { idle, outcome, type Effect, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { findDialogWord } from './dialog-words.ts';
import { willTry } from './plain-wishes.ts';
import type { ReportDraft, SessionState } from './session.ts';
import { offerToJoin } from './join.ts';
import { offerArticles } from './suggest.ts';

/** How often somebody may stay unclear before we stop asking and let a person look at it. */
const maxAttempts = 3;

/** The first words of a report, or of what may be one. */
export function hearReport(words: string, attachments: readonly Attachment[], facts: Facts): Outcome {
  const said = facts.desk.understand(words);
  if (attachments.length === 0 && said.kind === 'small-talk')
    return outcome(facts.session.state, say(facts.direct, smallTalk(words)));
  if (attachments.length === 0 && said.kind === 'off-topic')
    return outcome(facts.session.state, say(facts.direct, offTopic));
  return place(startDraft(words, attachments, said, facts.now), said, facts);
}

/** More words about a report we could not place yet. */
export function hearMore(
  draft: ReportDraft,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const said = facts.desk.understand(words);
  const extended = extendDraft(draft, words, attachments, said);
  return place(
    extended,
    said.band === 'confident' ? said : facts.desk.understand(extended.texts.join('\n')),
    facts,
  );
}

/** Confident: say it. Unsure: offer the likeliest. Lost: ask, never guess. */
function place(draft: ReportDraft, said: Understanding, facts: Facts): Outcome {
  const best = said.guesses[0];
  if (said.band === 'confident' && best && best.category !== unknownCategory) {
    return proceed(withCategory(draft, best.category, best.confidence, said.words), facts);
  }
  if (draft.texts.length >= maxAttempts) return handOver(draft, facts);
  if (said.band === 'unsure' && said.guesses.length > 0)
    return offerCategories(
      draft,
      said.guesses.map(({ category }) => category),
      facts,
    );
  return askMore(draft, facts);
}

/** The category stands: answers first, then questions. */
export function proceed(draft: ReportDraft, facts: Facts): Outcome {
  return offerToJoin(draft, facts) ?? proceedAlone(draft, facts);
}

/** Whatever others have reported. */
export function proceedAlone(draft: ReportDraft, facts: Facts): Outcome {
  return (
    offerArticles(draft, facts) ??
    unanswered(draft, beginQuestions(draft, facts, understoodLine(draft, facts)))
  );
}

/** No article fits: what the knowledge base lacks is worth knowing. Wishes and outages are not for articles. */
function unanswered(draft: ReportDraft, next: Outcome): Outcome {
  const [question] = draft.texts;
  if (question === undefined || draft.kind === 'request' || draft.impact === 'company') return next;
  if (draft.shownArticles.length > 0) return next;
  return {
    ...next,
    effects: [{ type: 'knowledge-gap', question, category: draft.category }, ...next.effects],
  };
}

/** What we made of it in one line, with the words that decided and a way to say no. */
export function understoodLine(draft: ReportDraft, facts: Facts): Intro {
  return (phrases) => {
    const category = facts.desk.words.categoryName(draft.category ?? unknownCategory, phrases.locale);
    const words = draft.reasons.slice(0, 3);
    return words.length === 0
      ? phrases.say('report.understood', { category })
      : phrases.say('report.understood.because', {
          category,
          words: words.join(phrases.locale === 'en' ? ', ' : '、'),
        });
  };
}

export function offerCategories(draft: ReportDraft, candidates: readonly string[], facts: Facts): Outcome {
  const offered = [...new Set(candidates)].filter((category) => category !== unknownCategory).slice(0, 4);
  if (offered.length === 0) return askMore(draft, facts);
  const state: SessionState = { name: 'clarifying', draft, offered };
  return outcome(state, say(facts.direct, categoryChoice(offered, facts)));
}

export function categoryChoice(offered: readonly string[], facts: Facts): Speech {
  return (phrases) => {
    const names = offered.map((category) => facts.desk.words.categoryName(category, phrases.locale));
    return message(
      [text(phrases.say('report.unsure'))],
      [
        ...offered.map((category, index) => ({
          action: pressOf(facts, 'category', category),
          label: names[index] ?? category,
          style: 'plain' as const,
          alias: String(index + 1),
        })),
        dialogAction(facts, phrases, 'none-of-these'),
        dialogAction(facts, phrases, 'cancel'),
      ],
    );
  };
}

export function askMore(draft: ReportDraft, facts: Facts): Outcome {
  const key =
    draft.texts.length > 1
      ? 'report.lost.again'
      : draft.attachments.length > 0 && draft.texts.length === 0
        ? 'report.lost.picture'
        : 'report.lost';
  return outcome({ name: 'clarifying', draft, offered: [] }, say(facts.direct, lostSpeech(key, facts)));
}

export function lostSpeech(key: string, facts: Facts): Speech {
  return (phrases) =>
    message(
      [text(phrases.say(key))],
      [dialogAction(facts, phrases, 'human'), dialogAction(facts, phrases, 'cancel')],
    );
}

/** Nobody is sent round in circles: an engineer reads it as it stands. */
export function handOver(draft: ReportDraft, facts: Facts): Outcome {
  const placed = withCategory(draft, unknownCategory, 0, []);
  return beginQuestions(placed, facts, (phrases) => phrases.say('report.hand-over'));
}

/** The category was wrong: offer what else it could be. */
export function reconsider(draft: ReportDraft, facts: Facts): Outcome {
  const said = facts.desk.understand(draft.texts.join('\n'));
  const others = said.guesses
    .map(({ category }) => category)
    .filter((category) => category !== draft.category);
  return offerCategories({ ...draft, category: null, shownArticles: draft.shownArticles }, others, facts);
}

export function saysThanks(words: string): boolean {
  return /谢|謝|感恩|辛苦|thank|thx|cheers/i.test(words);
}

export function smallTalk(words: string): Speech {
  const thanks = saysThanks(words);
  const bye = /再见|再見|拜拜|下班|bye|good night|晚安/i.test(words);
  const who = /你是谁|你是誰|你叫|机器人|機器人|who are you|what are you|bot\b/i.test(words);
  const noted = willTry(words) || findDialogWord(words) === 'cancel';
  const key = thanks
    ? 'talk.thanks'
    : bye
      ? 'talk.bye'
      : who
        ? 'talk.who'
        : noted
          ? 'talk.noted'
          : 'talk.hello';
  return sentence(key);
}

const offTopic: Speech = (phrases) =>
  message([text(phrases.say('report.off-topic'))], [commandAction(phrases, 'human')]);

export function dropDraft(facts: Facts): Outcome {
  return outcome(idle, say(facts.direct, sentence('dialog.cancelled')));
}

/** It works before a ticket was needed. What was read meanwhile may have helped. */
export function solvedMeanwhile(draft: ReportDraft, facts: Facts): Outcome {
  const articleIds = draft.shownArticles;
  const read: Effect[] =
    articleIds.length === 0
      ? []
      : [{ type: 'deflected', category: draft.category ?? unknownCategory, articleIds }];
  return outcome(idle, ...read, say(facts.direct, sentence('suggest.solved')));
}
