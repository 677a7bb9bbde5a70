import { randomUUID } from 'node:crypto';
import type { Inline, OutboundMessage } from '../../src/channel/outbound.ts';
import type { Database } from '../../src/store/database.ts';
import { createTranscript } from '../../src/store/transcript-store.ts';
import type { FakePlatform, Place, ShownMessage } from '../fakes/fake-platform.ts';
import { plainMessage } from './plain-message.ts';

/** The web chat, driven like any platform: over HTTP, and read from what it shows. */
export type Stage = Pick<FakePlatform, 'channel' | 'says' | 'presses'> & {
  shown(place: Place, viewer?: string): Promise<readonly ShownMessage[]> | readonly ShownMessage[];
};

export function createWebStage(office: { url(): string; database(): Database }): Stage {
  const conversationOf = (userId: string, place: Place): string => (place === `@${userId}` ? '@me' : place);

  const post = async (path: string, body: object): Promise<boolean> => {
    const response = await fetch(`${office.url()}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(office.url()).origin },
      body: JSON.stringify(body),
    });
    await response.body?.cancel();
    return response.status === 202;
  };

  const entries = async (place: Place) => {
    const all = await createTranscript(office.database()).list([`web:${place}`], 0, 10_000);
    return all
      .filter(({ authorUserId }) => authorUserId === null)
      .sort((one, other) => Number(one.messageId.slice(1)) - Number(other.messageId.slice(1)));
  };

  const clientIds = new Map<string, string>();
  const clientId = (key: string | undefined): string => {
    if (key === undefined) return randomUUID();
    const known = clientIds.get(key) ?? randomUUID();
    clientIds.set(key, known);
    return known;
  };

  return {
    channel: 'web',
    says: (as, place, text, { key } = {}) =>
      post('/chat/messages', {
        as,
        conversation: conversationOf(as, place),
        text,
        clientId: clientId(key),
      }),
    presses: async (as, place, label) => {
      const found = (await entries(place))
        .reverse()
        .flatMap(({ message, messageId }) =>
          message.actions.filter((one) => one.label === label).map(({ action }) => ({ action, messageId })),
        )[0];
      if (!found) throw new Error(`nobody sees a button "${label}" in ${place}`);
      const press = { as, conversation: conversationOf(as, place), clientId: randomUUID(), ...found };
      return post('/chat/presses', press);
    },
    shown: async (place) =>
      (await entries(place)).map(({ message, messageId }) => ({
        messageId,
        text: plainMessage(message),
        buttons: message.actions.map(({ label }) => label),
        mentions: inlinesOf(message).flatMap((inline) =>
          inline.type === 'mention' && inline.userId !== null ? [inline.userId] : [],
        ),
        links: inlinesOf(message).flatMap((inline) => (inline.type === 'link' ? [inline.url] : [])),
      })),
  };
}

function inlinesOf({ blocks }: OutboundMessage): readonly Inline[] {
  return blocks.flatMap((block) => {
    if (block.type === 'fields') return block.fields.flatMap(({ value }) => value);
    return block.type === 'list' ? block.items.flat() : block.inlines;
  });
}
