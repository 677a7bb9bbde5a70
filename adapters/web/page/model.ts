import type { Locale } from '../../../src/kernel/locale.ts';
import type { CastMember, ChatGroup } from '../cast.ts';
import type { WireEntry } from '../wire.ts';
import type { Reader } from './format.ts';
import { browserTimeZone } from './api.ts';
import { wording } from './wording.ts';

/** Pure questions about what the page knows. */

/** The browser's language among ours. (The page cannot import what lies outside its folder, only types.) */
function browserLocale(): Locale {
  const tag = navigator.language.toLowerCase();
  if (!tag.startsWith('zh')) return 'en';
  return /hant|-tw|-hk|-mo/u.test(tag) ? 'zh-TW' : 'zh-CN';
}

export function localeOf(person: CastMember): Locale {
  return person.locale ?? browserLocale();
}

export function readerOf(person: CastMember): Reader {
  return { locale: localeOf(person), timeZone: person.timeZone ?? browserTimeZone };
}

export type ConversationName = string;

/** `@lin`: direct; the page's name for it is the same for everybody who looks. */
export function directOf(person: CastMember): ConversationName {
  return `@${person.userId}`;
}

export function isDirect(conversation: ConversationName): boolean {
  return conversation.startsWith('@');
}

export function conversationsOf(
  person: CastMember,
  groups: readonly ChatGroup[],
): readonly ConversationName[] {
  const visible = groups.filter(({ groupId }) => person.groups.includes(groupId));
  return [directOf(person), ...visible.map(({ groupId }) => groupId)];
}

export function conversationTitle(
  conversation: ConversationName,
  groups: readonly ChatGroup[],
  locale: Locale,
  botName: Readonly<Record<Locale, string>>,
): string {
  if (isDirect(conversation)) return botName[locale];
  const group = groups.find(({ groupId }) => groupId === conversation);
  return group?.name ?? wording[locale][group?.kind ?? 'desk'];
}

/** A line for the conversation list. */
export function summary(entry: WireEntry, locale: Locale): string {
  for (const block of entry.blocks) {
    const inlines =
      block.type === 'fields'
        ? (block.fields[0]?.value ?? [])
        : block.type === 'list'
          ? (block.items[0] ?? [])
          : block.inlines;
    const text = inlines
      .map((inline) => (inline.type === 'mention' ? `@${inline.name}` : inline.text))
      .join('')
      .trim();
    if (text !== '') return text.slice(0, 120);
  }
  return entry.attachments.length > 0 ? wording[locale].attachment : '';
}

export function unreadCount(entries: readonly WireEntry[], person: CastMember, readUntil: number): number {
  return entries.filter(({ at, author }) => at > readUntil && author?.userId !== person.userId).length;
}

/** Places an entry by the time it was said; a repainted one stays where it stands. */
export function placed(entries: readonly WireEntry[], entry: WireEntry): readonly WireEntry[] {
  const index = entries.findIndex(({ messageId }) => messageId === entry.messageId);
  const known = entries[index];
  if (known) return known.cursor >= entry.cursor ? entries : entries.with(index, entry);
  const after = entries.findLastIndex(({ at }) => at <= entry.at) + 1;
  return entries.toSpliced(after, 0, entry);
}

/** Two colours in one: a stable hue per person, so faces are told apart at a glance. */
export function hueOf(userId: string): number {
  let hash = 7;
  for (const character of userId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}

/** What stands in the round picture: the given name's last two characters, or two initials. */
export function initials(name: string): string {
  const characters = Array.from(name.trim());
  if (characters.some((character) => /\p{Script=Han}/u.test(character))) return characters.slice(-2).join('');
  const words = name.trim().split(/\s+/u);
  return (
    words.length > 1
      ? words
          .slice(0, 2)
          .map((word) => word.charAt(0))
          .join('')
      : name.trim().slice(0, 2)
  ).toUpperCase();
}
