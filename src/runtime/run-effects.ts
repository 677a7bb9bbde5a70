import type { InboundEvent } from '../channel/inbound.ts';
import type { Effect } from '../conversation/effect.ts';
import { unreachable } from '../kernel/bot-error.ts';
import type { Person } from '../people/person.ts';
import { recordArticleFeedback } from '../store/article-feedback-store.ts';
import { recordCorrection } from '../store/correction-store.ts';
import type { Tx } from '../store/database.ts';
import { recordDeflection, voidRecentDeflections } from '../store/deflection-store.ts';
import { updateLocale } from '../store/person-store.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';
import { createSpeaker } from './speak.ts';
import { createTicketWriter } from './ticket-writer.ts';

/** A "solved" counts as a ticket spared only if none follows for so long. */
export const deflectionWindowMs = 24 * 3_600_000;

/** Carries out what a turn decided, in its transaction and in its order. */
export async function runEffects(
  tx: Tx,
  office: Office,
  people: People,
  person: Person,
  event: InboundEvent,
  effects: readonly Effect[],
  now: number,
): Promise<void> {
  const speaker = createSpeaker(tx, office, `${event.channel}:${event.eventId}`, now, (id) =>
    people.find(id),
  );
  const writer = createTicketWriter(tx, office, people, speaker, now);
  for (const effect of effects) {
    switch (effect.type) {
      case 'say':
      case 'repaint':
        await speaker.speak(effect);
        break;
      case 'open-ticket':
        await writer.open(effect.change, person, effect.channel);
        await voidRecentDeflections(tx, person.id, now - deflectionWindowMs);
        break;
      case 'change-ticket':
        await writer.change(effect.ticket, effect.changes, person, event.channel, effect.place);
        break;
      case 'article-feedback':
        await recordArticleFeedback(
          tx,
          effect.articleIds.map((articleId) => ({
            articleId,
            locale: person.locale ?? office.locale,
            personId: person.id,
            ticket: null,
            verdict: effect.verdict,
            at: now,
          })),
        );
        break;
      case 'deflected':
        await recordDeflection(tx, {
          personId: person.id,
          category: effect.category,
          articleIds: effect.articleIds,
          at: now,
        });
        break;
      case 'correction':
        await recordCorrection(tx, {
          text: effect.text,
          fromCategory: effect.from,
          toCategory: effect.to,
          ticket: effect.ticket,
          personId: person.id,
          at: now,
        });
        break;
      case 'set-locale':
        await updateLocale(tx, person.id, effect.locale);
        people.remember({ ...person, locale: effect.locale });
        break;
      default:
        unreachable(effect);
    }
  }
}
