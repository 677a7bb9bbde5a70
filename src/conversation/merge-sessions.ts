import type { Session } from './session.ts';

/**
 * One dialogue of two, when two records turn out to be one person. What is being talked about goes on; of two running
 * dialogues the one with the latest word does. The turn is ahead of both, so that no old button fits by chance.
 */
export function mergeSessions(
  known: Session | undefined,
  newcomer: Session | undefined,
  personId: string,
): Session | undefined {
  if (!newcomer) return known;
  if (!known) return { ...newcomer, personId, turn: newcomer.turn + 1 };
  const latest = newcomer.updatedAt >= known.updatedAt ? newcomer : known;
  const running = [known, newcomer].filter(({ state }) => state.name !== 'idle');
  const [only] = running;
  const goesOn = running.length === 1 && only ? only : latest;
  return {
    personId,
    state: goesOn.state,
    turn: Math.max(known.turn, newcomer.turn) + 1,
    updatedAt: Math.max(known.updatedAt, newcomer.updatedAt),
  };
}
