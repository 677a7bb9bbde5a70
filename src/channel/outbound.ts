/**
 * Rich text as data. Whatever comes from a person stands in `plain`, `strong` or `code`; adapters escape all three for
 * their markup, so no outside text can become a mention, a link or a button.
 */
export type Inline =
  | { readonly type: 'plain'; readonly text: string }
  | { readonly type: 'strong'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly url: string }
  /** A real mention where `userId` is known on this channel, else the bare name. */
  | { readonly type: 'mention'; readonly userId: string | null; readonly name: string };

export type Block =
  | { readonly type: 'heading'; readonly inlines: readonly Inline[] }
  | { readonly type: 'text'; readonly inlines: readonly Inline[] }
  | {
      readonly type: 'fields';
      readonly fields: readonly { readonly label: string; readonly value: readonly Inline[] }[];
    }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  /** Somebody's own words. */
  | { readonly type: 'quote'; readonly inlines: readonly Inline[] };

export type Action = {
  /** Comes back in the `press` event. At most 255 characters. */
  readonly action: string;
  readonly label: string;
  readonly style: 'primary' | 'danger' | 'plain';
  /** What a person may type instead; shown where the channel has no buttons. */
  readonly alias: string | null;
};

/** One message, described once; every channel renders the best it can. */
export type OutboundMessage = {
  readonly blocks: readonly Block[];
  readonly actions: readonly Action[];
  /** Stored attachments to show below the text. */
  readonly attachmentKeys: readonly string[];
  /**
   * Set where people may judge the message with the platform's own thumbs: a thumb comes back as a press of this string with
   * `:good` or `:bad` behind it. At most 200 characters. Channels without thumbs ignore it.
   */
  readonly feedback: string | null;
};
