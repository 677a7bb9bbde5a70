import type { Attachment } from '../../src/channel/attachment.ts';
import type { InboundEvent, Sender } from '../../src/channel/inbound.ts';
import { channelName } from './config.ts';
import type { Draft, DraftBody } from './decode.ts';
import { listMentioned, readMrkdwn } from './mrkdwn.ts';
import { localeOf, missingFile } from './wording.ts';

/** What is known of people and files by the time the event has to be handed over. */
export type Known = {
  readonly botUserId: string;
  readonly senderOf: (userId: string, nameHint: string | null) => Sender;
  readonly findName: (userId: string) => string | undefined;
  readonly attachments: readonly Attachment[];
  /** Names of files that could not be fetched in time. */
  readonly missingFiles: readonly string[];
};

/** Everybody whose profile the event would show. */
export function peopleIn({ userId, body }: Draft): string[] {
  switch (body.type) {
    case 'message':
      return [userId, ...listMentioned(body.raw)];
    case 'picked':
      return [userId, body.byUserId, ...listMentioned(body.raw)];
    case 'press':
    case 'form':
    case 'opened':
    case 'home':
      return [userId];
  }
}

/** As it was written. Only what no database can hold in text is replaced: NUL, and half a character (a lone surrogate). */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

export function completeEvent(draft: Draft, known: Known): InboundEvent {
  const { eventId, conversation, occurredAt, userId, nameHint } = draft;
  const sender = known.senderOf(userId, nameHint);
  return {
    channel: channelName,
    eventId,
    conversation,
    sender,
    occurredAt,
    body: completeBody(draft.body, sender, known),
  };
}

function completeBody(body: DraftBody, sender: Sender, known: Known): InboundEvent['body'] {
  switch (body.type) {
    case 'message': {
      const { text, mentions, addressesBot } = readMrkdwn(body.raw, known.botUserId, known.findName);
      return {
        type: 'message',
        text: withMissing(text, sender, known),
        mentions,
        attachments: known.attachments,
        addressed: body.addressed || addressesBot,
        thread: body.thread,
      };
    }
    case 'picked': {
      const { text } = readMrkdwn(body.raw, known.botUserId, known.findName);
      return {
        type: 'picked',
        text: withMissing(text, sender, known),
        attachments: known.attachments,
        by: known.senderOf(body.byUserId, null),
      };
    }
    case 'press':
    case 'form':
    case 'opened':
    case 'home':
      return body;
  }
}

function withMissing(text: string, { locale }: Sender, { missingFiles }: Known): string {
  const notes = missingFiles.map((name) => missingFile(name, localeOf(locale)));
  return storable([text, ...notes].filter((part) => part !== '').join('\n'));
}
