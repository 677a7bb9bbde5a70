import type { Conversation } from '../channel/conversation.ts';
import type { Person } from '../people/person.ts';
import { listCardCopies } from '../store/card-copy-store.ts';
import type { Tx } from '../store/database.ts';
import type { OutboxContent, ThreadRoot } from '../store/outbox-item.ts';
import { enqueue } from '../store/outbox-store.ts';
import { findPersonByIdentity } from '../store/person-store.ts';
import { createPhrases, type Voice } from '../wording/phrases.ts';
import type { Audience, OpenForm, Repaint, Say } from '../wording/say.ts';
import { destinationsOf, voiceFor, type Destination } from './destinations.ts';
import type { Office } from './office.ts';

/** Platforms let a trigger live for 3 s from the press; what is not under way by then comes too late. */
const triggerLifeMs = 2_500;

/** One turn's voice: puts what is said into the outbox, in order, under keys that a repeated turn makes again. */
export type Speaker = { speak(said: Say | Repaint | OpenForm): Promise<void> };

/** @param cause what is being answered; unique, and the same when the same thing is handled again. */
export function createSpeaker(
  tx: Tx,
  office: Office,
  cause: string,
  now: number,
  find: (personId: string) => Person | undefined,
): Speaker {
  let count = 0;
  const phrasesFor = (voice: Voice) => createPhrases(office.copy[voice.locale], voice);

  const put = async (to: Conversation, voice: Voice, content: OutboxContent): Promise<void> => {
    count += 1;
    await enqueue(tx, { idemKey: `${cause}/${count}`, to, locale: voice.locale, at: now, ...content });
  };

  const sayTo = async (said: Say, destination: Destination): Promise<void> => {
    const { conversation, voice, visibleTo, isHome } = destination;
    const message = said.speech(phrasesFor(voice));
    const content: OutboxContent = isHome
      ? { kind: 'home', message }
      : { kind: 'post', message, cardKey: said.card, thread: threadOf(said, destination), visibleTo };
    await put(conversation, voice, content);
  };

  const repaint = async ({ card, speech }: Repaint): Promise<void> => {
    for (const { conversation, outboxId } of await listCardCopies(tx, card)) {
      // A channel that does not run shows nothing to anybody.
      if (!office.channels.has(conversation.channel)) continue;
      const owner =
        conversation.kind === 'direct'
          ? await findPersonByIdentity(tx, conversation.channel, conversation.userId)
          : undefined;
      const voice = voiceFor(conversation.channel, owner, office, now);
      const message = speech(phrasesFor(voice));
      await put(conversation, voice, { kind: 'edit', message, cardKey: card, copyId: outboxId });
    }
  };

  const openForm = async ({ conversation, personId, trigger, form }: OpenForm): Promise<void> => {
    if (office.capabilities(conversation.channel)?.forms !== true) return;
    const voice = voiceFor(conversation.channel, find(personId), office, now);
    const expiresAt = now + triggerLifeMs;
    await put(conversation, voice, { kind: 'form', form: form(phrasesFor(voice)), trigger, expiresAt });
  };

  return {
    speak: async (said) => {
      switch (said.type) {
        case 'say': {
          const destinations = destinationsOf(said.to, office, find, now);
          if (destinations.length === 0 && !mayBeNobody(said.to))
            office.logger.warn('nobody can be reached there', { audience: said.to.type, cause });
          for (const destination of destinations) await sayTo(said, destination);
          return;
        }
        case 'repaint':
          return repaint(said);
        case 'open-form':
          return openForm(said);
      }
    },
  };
}

/** Not every channel has pages of one's own, nor threads. */
function mayBeNobody({ type }: Audience): boolean {
  return type === 'home' || type === 'thread';
}

/** Where it was asked, it is answered; otherwise below its card. A direct conversation is one thread already. */
function threadOf({ thread }: Say, { conversation, threadOf: asked }: Destination): ThreadRoot | null {
  if (asked !== null) return { type: 'message', messageId: asked };
  return thread === null || conversation.kind === 'direct' ? null : { type: 'card', cardKey: thread };
}
