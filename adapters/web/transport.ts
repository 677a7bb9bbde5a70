import { Hono } from 'hono';
import { conversationKey } from '../../src/channel/conversation.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { assetResponse } from './assets.ts';
import type { WebAttachments } from './attachments.ts';
import { findParticipant, guestUserId, type CastMember, type ChatGroup } from './cast.ts';
import { findConversationFor } from './decode.ts';
import type { WebLimits } from './limits.ts';
import type { LiveStreams } from './live-streams.ts';
import { pageResponse } from './page-html.ts';
import { guestPayload, messagePayload, openedPayload, pressPayload } from './payloads.ts';
import { Problem, problemResponse } from './problems.ts';
import { renderAttachment } from './render.ts';
import { readJson, readUpload } from './request-body.ts';
import type { Speaking } from './speaking.ts';
import type { WireCast, WireUpload } from './wire.ts';
import type { WireEntries } from './wire-entries.ts';

type Parts = {
  readonly cast: () => readonly CastMember[];
  readonly groups: () => readonly ChatGroup[];
  readonly speaking: Speaking;
  readonly attachments: WebAttachments;
  readonly entries: WireEntries;
  readonly streams: LiveStreams;
  readonly limits: WebLimits;
  readonly logger: Logger;
  /** Throws a Problem when this person uploads too much. */
  readonly spendUpload: (userId: string, bytes: number) => void;
};

/** HTTP ↔ ours. Knows paths, status codes and nothing else. */
export function createTransport(parts: Parts): (request: Request) => Response | Promise<Response> {
  const { cast, limits } = parts;

  function description(): WireCast {
    return {
      demo: true,
      bot: { name: { 'zh-CN': '帮办', 'zh-TW': '幫辦', en: 'Bangban' } },
      cast: cast(),
      groups: parts.groups(),
      limits: {
        maxTextLength: limits.maxTextLength,
        maxAttachmentBytes: limits.maxAttachmentBytes,
        maxAttachmentsPerMessage: limits.maxAttachmentsPerMessage,
      },
    };
  }

  /** Everything that any of these people sees: a stage with three of them needs one connection, and browsers have six. */
  function conversationKeysOf(userIds: readonly string[]): string[] {
    const keys = new Set<string>();
    for (const userId of userIds) {
      const participant = findParticipant(cast(), userId);
      for (const name of participant ? ['@me', ...participant.groups] : []) {
        const conversation = participant && findConversationFor(participant, name);
        if (conversation) keys.add(conversationKey(conversation));
      }
    }
    return [...keys];
  }

  function stream(request: Request): Response {
    const { searchParams } = new URL(request.url);
    const userIds = searchParams.getAll('as');
    if (userIds.length === 0 || userIds.length > limits.maxPeoplePerStream) throw new Problem('bad-request');
    if (userIds.some((userId) => !findParticipant(cast(), userId))) throw new Problem('unknown-person');
    // After a reconnect the browser's own memory is newer than the address.
    const after = Number(request.headers.get('last-event-id') ?? searchParams.get('after') ?? 0);
    if (!Number.isSafeInteger(after) || after < 0) throw new Problem('bad-request');
    return parts.streams.open(() => conversationKeysOf(userIds), after);
  }

  async function upload(request: Request): Promise<WireUpload> {
    const { as, name, bytes } = await readUpload(request, limits.maxAttachmentBytes);
    if (!findParticipant(cast(), as)) throw new Problem('unknown-person');
    parts.spendUpload(as, bytes.byteLength);
    const attachment = await parts.attachments.take({ name, bytes });
    return { ...renderAttachment(attachment), key: attachment.key };
  }

  const app = new Hono()
    .get('/', () => pageResponse())
    .get('/assets/*', async ({ req }) => {
      const response = await assetResponse(req.path, req.header('if-none-match') ?? null);
      if (!response) throw new Problem('not-found');
      return response;
    })
    .get('/chat/cast', (context) => context.json(description()))
    .get('/chat/stream', ({ req }) => stream(req.raw))
    .post('/chat/guests', async ({ req, json }) => {
      const { name } = await readJson(req.raw, guestPayload, limits.maxJsonBytes, 'bad-name');
      const userId = guestUserId(name);
      const guest = userId === undefined ? undefined : findParticipant(cast(), userId, name);
      if (!guest) throw new Problem('bad-name');
      return json(guest);
    })
    .post('/chat/messages', async ({ req, json }) => {
      const payload = await readJson(req.raw, messagePayload, limits.maxJsonBytes, 'text-too-long');
      const entry = await parts.speaking.say(payload);
      return json({ entry: await parts.entries.toWire(entry) }, 202);
    })
    .post('/chat/presses', async ({ req, json }) => {
      await parts.speaking.press(await readJson(req.raw, pressPayload, limits.maxJsonBytes, 'bad-request'));
      return json({}, 202);
    })
    .post('/chat/opened', async ({ req, json }) => {
      await parts.speaking.open(await readJson(req.raw, openedPayload, limits.maxJsonBytes, 'bad-request'));
      return json({}, 202);
    })
    .post('/chat/attachments', async ({ req, json }) => json(await upload(req.raw), 201))
    .get('/chat/attachments/:key', ({ req }) => parts.attachments.download(req.param('key')))
    .notFound(({ req }) => problemResponse(new Problem('not-found'), req.header('accept-language') ?? null))
    .onError((error, { req }) => {
      // What is no Problem is a fault of ours (or the server's size limit): the server logs and answers it.
      if (!(error instanceof Problem)) throw error;
      return problemResponse(error, req.header('accept-language') ?? null);
    });

  return (request) => app.fetch(request);
}
