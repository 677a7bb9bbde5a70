import type { Attachment } from '../../src/channel/attachment.ts';
import type { Block, Inline } from '../../src/channel/outbound.ts';
import type { TranscriptEntry } from '../../src/channel/transcript.ts';
import { unreachable } from '../../src/kernel/bot-error.ts';
import { guestUserId, type CastMember } from './cast.ts';
import { inlineImageTypes } from './file-type.ts';
import { findSpans } from './mentions.ts';
import type { WireAttachment, WireEntry } from './wire.ts';

const linkProtocols = new Set(['https:', 'http:', 'mailto:']);

function isSafeLink(url: string): boolean {
  return URL.canParse(url) && linkProtocols.has(new URL(url).protocol);
}

type Render = (inline: Inline) => readonly Inline[];

/** The bot's text is what the core made of it; only a link that could run code loses its address. */
const renderBotInline: Render = (inline) =>
  inline.type === 'link' && !isSafeLink(inline.url) ? [{ type: 'plain', text: inline.text }] : [inline];

/** A person's words: names of the cast after an @ are shown as mentions, everything else stays letters. */
function personInlineRenderer(cast: readonly CastMember[]): Render {
  return (inline) => {
    const text = inline.type === 'mention' ? `@${inline.name}` : inline.text;
    return findSpans(text, cast).map((span) =>
      span.who
        ? { type: 'mention', userId: span.who.userId, name: span.who.name }
        : { type: 'plain', text: span.text },
    );
  };
}

function renderBlock(block: Block, inline: Render): Block {
  const all = (inlines: readonly Inline[]): Inline[] => inlines.flatMap(inline);
  switch (block.type) {
    case 'heading':
    case 'text':
    case 'quote':
      return { type: block.type, inlines: all(block.inlines) };
    case 'fields':
      return {
        type: 'fields',
        fields: block.fields.map(({ label, value }) => ({ label, value: all(value) })),
      };
    case 'list':
      return { type: 'list', ordered: block.ordered, items: block.items.map(all) };
    default:
      return unreachable(block);
  }
}

export function renderAttachment(attachment: Attachment): WireAttachment {
  return {
    url: `/chat/attachments/${attachment.key}`,
    name: attachment.name,
    mimeType: attachment.mimeType,
    sizeBytes: attachment.sizeBytes,
    isImage: inlineImageTypes.has(attachment.mimeType),
  };
}

function authorName(userId: string, cast: readonly CastMember[]): string {
  const member = cast.find((candidate) => candidate.userId === userId);
  if (member) return member.name;
  const slug = userId.replace(/^guest-/u, '');
  return guestUserId(slug) === userId ? slug : userId;
}

export type RenderFacts = {
  readonly cast: readonly CastMember[];
  /** Those of the entry's keys that are still kept. */
  readonly attachments: readonly Attachment[];
  readonly clientId: string | null;
};

/** Transcript → wire. Nothing here is escaped, because nothing here is markup: the page only makes text nodes. */
export function renderEntry(entry: TranscriptEntry, facts: RenderFacts): WireEntry {
  const { conversation, authorUserId, message } = entry;
  const inline = authorUserId === null ? renderBotInline : personInlineRenderer(facts.cast);
  return {
    cursor: entry.cursor,
    messageId: entry.messageId,
    conversation: conversation.kind === 'direct' ? `@${conversation.userId}` : conversation.groupId,
    author:
      authorUserId === null ? null : { userId: authorUserId, name: authorName(authorUserId, facts.cast) },
    at: entry.at,
    editedAt: entry.editedAt,
    clientId: facts.clientId,
    blocks: message.blocks.map((block) => renderBlock(block, inline)),
    // Buttons are the bot's alone.
    actions: authorUserId === null ? message.actions : [],
    attachments: facts.attachments.map(renderAttachment),
  };
}
