import type { Mention } from '../../src/channel/inbound.ts';

type Named = { readonly userId: string; readonly name: string };

/** A piece of a text: itself, or an @name that stands for somebody. */
export type Span<Who> = { readonly text: string; readonly who: Who | null };

const wordCharacter = /[\p{Script=Latin}\p{Number}_]/u;
/** `a@b` is an address, not a mention. */
const addressCharacter = /[\p{Script=Latin}\p{Number}._%+-]/u;

function nameStandsAt(text: string, index: number, name: string): boolean {
  if (text.slice(index, index + name.length).toLowerCase() !== name.toLowerCase()) return false;
  // `@Ann` does not stand in `@Anna`; Chinese has no such word ends.
  const last = name.at(-1) ?? '';
  const next = text.charAt(index + name.length);
  return !(wordCharacter.test(last) && wordCharacter.test(next));
}

/** Cuts a text at its mentions. Longest name first, so `@王强国` is not `@王强`. */
export function findSpans<Who extends { readonly name: string }>(
  text: string,
  people: readonly Who[],
): readonly Span<Who>[] {
  const candidates = people.filter(({ name }) => name !== '').sort((a, b) => b.name.length - a.name.length);
  const spans: Span<Who>[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== '@' && text[index] !== '＠') continue;
    if (index > 0 && addressCharacter.test(text.charAt(index - 1))) continue;
    const who = candidates.find(({ name }) => nameStandsAt(text, index + 1, name));
    if (!who) continue;
    if (index > start) spans.push({ text: text.slice(start, index), who: null });
    const end = index + 1 + who.name.length;
    spans.push({ text: text.slice(index, end), who });
    start = end;
    index = end - 1;
  }
  if (start < text.length) spans.push({ text: text.slice(start), who: null });
  return spans;
}

export type Addressing = {
  /** Without the bot's own mention. */
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** The bot was mentioned, or the text starts with a slash. */
  readonly addressesBot: boolean;
};

export function readMentions(
  text: string,
  people: readonly Named[],
  botNames: readonly string[],
): Addressing {
  const bots = botNames.map((name) => ({ userId: null, name }));
  const mentions = new Map<string, Mention>();
  let rest = '';
  let mentionsBot = false;
  for (const span of findSpans<{ userId: string | null; name: string }>(text, [...bots, ...people])) {
    if (span.who?.userId === null) {
      mentionsBot = true;
      continue;
    }
    // What separated the bot's name from the words goes with it.
    rest += mentionsBot && rest.trim() === '' ? span.text.replace(/^[\s,，:：、]+/u, '') : span.text;
    if (span.who) mentions.set(span.text, { userId: span.who.userId, text: span.text });
  }
  const cut = mentionsBot ? rest.trim() : rest;
  return {
    text: cut,
    mentions: [...mentions.values()],
    addressesBot: mentionsBot || /^\s*[/／]/u.test(cut),
  };
}
