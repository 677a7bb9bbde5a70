import type { Capabilities } from '../channel/adapter.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Thoughts } from '../llm/thoughts.ts';
import type { BindingRequest } from '../people/binding.ts';
import type { Person } from '../people/person.ts';
import type { ListedTicket } from '../ticketing/ticket-list.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import type { TicketEvent } from '../ticketing/ticket-event.ts';
import type { TicketClock } from '../sla/clock.ts';
import type { Audience } from '../wording/say.ts';
import type { ArticleFacts } from './article-facts.ts';
import type { KnownCorrection } from './correction-commands.ts';
import type { Desk } from './desk.ts';
import type { SlaFacts } from './sla-facts.ts';
import type { Session } from './session.ts';

/** A ticket with its whole story and where its clock stands. */
export type Target = {
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
  readonly clock: TicketClock;
  /** Articles tied to it, where the turn shows them. */
  readonly articles?: readonly TiedArticle[];
};

/** An article and what it was to the ticket. */
export type TiedArticle = {
  readonly articleId: string;
  readonly role: 'suggested' | 'used' | 'resolved' | 'drafted';
};

/** What a person's own page shows; queue and work in hand for staff only. */
export type HomeLists = {
  readonly own: readonly ListedTicket[];
  readonly mine: readonly ListedTicket[];
  readonly queue: readonly ListedTicket[];
};

/** What is known for binding one more platform to a person. */
export type BindingFacts = {
  /** The code on its way to somebody; null: none. */
  readonly request: BindingRequest | null;
  /** Whether the typed code is that one. */
  readonly fits: boolean;
  /** Whom the words name, or the code is for; null: nobody, or nobody who may be sent one. */
  readonly target: Person | null;
  /** When the asker may ask again; null: now. */
  readonly againAt: number | null;
  /** A newcomer without a past elsewhere: only such a record may go over into another. */
  readonly newcomer: boolean;
  /** Channel → how, of identities that are not configured. */
  readonly bound: ReadonlyMap<string, 'email' | 'code'>;
};

/** What a turn is decided on: read in the same transaction that writes what comes of it. */
export type Facts = {
  readonly now: number;
  readonly person: Person;
  readonly locale: Locale;
  readonly channel: string;
  readonly session: Session;
  /** The person's own tickets, newest first: unfinished ones and those closed lately. */
  readonly own: readonly Ticket[];
  /** Where answers to commands go: the group if it is a desk's own, else the direct conversation. */
  readonly place: Audience;
  /** The direct conversation. */
  readonly direct: Audience;
  /** The very conversation it was said in. */
  readonly group: Extract<Audience, { type: 'place' }>;
  readonly inGroup: boolean;
  /** Where an answer goes that is the asker's alone: aside in a group where the channel can, else {@link Facts.place}. */
  readonly aside: Audience;
  /** What the channel can that this was said on. */
  readonly can: Pick<Capabilities, 'forms' | 'ephemeral' | 'threads'>;
  /** Opens a form on the screen of whoever pressed; null: no press, or a channel without forms. */
  readonly trigger: string | null;
  /** Whether the person has been explained how talking below a card works; true also where it does not. */
  readonly knowsThreads: boolean;
  /** For the person's own page; null: another turn. */
  readonly home: HomeLists | null;
  /** Who handed us somebody's message; null: another turn. */
  readonly pickedBy: Person | null;
  /** Only where the turn is about identities. */
  readonly binding: BindingFacts | null;
  /** What the optional language model thought of it beforehand. */
  readonly thoughts: Thoughts;
  /** Only where the turn is about articles themselves. */
  readonly articles: ArticleFacts | null;
  /** What people put right lately, where the turn is about that. */
  readonly corrections?: readonly KnownCorrection[];
  /** The ticket the command or button names. */
  readonly target: Target | null;
  /** Staff only, where a command names no ticket: what they have in hand. */
  readonly assigned: readonly Ticket[];
  readonly listed: readonly ListedTicket[];
  /** Whom the words of an `assign` fit. */
  readonly named: readonly Person[];
  /** Only where the turn asks how promises are kept. */
  readonly sla: SlaFacts | null;
  findPerson(id: string): Person | undefined;
  readonly desk: Desk;
};
