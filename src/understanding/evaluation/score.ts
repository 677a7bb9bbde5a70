import type { LabelledMessage } from './message.ts';
import type { Verdict } from './verdict.ts';

/** How many of how many were right. */
export type Share = { readonly right: number; readonly of: number };

export type Scores = {
  readonly category: Share;
  readonly topThree: Share;
  /** Right ones among those said as if known; small talk and the like are never said. */
  readonly confident: Share;
  /** How many were said as if known. */
  readonly coverage: Share;
  readonly kind: Share;
  readonly impact: Share;
  readonly urgency: Share;
  readonly priority: Share;
};

/** Scores every label that is present. @param verdicts in the order of the messages. */
export function score(messages: readonly LabelledMessage[], verdicts: readonly Verdict[]): Scores {
  const pairs = messages.flatMap((message, index) => {
    const verdict = verdicts[index];
    return verdict ? [{ message, verdict }] : [];
  });
  const placed = pairs.filter(({ message }) => message.category !== undefined);
  const isRight = ({ message, verdict }: (typeof pairs)[number]): boolean =>
    verdict.category[0]?.id === message.category;
  const said = placed.filter(({ verdict }) => verdict.band === 'confident');
  const agreeing = (label: 'kind' | 'impact' | 'urgency' | 'priority'): Share => {
    const labelled = pairs.filter(({ message }) => message[label] !== undefined);
    return share(labelled, ({ message, verdict }) => message[label] === verdict[label]);
  };
  return {
    category: share(placed, isRight),
    topThree: share(placed, ({ message, verdict }) =>
      verdict.category.slice(0, 3).some(({ id }) => id === message.category),
    ),
    confident: share(said, isRight),
    coverage: { right: said.length, of: placed.length },
    kind: agreeing('kind'),
    impact: agreeing('impact'),
    urgency: agreeing('urgency'),
    priority: agreeing('priority'),
  };
}

function share<T>(all: readonly T[], isRight: (one: T) => boolean): Share {
  return { right: all.filter(isRight).length, of: all.length };
}

/** 0…1; 0 of none. */
export function ratio({ right, of }: Share): number {
  return of === 0 ? 0 : right / of;
}

/** ` 97.8 %  225 of 230`. */
export function formatShare(share: Share): string {
  return `${(100 * ratio(share)).toFixed(1).padStart(5)} %  ${share.right} of ${share.of}`;
}
