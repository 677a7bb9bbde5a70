import type { Alert } from './alert.ts';
import { recipients, type Recipient } from './policy.ts';
import { isWatchTarget } from './watch.ts';

/** Who hears of it where a level does not say: whoever has it, and the managers before a promise breaks and when it does. */
const byKind = {
  warn: ['assignee', 'managers'],
  breach: ['assignee', 'managers'],
  after: ['assignee', 'lead', 'managers', 'duty'],
} as const satisfies Record<string, readonly Recipient[]>;

/** Whom an alert is for, nearest to the ticket first. Of what nobody looks after the lead hears, too, once telling it again is needed. */
export function recipientsOf({
  level,
  target,
  repeat,
}: Pick<Alert<string>, 'level' | 'target' | 'repeat'>): readonly Recipient[] {
  const to: readonly Recipient[] = level.level.to ?? byKind[level.kind];
  return isWatchTarget(target) && repeat > 0 && !to.includes('lead') ? [...to, 'lead'] : to;
}

/**
 * Who is told instead where a rung is empty (nobody has the ticket, the group has no lead, nobody is on duty), in order: up the
 * ladder, and at its end back down, so that an alert reaches somebody as long as there is anybody.
 */
export function rungsFrom(recipient: Recipient): readonly Recipient[] {
  const index = recipients.indexOf(recipient);
  return [...recipients.slice(index), ...recipients.slice(0, index).reverse()];
}

/** Duty officers by support group: person ids. `everywhere` for groups without their own. */
export type Duty = {
  readonly everywhere: readonly string[];
  readonly byGroup: Readonly<Record<string, readonly string[]>>;
};

export function dutyOfficers(duty: Duty, groupId: string): readonly string[] {
  return duty.byGroup[groupId] ?? duty.everywhere;
}
