import type { Action, OutboundMessage } from '../../src/channel/outbound.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { oneLine, shortenTo, width, type Face } from './card-face.ts';
import { cardLimits } from './limits.ts';
import type { CardBody } from './payloads.ts';
import { wordsIn } from './wording.ts';

/** How a card can take these actions: buttons, one choice of many, or not at all. */
export function choiceKind(actions: readonly Action[]): 'buttons' | 'vote' | 'typed' {
  if (actions.length <= cardLimits.buttons) {
    return actions.every(({ action }) => Buffer.byteLength(action) <= cardLimits.keyBytes)
      ? 'buttons'
      : 'typed';
  }
  const fits = actions.every(({ action }) => Buffer.byteLength(action) <= cardLimits.optionIdBytes);
  return actions.length <= cardLimits.options && fits ? 'vote' : 'typed';
}

/** Whether a label has to be read elsewhere, because the button shows only its beginning. */
export function isCut(action: Action, kind: 'buttons' | 'vote'): boolean {
  return width(oneLine(action.label)) > (kind === 'buttons' ? cardLimits.button : cardLimits.option);
}

const styles: Readonly<Record<Action['style'], number>> = { primary: 1, danger: 2, plain: 4 };

/** Key of the one button of a card with a choice; what was chosen comes beside it. */
export const submitKey = 'submit';
export const questionKey = 'choice';

export function buttonCard(face: Face, actions: readonly Action[]): CardBody {
  return {
    card_type: 'button_interaction',
    ...face,
    button_list: actions.map(({ action, label, style }) => ({
      text: shortenTo(label, cardLimits.button),
      style: styles[style],
      key: action,
    })),
  };
}

/** A card with a choice has room for a title and nothing else. */
export function voteCard(face: Face, actions: readonly Action[], locale: Locale): CardBody {
  return {
    card_type: 'vote_interaction',
    main_title: face.main_title ?? { title: wordsIn(locale).choose },
    checkbox: {
      question_key: questionKey,
      mode: 0,
      option_list: actions.map(({ action, label }) => ({
        id: action,
        text: shortenTo(label, cardLimits.option),
      })),
    },
    submit_button: { text: wordsIn(locale).submit, key: submitKey },
  };
}

/** A card nothing can be pressed on; WeCom wants it to lead somewhere. */
export function noticeCard(face: Face, url: string): CardBody {
  return { card_type: 'text_notice', ...face, card_action: { type: 1, url } };
}

/** A card's keys may not repeat (101032); the first of two equal actions is it. */
export function withoutDuplicates(message: OutboundMessage): readonly Action[] {
  const seen = new Set<string>();
  return message.actions.filter(({ action }) => {
    const isNew = !seen.has(action);
    seen.add(action);
    return isNew;
  });
}
