import type { InboundEvent } from '../channel/inbound.ts';
import type { Effect } from '../conversation/effect.ts';
import type { Tx } from '../store/database.ts';
import { alertCard, messageSpeech } from './alert-message.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';
import { createSpeaker } from './speak.ts';

/**
 * Whoever answers an alert by a button sees the alert answered: the message pressed is repainted as things stand now. Some
 * platforms can repaint that one message and no other, and only at once.
 */
export async function answerAlert(
  tx: Tx,
  office: Office,
  people: People,
  event: InboundEvent,
  { alert, effects }: { readonly alert: number; readonly effects: readonly Effect[] },
  now: number,
): Promise<void> {
  const changes = effects.flatMap((effect) => (effect.type === 'change-ticket' ? effect.changes : []));
  // Taking note of it repaints it wherever it was told.
  if (changes.length === 0 || changes.some(({ type }) => type === 'acknowledged')) return;
  const speech = await messageSpeech(tx, office, people, alert);
  if (!speech) return;
  const cause = `${event.channel}:${event.eventId}/alert`;
  const speaker = createSpeaker(tx, office, cause, now, (id) => people.find(id));
  await speaker.speak({ type: 'repaint', card: alertCard(alert), speech });
}
