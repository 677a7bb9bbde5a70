import type { Conversation } from '../channel/conversation.ts';
import type { Person } from '../people/person.ts';
import { listCardCopies } from '../store/card-copy-store.ts';
import type { Tx } from '../store/database.ts';
import { enqueue } from '../store/outbox-store.ts';
import { findPersonByIdentity } from '../store/person-store.ts';
import type { Speech } from '../wording/message.ts';
import { createPhrases } from '../wording/phrases.ts';
import type { Repaint, Say } from '../wording/say.ts';
import { destinationsOf, voiceFor, type Destination } from './destinations.ts';
import type { Office } from './office.ts';

/** One turn's voice: puts what is said into the outbox, in order, under keys that a repeated turn makes again. */
export type Speaker = { speak(said: Say | Repaint): Promise<void> };

/** @param cause what is being answered; unique, and the same when the same thing is handled again. */
export function createSpeaker(
  tx: Tx,
  office: Office,
  cause: string,
  now: number,
  find: (personId: string) => Person | undefined,
): Speaker {
  let count = 0;
  const put = async ({ conversation, voice }: Destination, speech: Speech, card: Card): Promise<void> => {
    count += 1;
    const message = speech(createPhrases(office.copy[voice.locale], voice));
    await enqueue(tx, { idemKey: `${cause}/${count}`, to: conversation, message, at: now, ...card });
  };
  const ownerVoice = async (conversation: Conversation) => {
    const owner =
      conversation.kind === 'direct'
        ? await findPersonByIdentity(tx, conversation.channel, conversation.userId)
        : undefined;
    return voiceFor(conversation.channel, owner, office, now);
  };
  return {
    speak: async (said) => {
      if (said.type === 'say') {
        const destinations = destinationsOf(said.to, office, find, now);
        if (destinations.length === 0)
          office.logger.warn('nobody can be reached there', { audience: said.to.type, cause });
        for (const destination of destinations)
          await put(destination, said.speech, { kind: 'post', cardKey: said.card, copyId: null });
        return;
      }
      for (const { conversation, outboxId } of await listCardCopies(tx, said.card)) {
        const voice = await ownerVoice(conversation);
        await put({ conversation, voice }, said.speech, {
          kind: 'edit',
          cardKey: said.card,
          copyId: outboxId,
        });
      }
    },
  };
}

type Card = {
  readonly kind: 'post' | 'edit';
  readonly cardKey: string | null;
  readonly copyId: number | null;
};
