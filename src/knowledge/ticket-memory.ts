import type { Locale } from '../kernel/locale.ts';
import type { FindConcepts } from '../understanding/text/lexicon.ts';
import type { Article } from './article.ts';
import { createKnowledgeSearch, type KnowledgeSearch } from './knowledge-search.ts';
import { queryText } from './search-text.ts';
import { eachTerm, noConcepts } from './terms.ts';

/** A ticket as others are compared with it. */
export type RememberedTicket = {
  readonly number: number;
  readonly requesterId: string;
  readonly category: string;
  readonly kind: string;
  readonly locale: Locale;
  /** Title and description. */
  readonly text: string;
  readonly openedAt: number;
  readonly state:
    | { readonly name: 'open' }
    | { readonly name: 'solved'; readonly resolution: string }
    /** Cancelled, or closed without a word about how. */
    | { readonly name: 'gone' };
};

/** Tickets that are like one another, by the same search that finds articles. */
export type TicketMemory = {
  put(ticket: RememberedTicket): void;
  /** Solved ones an engineer can learn from, most alike first. */
  readonly solvedLike: (
    ticket: Pick<RememberedTicket, 'number' | 'text' | 'category'>,
    limit: number,
  ) => readonly RememberedTicket[];
  /** The open incident this report most likely is one more of; undefined where none is much alike. */
  readonly openLike: (report: {
    readonly text: string;
    readonly category: string;
    readonly requesterId: string;
    readonly since: number;
  }) => RememberedTicket | undefined;
  /** Builds on for about a millisecond; false: all is built. */
  step(): boolean;
};

/** Of words both texts hold: two reports of one outage. Below it people would be asked about strangers' troubles. */
const leastOverlap = 0.3;
const compared = 500;

export function createTicketMemory(findConcepts: FindConcepts = noConcepts): TicketMemory {
  const tickets = new Map<number, RememberedTicket>();
  /** Open incidents with their terms, in the order they were opened. */
  const open = new Map<number, ReadonlySet<string>>();
  let search: KnowledgeSearch | undefined;
  const searching = (): KnowledgeSearch =>
    (search ??= createKnowledgeSearch(
      [...tickets.values()].filter(isSolved).map(asArticle),
      undefined,
      findConcepts,
    ));

  return {
    put(ticket) {
      const before = tickets.get(ticket.number);
      tickets.set(ticket.number, ticket);
      if (ticket.state.name === 'open' && ticket.kind === 'incident')
        open.set(ticket.number, termsOf(ticket.text));
      else open.delete(ticket.number);
      if (isSolved(ticket)) search?.put([asArticle(ticket)]);
      else if (before && isSolved(before)) search?.drop(asArticle(before).id);
    },
    solvedLike: ({ number, text, category }, limit) =>
      searching()
        .search({ text, locale: 'zh-CN', category, limit: limit + 1 })
        .flatMap(({ article }) => tickets.get(Number(article.id)) ?? [])
        .filter((other) => other.number !== number && isSolved(other))
        .slice(0, limit),
    openLike: ({ text, category, requesterId, since }) => {
      const own = termsOf(text);
      let best: { ticket: RememberedTicket; overlap: number } | undefined;
      // The newest: an outage's reports come close upon each other.
      for (const [number, terms] of [...open].slice(-compared)) {
        const ticket = tickets.get(number);
        if (!ticket || ticket.openedAt < since) continue;
        if (ticket.category !== category || ticket.requesterId === requesterId) continue;
        const overlap = overlapOf(own, terms);
        if (overlap >= leastOverlap && overlap > (best?.overlap ?? 0)) best = { ticket, overlap };
      }
      return best?.ticket;
    },
    step: () => searching().step(),
  };
}

function isSolved({ state }: RememberedTicket): boolean {
  return state.name === 'solved';
}

/** What a ticket is found by: what was reported, and less so what solved it. */
function asArticle({ number, category, locale, text, state }: RememberedTicket): Article {
  return {
    ...{ id: String(number), locale, title: text.slice(0, 200), category, keywords: [], askedAs: [] },
    ...{ body: state.name === 'solved' ? state.resolution : '', symptom: text, appliesWhen: null },
    ...{ prerequisites: [], steps: [], risks: null, rollback: null, verify: null, related: [] },
    ...{ owner: null, validUntil: null },
  };
}

function termsOf(text: string): Set<string> {
  const terms = new Set<string>();
  eachTerm(queryText(text), noConcepts, (kind, key) => {
    if (kind !== 'character' && kind !== 'whole') terms.add(key);
  });
  return terms;
}

/** Dice: twice the common terms over all terms. */
function overlapOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const term of one) if (other.has(term)) common += 1;
  return one.size + other.size === 0 ? 0 : (2 * common) / (one.size + other.size);
}
