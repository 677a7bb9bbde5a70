import type { InboundEvent } from '../channel/inbound.ts';
import type { Tx } from '../store/database.ts';
import { enqueue } from '../store/outbox-store.ts';
import { findPersonByIdentity } from '../store/person-store.ts';
import { message, text } from '../wording/message.ts';
import { createPhrases } from '../wording/phrases.ts';
import { voiceFor } from './destinations.ts';
import type { Office } from './office.ts';

/** Says that a message could not be handled; it stays in the inbox, marked, for an administrator. */
export async function apologise(tx: Tx, event: InboundEvent, office: Office): Promise<void> {
  const now = office.clock();
  const { channel, sender } = event;
  const person = await findPersonByIdentity(tx, channel, sender.userId);
  const voice = voiceFor(channel, person, office, now);
  const phrases = createPhrases(office.copy[voice.locale], voice);
  await enqueue(tx, {
    idemKey: `${channel}:${event.eventId}/apology`,
    to: { kind: 'direct', channel, userId: sender.userId },
    locale: voice.locale,
    kind: 'post',
    message: message([text(phrases.say('talk.failed'))]),
    cardKey: null,
    thread: null,
    visibleTo: null,
    at: now,
  });
}
