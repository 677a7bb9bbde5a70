import type { Capabilities } from '../channel/adapter.ts';
import type { Conversation } from '../channel/conversation.ts';
import type { Desk } from '../conversation/desk.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Duration } from '../kernel/duration.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Database } from '../store/database.ts';
import type { Copy } from '../wording/phrases.ts';
import type { Mind } from './think-ahead.ts';

/** What the running service works with: the store, the content, and how it is set up. */
export type Office = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly desk: Desk;
  readonly copy: Readonly<Record<Locale, Copy>>;
  /** Language and zone where a person or group has none of its own. */
  readonly locale: Locale;
  readonly timeZone: string;
  /** Names of the channels that run. */
  readonly channels: ReadonlySet<string>;
  /** What a running channel can do; undefined for one that does not run. */
  capabilities(channel: string): Capabilities | undefined;
  /** The optional language model; null: the desk works alone. */
  readonly mind: Mind | null;
  readonly managers: readonly Conversation[];
  /** Silence after a resolution that closes a ticket, counted on this calendar. */
  readonly closeAfter: { readonly duration: Duration; readonly calendar: string };
};
