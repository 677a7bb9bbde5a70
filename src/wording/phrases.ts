import type { Inline } from '../channel/outbound.ts';
import { BotError } from '../kernel/bot-error.ts';
import type { Locale } from '../kernel/locale.ts';
import { fillTemplate, plainText, type Parameters, type Template } from './template.ts';
import type { Person } from '../people/person.ts';
import { instantWords } from './time-words.ts';

/** Key → template, complete for one locale. */
export type Copy = ReadonlyMap<string, Template>;

/** The bot's voice in one language, for one reader: their time zone, and the instant they read it at. */
export type Phrases = {
  readonly locale: Locale;
  say(key: string, parameters?: Parameters): Inline[];
  /** The same without styling, for labels and titles. */
  label(key: string, parameters?: Parameters): string;
  /** `今天 15:30`, `Tue 24 Nov, 09:00`: an instant as the reader's clock shows it. */
  instant(at: number): string;
  /** Reaches the person where the channel knows them, else names them. */
  mention(person: Person): Inline;
  /** A channel as people call it; its id where the copy has no name for it. */
  channel(name: string): string;
};

export type Voice = {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: number;
  /** Channel the words will be read on. */
  readonly channel: string;
};

/** @throws BotError `bug` for a key or parameter that is not in prompts/copy; content loading makes all locales equal. */
export function createPhrases(copy: Copy, voice: Voice): Phrases {
  const say = (key: string, parameters: Parameters = {}): Inline[] => {
    const template = copy.get(key);
    if (!template) throw new BotError('bug', `prompts/copy/${voice.locale}.yaml has no "${key}"`);
    return fillTemplate(template, parameters);
  };
  return {
    locale: voice.locale,
    say,
    label: (key, parameters) => plainText(say(key, parameters)),
    instant: (at) => instantWords(at, voice),
    mention: (person) => ({
      type: 'mention',
      userId: person.identities[voice.channel] ?? null,
      name: person.name,
    }),
    channel: (name) =>
      plainText(copy.has(`channel.${name}`) ? say(`channel.${name}`) : [{ type: 'plain', text: name }]),
  };
}
