import type { Action, Block } from '../../src/channel/outbound.ts';
import type { Locale } from '../../src/kernel/locale.ts';
import type { CastMember, ChatGroup } from './cast.ts';

/** Our own wire, server → page. Everything in it is data; the page makes text nodes of it, never markup. */

export type WireAttachment = {
  readonly url: string;
  readonly name: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** May be shown in place. */
  readonly isImage: boolean;
};

export type WireEntry = {
  readonly cursor: number;
  readonly messageId: string;
  /** `@lin` (the direct conversation of lin) or a group id. */
  readonly conversation: string;
  /** null: the bot. */
  readonly author: { readonly userId: string; readonly name: string } | null;
  readonly at: number;
  readonly editedAt: number | null;
  /** What the page called it when sending, while the server remembers: lets the page drop its own copy. */
  readonly clientId: string | null;
  readonly blocks: readonly Block[];
  readonly actions: readonly Action[];
  readonly attachments: readonly WireAttachment[];
};

export type WireCast = {
  readonly demo: true;
  readonly bot: { readonly name: Readonly<Record<Locale, string>> };
  readonly cast: readonly CastMember[];
  readonly groups: readonly ChatGroup[];
  readonly limits: {
    readonly maxTextLength: number;
    readonly maxAttachmentBytes: number;
    readonly maxAttachmentsPerMessage: number;
  };
};

/** Answer to an upload: what a message then names by `key`. */
export type WireUpload = WireAttachment & { readonly key: string };

export type WireProblem = { readonly error: string; readonly message: string };
