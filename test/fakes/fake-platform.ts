/** A message as the platform shows it to a person, whatever the platform. */
export type ShownMessage = {
  readonly messageId: string;
  /** Visible text, all blocks, markup read as the platform would. */
  readonly text: string;
  /** Labels. */
  readonly buttons: readonly string[];
  /** User ids the platform will notify. */
  readonly mentions: readonly string[];
  readonly links: readonly string[];
};

/** `@userId`: that person's direct conversation with the bot; anything else: a group. */
export type Place = string;

/**
 * One vendor's platform on loopback, speaking its real protocol to the real SDK inside our adapter; scenario tests and
 * benches drive it the same way whatever the vendor.
 */
export type FakePlatform = {
  /** Our name of the channel. */
  readonly channel: string;
  /** Its block of bot.config.yaml (`slack:\n  enabled: true\n …`, not indented), and the variables that block refers to. */
  readonly yaml: string;
  readonly env: Readonly<Record<string, string>>;
  /** Somebody the platform knows. Only people who were added can write. */
  addPerson(person: {
    readonly userId: string;
    readonly name: string;
    readonly locale?: string;
    readonly timeZone?: string;
    readonly email?: string;
  }): void;
  /** A group the bot is in. */
  addGroup(groupId: string): void;
  /**
   * Types; in a group after mentioning the bot unless `addressed` is false. Resolves to whether we said "we have it" within
   * the platform's own deadline. The same `key` is a redelivery of the same event.
   */
  says(
    userId: string,
    place: Place,
    text: string,
    options?: { readonly key?: string; readonly addressed?: boolean },
  ): Promise<boolean>;
  /** Presses the newest button with that label the person can see there; where buttons are links or numbers, does what a person would. */
  presses(userId: string, place: Place, label: string): Promise<boolean>;
  /** What stands there now, oldest first, as `viewer` sees it (default: everybody). */
  shown(place: Place, viewer?: string): readonly ShownMessage[];
  /** Live connections of ours. */
  connections(): number;
  /** Cuts every live connection without a word. */
  disconnect(): void;
  /** Gateway and API refuse everything until `comeBack`. */
  goDown(): void;
  comeBack(): void;
  /** Each time we broke a rule of the platform: above a rate limit, past a deadline, a malformed frame. */
  violations(): readonly string[];
  close(): Promise<void>;
};
