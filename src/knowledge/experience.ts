/** How often articles helped, and what people ask about these days. */
export type Experience = {
  /** Article id → outcomes of everybody, and by department. */
  readonly outcomes: ReadonlyMap<string, readonly Outcome[]>;
  /** Category → tickets of the last days. */
  readonly recent: ReadonlyMap<string, number>;
};

export type Outcome = {
  readonly department: string | null;
  readonly solved: number;
  readonly failed: number;
};

export const noExperience: Experience = { outcomes: new Map(), recent: new Map() };

/** Half of this an article can gain or lose by its past; words stay far stronger. */
const outcomeShare = 0.12;
/** What the season's busiest category gains. */
const seasonShare = 0.05;
/** Verdicts nobody gave: the first real ones must not turn the order over. */
const imagined = 2;

/**
 * What an article gains (or loses) beside its likeness: how often it helped, colleagues of the asker counted three times, and
 * whether many have the same trouble these days. Between -0.06 and 0.11 of the best article's weight.
 */
export function experienceOf(
  { outcomes, recent }: Experience,
  articleId: string,
  category: string,
  department: string | null,
): number {
  let solved = 0;
  let failed = 0;
  for (const outcome of outcomes.get(articleId) ?? []) {
    const weight = department !== null && outcome.department === department ? 3 : 1;
    solved += weight * outcome.solved;
    failed += weight * outcome.failed;
  }
  const rate = (solved + imagined) / (solved + failed + 2 * imagined);
  const busiest = Math.max(0, ...recent.values());
  const season = busiest < 5 ? 0 : ((recent.get(category) ?? 0) / busiest) * seasonShare;
  return (rate - 0.5) * outcomeShare + season;
}
