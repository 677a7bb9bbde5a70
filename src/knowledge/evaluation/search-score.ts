export type Ranked = { readonly relevant: readonly string[]; readonly found: readonly string[] };

/** Each 0…1. */
export type SearchScores = {
  readonly 'recall@1': number;
  readonly 'recall@3': number;
  readonly 'recall@10': number;
  /** Mean of 1 / place of the first right one; 0 where it is not among those found. */
  readonly MRR: number;
};

export function scoreRanking(ranked: readonly Ranked[]): SearchScores {
  const places = ranked.map(({ relevant, found }) => found.findIndex((id) => relevant.includes(id)));
  const share = (count: number): number => (ranked.length === 0 ? 0 : count / ranked.length);
  const within = (most: number): number => share(places.filter((place) => place >= 0 && place < most).length);
  return {
    'recall@1': within(1),
    'recall@3': within(3),
    'recall@10': within(10),
    MRR: share(places.reduce((sum, place) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0)),
  };
}
