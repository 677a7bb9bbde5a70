import type { Attachment } from '../channel/attachment.ts';
import { say } from '../wording/say.ts';
import { findDialogWord } from './dialog-words.ts';
import { withCategory } from './draft.ts';
import { outcome, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { saysNothing } from './plain-wishes.ts';
import { askMore, categoryChoice, dropDraft, hearMore, lostSpeech, proceed, smallTalk } from './report.ts';
import type { SessionState } from './session.ts';
import { handOverNow } from './hand-over.ts';

type Clarifying = Extract<SessionState, { name: 'clarifying' }>;

export function pressInClarifying(
  state: Clarifying,
  what: string,
  argument: string | null,
  facts: Facts,
): Outcome | undefined {
  switch (what) {
    case 'category':
      return argument !== null && state.offered.includes(argument)
        ? choose(state, argument, facts)
        : undefined;
    case 'none-of-these':
      return askMore({ ...state.draft, texts: state.draft.texts }, facts);
    case 'human':
      return handOverNow(state.draft, null, facts);
    case 'cancel':
      return dropDraft(facts);
    default:
      return undefined;
  }
}

export function hearInClarifying(
  state: Clarifying,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const word = attachments.length > 0 ? undefined : findDialogWord(words);
  if (word === 'cancel') return dropDraft(facts);
  const picked =
    state.offered[Number(words.normalize('NFKC')) - 1] ??
    state.offered.find((category) => isNamed(category, words, facts));
  if (picked !== undefined && attachments.length === 0) return choose(state, picked, facts);
  if (word === 'no' || /^(都不是|都不對|都不对|none( of these)?)$/i.test(words))
    return askMore(state.draft, facts);
  if (attachments.length === 0 && tellsNothing(words, facts)) return askAnew(state, words, facts);
  return hearMore(state.draft, words, attachments, facts);
}

/** "OK", "谢谢", "？？？", a number nobody offered: not a word about the matter, so it counts as no attempt to explain it. */
function tellsNothing(words: string, facts: Facts): boolean {
  const word = findDialogWord(words);
  return (
    saysNothing(words) ||
    word === 'yes' ||
    word === 'thanks' ||
    /^\d+$/.test(words.normalize('NFKC')) ||
    facts.desk.understand(words).kind === 'small-talk'
  );
}

function askAnew(state: Clarifying, words: string, facts: Facts): Outcome {
  const thanked = findDialogWord(words) === 'thanks' ? [say(facts.direct, smallTalk(words))] : [];
  const speech =
    state.offered.length > 0
      ? categoryChoice(state.offered, facts)
      : lostSpeech(state.draft.texts.length === 0 ? 'report.lost.picture' : 'report.lost', facts);
  return outcome({ ...state }, ...thanked, say(facts.direct, speech));
}

function isNamed(category: string, words: string, facts: Facts): boolean {
  return (['zh-CN', 'zh-TW', 'en'] as const).some(
    (locale) => facts.desk.words.categoryName(category, locale).toLowerCase() === words.trim().toLowerCase(),
  );
}

/** What a person says their report is about is the best teacher the classifier has. */
function choose(state: Clarifying, category: string, facts: Facts): Outcome {
  const next = proceed(withCategory(state.draft, category, 1, []), facts);
  return {
    ...next,
    effects: [
      {
        type: 'correction',
        text: state.draft.texts.join('\n'),
        from: state.offered[0] ?? null,
        to: category,
        ticket: null,
      },
      ...next.effects,
    ],
  };
}
