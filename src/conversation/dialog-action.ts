import type { Action } from '../channel/outbound.ts';
import type { Phrases } from '../wording/phrases.ts';
import type { Facts } from './facts.ts';

/** Stamps a dialogue button with the turn it belongs to, so that a press on an old message is known as one. */
export function pressOf(facts: Facts, what: string, argument?: string): string {
  const turn = facts.session.turn + 1;
  return argument === undefined ? `d:${turn}:${what}` : `d:${turn}:${what}:${argument}`;
}

/** A dialogue button whose label and typed alias come from `dialog.<what>`. */
export function dialogAction(
  facts: Facts,
  phrases: Phrases,
  what: string,
  style: Action['style'] = 'plain',
): Action {
  const label = phrases.label(`dialog.${what}`);
  return { action: pressOf(facts, what), label, style, alias: label };
}

/** A command as a button, good at any time. */
export function commandAction(phrases: Phrases, verb: string, style: Action['style'] = 'plain'): Action {
  return {
    action: `c:${verb}`,
    label: phrases.label(`button.${verb}`),
    style,
    alias: phrases.label(`verb.${verb}`),
  };
}
