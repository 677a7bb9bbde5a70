import type { Impact, Priority, Urgency } from '../ticketing/classification.ts';
import type { DerivePriority } from './understanding.ts';

/** The matrix of product.md. One user's `blocked` is P2 where it is pressing or they are a VIP. */
const matrix: Readonly<Record<Impact, Readonly<Record<Urgency, Priority>>>> = {
  company: { stopped: 'P1', blocked: 'P1', degraded: 'P1', low: 'P3' },
  team: { stopped: 'P1', blocked: 'P2', degraded: 'P2', low: 'P4' },
  // One person cannot stop production, but who says so is not one of many with a slow computer.
  user: { stopped: 'P2', blocked: 'P3', degraded: 'P3', low: 'P4' },
};

/** Never below P2 where it has happened, however mildly told. A question or a wish about them is like any other. */
const grave: ReadonlySet<string> = new Set(['security.malware', 'security.lost-device']);

export const derivePriority: DerivePriority = ({
  kind,
  category,
  impact,
  urgency,
  pressing,
  vip,
  dataGivenAway,
}) => {
  const usual = matrix[impact][urgency];
  const isRaised = impact === 'user' && urgency === 'blocked' && (pressing || vip);
  const hasHappened = kind === 'incident' || urgency !== 'low';
  const isGrave = (grave.has(category) && hasHappened) || dataGivenAway;
  return (isRaised || isGrave) && (usual === 'P3' || usual === 'P4') ? 'P2' : usual;
};
