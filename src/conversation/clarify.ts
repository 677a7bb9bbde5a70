import type { Attachment } from '../channel/attachment.ts';
import { findDialogWord } from './dialog-words.ts';
import { withCategory } from './draft.ts';
import type { Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { askMore, dropDraft, hearMore, proceed } from './report.ts';
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
  return hearMore(state.draft, words, attachments, facts);
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
