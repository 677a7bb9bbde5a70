import type { Locale } from '../../../src/kernel/locale.ts';
import type { RoleLabel } from '../cast.ts';
import { english } from './wording-en.ts';
import { simplified } from './wording-zh-cn.ts';
import { traditional } from './wording-zh-tw.ts';

/** Everything the page itself says. What the bot says comes from the server. */
export type Wording = {
  readonly demo: string;
  readonly tagline: string;
  readonly connection: Readonly<Record<'connecting' | 'live' | 'lost', string>>;
  readonly lostBanner: string;
  readonly people: string;
  readonly visitor: string;
  readonly visitorName: string;
  readonly enter: string;
  readonly roles: Readonly<Record<RoleLabel, string>>;
  readonly language: Readonly<Record<Locale, string>>;
  readonly layout: string;
  readonly stage: string;
  readonly single: string;
  readonly conversations: string;
  readonly desk: string;
  readonly managers: string;
  readonly speakAs: string;
  readonly members: (names: readonly string[]) => string;
  readonly direct: string;
  readonly youAre: (name: string) => string;
  readonly back: string;
  readonly unread: (count: number) => string;
  readonly emptyDirect: string;
  readonly emptyDirectHint: string;
  readonly emptyGroup: string;
  readonly emptyGroupHint: string;
  readonly noMessages: string;
  readonly writeToBot: string;
  readonly writeToGroup: string;
  readonly mentionBot: string;
  readonly mentionWhom: string;
  readonly send: string;
  readonly attach: string;
  readonly remove: (name: string) => string;
  readonly close: string;
  readonly drop: string;
  readonly uploading: string;
  readonly uploadFailed: string;
  readonly sending: string;
  readonly retry: string;
  readonly unreachable: string;
  readonly tooLong: string;
  readonly tooLarge: string;
  readonly tooManyFiles: (limit: number) => string;
  readonly updated: (time: string) => string;
  readonly newMessages: (count: number) => string;
  readonly showAll: string;
  readonly showLess: string;
  readonly alias: (alias: string) => string;
  readonly typing: string;
  readonly today: string;
  readonly yesterday: string;
  readonly attachment: string;
  readonly loading: string;
  readonly loadFailed: string;
  readonly reload: string;
  readonly bot: string;
};

export const wording: Readonly<Record<Locale, Wording>> = {
  'zh-CN': simplified,
  'zh-TW': traditional,
  en: english,
};
