import type { Mention } from '../../src/channel/inbound.ts';

/** What people may be called, as far as known. */
export type NameOf = (userId: string) => string | undefined;

/** Stands where the bot's own mention was, until its blanks are gone too. A private-use character nobody types. */
const cut = '\uf8f1';
const reference = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g;

/** Ids of people named in a text as Slack sends it: `<@U123>`, `<@U123|wang>`. */
export function listMentioned(raw: string): string[] {
  return [...raw.matchAll(reference)].flatMap(([, sign, id = '']) => (sign === '@' ? [id] : []));
}

export type ReadText = {
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** The bot was mentioned; its mention is cut out. */
  readonly addressesBot: boolean;
};

/**
 * Slack's wire text as a person reads it: references spelled out, the three escapes undone.
 * docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function readMrkdwn(raw: string, botUserId: string, nameOf: NameOf): ReadText {
  const mentions: Mention[] = [];
  const spelled = raw
    .replaceAll(cut, '')
    .replace(reference, (_, sign: string, target: string, label: string | undefined) => {
      switch (sign) {
        case '@': {
          if (target === botUserId) return cut;
          const text = `@${nameOf(target) ?? (label ? unescape(label) : target)}`;
          if (!mentions.some(({ userId }) => userId === target)) mentions.push({ userId: target, text });
          return escape(text);
        }
        case '#':
          return `#${label ?? target}`;
        case '!':
          // <!here>, <!subteam^S1|@desk>, <!date^…|fallback>
          return label ?? `@${target.split('^')[0]}`;
        default:
          return spellLink(target, label);
      }
    });
  const text = unescape(spelled);
  const addressesBot = spelled.includes(cut);
  return { text: addressesBot ? tidy(text) : text.trim(), mentions, addressesBot };
}

function spellLink(target: string, label: string | undefined): string {
  const address = target.replace(/^(?:mailto|tel):/, '');
  // Slack makes a link of whatever looks like one: its label is what was typed.
  if (label === undefined || target.includes(label)) return label ?? address;
  return `${label} (${address})`;
}

/** Where the bot's name was cut out, its blanks go with it, and at the front the comma behind it. */
function tidy(text: string): string {
  return text
    .trim()
    .replace(/^\uf8f1[\s,，:：、]*/, '')
    .replace(/[ \t]*\uf8f1[ \t]*/g, ' ')
    .trim();
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** For text that Slack reads as markup: its three signs. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
