import type { InboundEvent } from '../channel/inbound.ts';
import type { Effect } from '../conversation/effect.ts';
import { unreachable } from '../kernel/bot-error.ts';
import type { Person } from '../people/person.ts';
import { recordCorrection, undoCorrection } from '../store/correction-store.ts';
import type { Tx } from '../store/database.ts';
import { recordDeflection, voidRecentDeflections } from '../store/deflection-store.ts';
import { updateLocale } from '../store/person-store.ts';
import { tieArticles } from '../store/ticket-article-store.ts';
import { recordTold } from '../store/told-store.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';
import { noteArticleFeedback, noteGap } from './note-article-feedback.ts';
import { runBinding } from './run-binding.ts';
import { createSpeaker } from './speak.ts';
import { writeArticle } from './write-article.ts';
import { tieNamedArticles } from './tie-articles.ts';
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
      case 'open-form':
        await speaker.speak(effect);
        break;
      case 'open-ticket':
        {
          const { number } = await writer.open(effect.change, person, effect.channel);
          await tieArticles(tx, number, effect.shownArticles ?? [], 'suggested', now);
        }
        await voidRecentDeflections(tx, person.id, now - deflectionWindowMs);
        break;
      case 'change-ticket':
        await writer.change(effect.ticket, effect.changes, person, event.channel, effect.place);
        await tieNamedArticles(tx, effect.ticket, effect.changes, office.desk, now);
        break;
      case 'article-feedback':
        await noteArticleFeedback(tx, effect, person, person.locale ?? office.locale, now);
        break;
      case 'knowledge-gap':
        await noteGap(
          tx,
          effect.question,
          effect.category,
          'nothing_found',
          person,
          person.locale ?? office.locale,
          now,
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
      case 'undo-correction':
        await undoCorrection(tx, effect.id, person.id, now);
        break;
      case 'save-article':
        await writeArticle(tx, effect, person, now);
        if (effect.expected === 0 && effect.stored.ticket !== null)
          await tieArticles(tx, effect.stored.ticket, [effect.stored.article.id], 'drafted', now);
        break;
      case 'set-locale':
        await updateLocale(tx, person.id, effect.locale);
        people.remember({ ...person, locale: effect.locale });
        break;
      case 'told':
        await recordTold(tx, person.id, effect.what, now);
        break;
      case 'request-binding':
      case 'binding-missed':
      case 'bind':
      case 'unbind':
        await runBinding(effect, person, event.channel, { tx, office, people, speaker, writer, now });
        break;
      default:
        unreachable(effect);
    }
  }
}
