import type { Action } from '../../src/channel/outbound.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import { maxActionCardButtons } from './limits.ts';
import { escapeText, labelText, plainOf, sendWordsUrl } from './markup.ts';
import { chooseWords, typeInstead } from './wording.ts';

/** A message without a card template: markdown, or an action card whose buttons send a word. */
export type RobotBody =
  | { readonly type: 'markdown'; readonly title: string; readonly text: string }
  | {
      readonly type: 'action-card';
      readonly title: string;
      readonly text: string;
      readonly buttons: readonly Button[];
    };
export type Button = { readonly title: string; readonly url: string };

/** What a person types instead of pressing. */
function wordsFor({ alias, label }: Action): string {
  return (alias ?? label).replaceAll(/\s+/g, ' ').trim();
}

export type ButtonPlace = {
  readonly locale: Locale;
  readonly inGroup: boolean;
  /** A message that mentions somebody for real has to be plain markdown: action cards do not notify. */
  readonly plain: boolean;
};

export function withButtons(
  title: string,
  text: string,
  actions: readonly Action[],
  { locale, inGroup, plain }: ButtonPlace,
): RobotBody {
  if (actions.length === 0) return { type: 'markdown', title, text };
  if (plain || actions.length > maxActionCardButtons) {
    const lines = [escapeText(chooseWords(locale)), ...actions.map(buttonLine)].join('\n\n');
    return { type: 'markdown', title, text: [text, lines].filter((part) => part !== '').join('\n\n') };
  }
  const buttons = actions.map((action) => ({
    title: plainOf(action.label),
    url: sendWordsUrl(wordsFor(action)),
  }));
  const hint = inGroup ? escapeText(typeInstead(actions.map(wordsFor), locale)) : '';
  return {
    type: 'action-card',
    title,
    buttons,
    text: [text, hint].filter((part) => part !== '').join('\n\n'),
  };
}

/** `[1. Printer](…)`, or the label with the words to type behind it. A link sends the words just as a button does. */
function buttonLine(action: Action): string {
  const words = wordsFor(action);
  const numbered = /^\d{1,3}$/.test(words);
  const label = plainOf(action.label);
  const shown = numbered ? `${words}. ${label}` : label;
  const link = `[${labelText(shown)}](${sendWordsUrl(words)})`;
  return numbered || words === label ? link : `${link}（${escapeText(words, ' ')}）`;
}

/** `msgKey` and `msgParam` of the robot APIs. */
export function robotMessageOf(body: RobotBody): { readonly msgKey: string; readonly msgParam: string } {
  const { title, text } = body;
  if (body.type === 'markdown')
    return { msgKey: 'sampleMarkdown', msgParam: JSON.stringify({ title, text }) };
  const [first, ...others] = body.buttons;
  if (first && others.length === 0) {
    const msgParam = JSON.stringify({ title, text, singleTitle: first.title, singleURL: first.url });
    return { msgKey: 'sampleActionCard', msgParam };
  }
  const numbered = body.buttons.flatMap(({ title: name, url }, index) => [
    [`actionTitle${index + 1}`, name],
    [`actionURL${index + 1}`, url],
  ]);
  return {
    msgKey: `sampleActionCard${body.buttons.length}`,
    msgParam: JSON.stringify({ title, text, ...(Object.fromEntries(numbered) as object) }),
  };
}

/** Body of a request to a session webhook. */
export function webhookMessageOf(body: RobotBody, atUserIds: readonly string[]): object {
  const { title, text } = body;
  if (body.type === 'markdown') {
    return {
      msgtype: 'markdown',
      markdown: { title, text },
      ...(atUserIds.length === 0 ? {} : { at: { atUserIds, isAtAll: false } }),
    };
  }
  const [first, ...others] = body.buttons;
  const actionCard =
    first && others.length === 0
      ? { title, text, singleTitle: first.title, singleURL: first.url }
      : {
          title,
          text,
          btnOrientation: '0',
          btns: body.buttons.map(({ title: name, url }) => ({ title: name, actionURL: url })),
        };
  return { msgtype: 'actionCard', actionCard };
}
