/**
 * What is looked after although nobody was promised it: a ticket nobody takes, one that lies, one the first tier does not
 * solve. Timed and alerted like promises, under targets of their own.
 */
export const watchTargets = ['unclaimed', 'untouched', 'handOn'] as const;
export type WatchTarget = (typeof watchTargets)[number];

export function isWatchTarget(target: string): target is WatchTarget {
  return (watchTargets as readonly string[]).includes(target);
}
