export type SlashCommand = {
  /** As if it had been typed to the bot. */
  readonly text: string;
  readonly answered: 'directly' | 'where-typed';
};

/**
 * `/it` is everybody's: its words are what one would type to the bot, whose reading of them tells a command ("my", "status 12",
 * "催单 T-3") from a report ("vpn down", "cancel button does nothing"). `/ticket` takes a verb, `/claim` a ticket.
 * undefined: a command that is not ours.
 */
export function readCommand(name: string, rest: string): SlashCommand | undefined {
  const words = rest.trim();
  switch (name) {
    case '/it':
      return { text: words === '' ? '/help' : words, answered: 'directly' };
    case '/ticket':
      return { text: words === '' ? '/help' : `/${words.replace(/^\/+\s*/, '')}`, answered: 'where-typed' };
    case '/claim':
      return { text: `/claim ${words}`.trim(), answered: 'where-typed' };
    default:
      return undefined;
  }
}
