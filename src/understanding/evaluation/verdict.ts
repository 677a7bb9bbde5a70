import type { Impact, Priority, Urgency } from '../../ticketing/classification.ts';
import { judgeDataGivenAway } from '../judgement/data-given-away.ts';
import { derivePriority } from '../priority.ts';
import { unknownCategory } from '../taxonomy.ts';
import { readText } from '../text/reading.ts';
import type { Band, Entity, Understand, Understanding } from '../understanding.ts';

/** What the desk would make of a message if nobody answered a question: one line of an evaluation's output. */
export type Verdict = {
  readonly id: string;
  readonly lang: Understanding['locale'];
  readonly kind: Understanding['kind'];
  readonly band: Band;
  readonly category: readonly { readonly id: string; readonly confidence: number }[];
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly priority: Priority;
  readonly entities: readonly Entity[];
};

/** Where the text does not say: one user, and an incident that still lets them work (the mildest sensible reading). */
export function judgeMessage(id: string, text: string, understand: Understand): Verdict {
  const { locale, kind, band, guesses, entities, impact, urgency, pressing } = understand(text);
  const ranked = guesses.length > 0 ? guesses : [{ category: unknownCategory, confidence: 0 }];
  const facts = {
    category: ranked[0]?.category ?? unknownCategory,
    impact: impact?.value ?? ('user' as const),
    urgency: urgency?.value ?? (kind === 'incident' ? ('degraded' as const) : ('low' as const)),
  };
  return {
    id,
    lang: locale,
    kind,
    band,
    category: ranked.map(({ category, confidence }) => ({
      id: category,
      confidence: Math.round(confidence * 1e4) / 1e4,
    })),
    impact: facts.impact,
    urgency: facts.urgency,
    priority: derivePriority({
      kind,
      ...facts,
      pressing: pressing.value,
      vip: false,
      dataGivenAway: judgeDataGivenAway(readText(text)).value,
    }),
    entities,
  };
}
