import type { Action } from '../../src/channel/outbound.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { plainText, type Button, type SlackBlock } from './blocks.ts';
import { blockLimits } from './limits.ts';
import { visible } from './render-inlines.ts';
import { say } from './wording.ts';

/** Buttons carry our action in `value`; `action_id` only has to differ within the message. */
export function renderActions(actions: readonly Action[]): SlackBlock[] {
  const buttons = actions.map(renderButton);
  const rows: SlackBlock[] = [];
  for (let from = 0; from < buttons.length; from += blockLimits.buttonsPerRow)
    rows.push({ type: 'actions', elements: buttons.slice(from, from + blockLimits.buttonsPerRow) });
  return rows;
}

function renderButton({ action, label, style }: Action, index: number): Button {
  const text = visible(label).trim();
  return {
    type: 'button',
    action_id: `act:${index}`,
    text: plainText(text === '' ? '…' : text, blockLimits.buttonLength),
    value: action,
    ...(style === 'plain' ? {} : { style }),
  };
}

/** Slack's own thumbs: docs.slack.dev/reference/block-kit/blocks/context-actions-block. */
export function renderFeedback(feedback: string | null, locale: Locale): SlackBlock[] {
  if (feedback === null) return [];
  const thumb = (key: 'helpful' | 'notHelpful', verdict: string) => ({
    text: plainText(say(key, locale), blockLimits.buttonLength),
    value: `${feedback}:${verdict}`,
  });
  return [
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'thumb',
          positive_button: thumb('helpful', 'good'),
          negative_button: thumb('notHelpful', 'bad'),
        },
      ],
    },
  ];
}
