import type { Block, Inline } from '../channel/outbound.ts';
import type { Tally, TargetAttainment } from '../insight/attainment.ts';
import { periodNames, type Period } from '../insight/period.ts';
import { formatDate } from '../sla/local-date.ts';
import { breachCauses } from '../ticketing/breach-cause.ts';
import { heading, message, plain, strong, text, type Speech } from '../wording/message.ts';
import type { Phrases } from '../wording/phrases.ts';
import { commandAction } from './dialog-action.ts';
import type { Facts } from './facts.ts';
import type { SlaFacts } from './sla-facts.ts';

/** More categories than this are noise: those with the most breaches are named. */
const mostCategories = 5;

/** 达成率: what of the promises decided in the period was kept. What still runs is named, never counted as kept. */
export function attainmentSpeech(asked: Extract<SlaFacts, { type: 'attainment' }>, facts: Facts): Speech {
  const { wish, period, attainment } = asked;
  return (phrases) => {
    if (wish.unknown !== null)
      return message([
        text(
          phrases.say('sla.group-unknown', {
            name: wish.unknown,
            groups: facts.desk.groups.map(({ name }) => name).join(separator(phrases)),
          }),
        ),
      ]);
    const group = wish.group === null ? '' : ` · ${wish.group.name}`;
    const title = phrases.label(`sla.title.${period.name}`, { span: spanOf(period) });
    return message(
      [
        heading([plain(`${title}${group}`)]),
        ...(attainment.targets.length === 0 ? [text(phrases.say('sla.nothing'))] : []),
        ...attainment.targets.flatMap((target) => targetBlocks(target, facts, phrases, wish.group === null)),
        ...causeBlocks(attainment.causes, phrases),
        ...(attainment.targets.length === 0 ? [] : [text(phrases.say('sla.honest'))]),
      ],
      [
        ...periodNames
          .filter((name) => name !== period.name)
          .map((name) => ({
            action: `c:sla:${name}${wish.group === null ? '' : ` ${wish.group.id}`}`,
            label: phrases.label(`sla.period.${name}`),
            style: 'plain' as const,
            alias: `${phrases.label('verb.sla')} ${phrases.label(`sla.period.${name}`)}`,
          })),
        commandAction(phrases, 'breaches'),
      ],
    );
  };
}

function spanOf({ fromDay, toDay }: Period): string {
  const from = formatDate(fromDay).slice(5);
  return fromDay === toDay ? from : `${from} – ${formatDate(toDay).slice(5)}`;
}

function separator(phrases: Phrases): string {
  return phrases.locale === 'en' ? ', ' : '、';
}

function percent(rate: number | null, phrases: Phrases): string {
  if (rate === null) return phrases.label('sla.undecided');
  // 99.96 % is not all of them.
  const shown = rate === 1 ? '100' : Math.min(99.9, Math.floor(rate * 1_000) / 10).toFixed(1);
  return `${shown}%`;
}

function targetBlocks(target: TargetAttainment, facts: Facts, phrases: Phrases, allGroups: boolean): Block[] {
  const line: Inline[] = [
    strong(`${phrases.label(`why.target.${target.target}`)} ${percent(target.rate, phrases)}`),
    plain(' · '),
    ...phrases.say('sla.tally', {
      met: target.met,
      decided: target.met + target.breached,
      breached: target.breached,
      running: target.running,
      paused: target.paused,
    }),
  ];
  const facet = (
    key: string,
    tallies: ReadonlyMap<string, Tally>,
    name: (id: string) => string,
  ): Inline[][] => {
    const decided = [...tallies].filter(([, { rate }]) => rate !== null);
    if (decided.length === 0) return [];
    const parts = decided.map(
      ([id, { met, breached, rate }]) => `${name(id)} ${percent(rate, phrases)} (${met}/${met + breached})`,
    );
    return [[strong(phrases.label(`sla.by.${key}`)), plain(` ${parts.join(' · ')}`)]];
  };
  const { byPriority, byGroup } = target;
  const items = [
    ...facet('priority', byPriority, (id) => id),
    ...(allGroups && byGroup.size > 1 ? facet('group', byGroup, (id) => facts.desk.words.groupName(id)) : []),
    ...facet('category', worst(target.byCategory), (id) => facts.desk.words.categoryName(id, phrases.locale)),
  ];
  return [text(line), ...(items.length === 0 ? [] : [{ type: 'list' as const, ordered: false, items }])];
}

/** The categories with the most breaches; one that kept everything is no news. */
function worst(tallies: ReadonlyMap<string, Tally>): Map<string, Tally> {
  return new Map(
    [...tallies]
      .filter(([, { breached }]) => breached > 0)
      .sort(([, a], [, b]) => b.breached - a.breached)
      .slice(0, mostCategories),
  );
}

function causeBlocks(
  causes: readonly { readonly cause: string | null; readonly count: number }[],
  phrases: Phrases,
): Block[] {
  if (causes.length === 0) return [];
  const parts = causes.map(({ cause, count }) => `${causeName(cause, phrases)} ${count}`);
  return [text([strong(phrases.label('sla.causes')), plain(` ${parts.join(separator(phrases))}`)])];
}

export function causeName(cause: string | null, phrases: Phrases): string {
  if (cause === null) return phrases.label('sla.cause.none');
  const known = breachCauses.find((one) => one === cause);
  return known ? phrases.label(`cause.${known}`) : cause;
}
