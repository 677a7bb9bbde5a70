import type { ChannelValues } from '../channel/channel-values.ts';
import type { Conversation } from '../channel/conversation.ts';
import type { Duration } from '../kernel/duration.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Secret } from '../kernel/secret.ts';
import type { Person } from '../people/person.ts';
import type { SupportGroup } from '../people/support-group.ts';
import type { AlertRules } from '../sla/alert-rules.ts';
import type { Policy } from '../sla/policy.ts';

export type ChannelSettings = { readonly enabled: boolean; readonly values: ChannelValues };

/** bot.config.yaml and the environment, checked and complete: every key has its value, every path is absolute. */
export type BotConfig = {
  /** Absolute path of the file it was read from; null: there is none, all values are defaults. */
  readonly file: string | null;
  /** For whoever has no language of their own, and for groups. */
  readonly locale: Locale;
  /** IANA; for whoever has no zone of their own. */
  readonly timeZone: string;
  /** Where the running instance keeps its files. */
  readonly dataDir: string;
  readonly http: {
    readonly host: string;
    /** 0 takes a free one. */
    readonly port: number;
    /** Where people reach us when a proxy stands in front, without a slash at the end. */
    readonly publicUrl: string | null;
  };
  readonly storage: {
    /** `sqlite:` and an absolute path. */
    readonly url: string;
  };
  readonly knowledge: { readonly dir: string };
  readonly people: readonly Person[];
  /** At least one. Only conversations on enabled channels are listed. */
  readonly groups: readonly SupportGroup[];
  readonly managers: { readonly conversations: readonly Conversation[] };
  readonly sla: {
    readonly policies: readonly Policy[];
    /** Silence of the requester after which a resolved ticket closes. */
    readonly closeAfter: Duration;
    readonly alerts: AlertRules;
  };
  readonly ratings: {
    /** 1 to 5: a score under it tells the managers. */
    readonly threshold: number;
  };
  /** An OpenAI-compatible server; null: there is none, and none is needed. */
  readonly llm: {
    readonly baseUrl: string;
    readonly apiKey: Secret | null;
    readonly model: string;
    /** For search by meaning; null: the corpus itself is all there is. */
    readonly embeddingModel: string | null;
    readonly timeoutMs: number;
  } | null;
  /** By channel name; every declared channel is there, enabled or not. */
  readonly channels: Readonly<Record<string, ChannelSettings>>;
};

/** Names of the channels that are to be started. */
export function listEnabledChannels(config: BotConfig): string[] {
  return Object.entries(config.channels).flatMap(([name, { enabled }]) => (enabled ? [name] : []));
}
