import type { Locale } from '../kernel/locale.ts';
import { queryText } from './search-text.ts';
import { eachTerm, noConcepts } from './terms.ts';

export type GapQuestion = {
  readonly id: number;
  readonly question: string;
  readonly locale: Locale;
  readonly category: string | null;
  readonly personId: string;
};

/** Questions that ask for the same article. */
export type GapTopic = {
  readonly category: string | null;
  /** The question that is most like all the others. */
  readonly label: string;
  readonly questions: readonly GapQuestion[];
  /** How many different people asked. */
  readonly people: number;
};

/** Share of common terms that makes two questions one topic. */
const leastLikeness = 0.3;

/** Groups questions of one category by the words they share, most people first. A question alone is a topic of one. */
export function gatherTopics(questions: readonly GapQuestion[]): GapTopic[] {
  const clusters: { members: GapQuestion[]; terms: Map<string, number>[] }[] = [];
  const holders = new Map<string, number>();
  const counted = questions.map((question) => ({ question, terms: termsOf(question.question) }));
  for (const { terms } of counted)
    for (const key of terms.keys()) holders.set(key, (holders.get(key) ?? 0) + 1);
  const weigh = (terms: ReadonlyMap<string, number>): Map<string, number> =>
    new Map(
      [...terms.keys()].map((key) => [key, Math.log(1 + (questions.length + 10) / (holders.get(key) ?? 1))]),
    );
  for (const { question, terms } of counted) {
    const own = weigh(terms);
    let best: { cluster: (typeof clusters)[number]; likeness: number } | undefined;
    for (const cluster of clusters) {
      if (cluster.members[0]?.category !== question.category) continue;
      const likeness = mean(cluster.terms.map((other) => cosine(own, other)));
      if (likeness >= leastLikeness && likeness > (best?.likeness ?? 0)) best = { cluster, likeness };
    }
    if (best) {
      best.cluster.members.push(question);
      best.cluster.terms.push(own);
    } else clusters.push({ members: [question], terms: [own] });
  }
  return clusters
    .map(({ members, terms }) => ({
      category: members[0]?.category ?? null,
      label: members[mostCentral(terms)]?.question ?? '',
      questions: members,
      people: new Set(members.map(({ personId }) => personId)).size,
    }))
    .sort((one, other) => other.people - one.people || other.questions.length - one.questions.length);
}

function termsOf(question: string): Map<string, number> {
  const terms = new Map<string, number>();
  eachTerm(queryText(question), noConcepts, (kind, key) => {
    if (kind !== 'character' && kind !== 'whole') terms.set(key, (terms.get(key) ?? 0) + 1);
  });
  return terms;
}

function cosine(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let product = 0;
  for (const [key, weight] of one) product += weight * (other.get(key) ?? 0);
  const size = (terms: ReadonlyMap<string, number>): number =>
    Math.sqrt([...terms.values()].reduce((sum, weight) => sum + weight * weight, 0));
  return product === 0 ? 0 : product / (size(one) * size(other));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function mostCentral(terms: readonly ReadonlyMap<string, number>[]): number {
  const sums = terms.map((own) => mean(terms.map((other) => cosine(own, other))));
  return sums.indexOf(Math.max(...sums));
}
