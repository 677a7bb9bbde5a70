import type { Attachment } from '../channel/attachment.ts';
import { isOpen, isUnfinished } from '../ticketing/ticket.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { ticketAction } from '../ticketing/ticket-card.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { message, text, sentence } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { obey } from './commands.ts';
import { dialogAction } from './dialog-action.ts';
import { findDialogWord } from './dialog-words.ts';
import { idle, outcome, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { findMention, findScore, isGreeting, isSolvedNow, willTry } from './plain-wishes.ts';
import { dropDraft, hearReport, saysThanks } from './report.ts';
import type { SessionState } from './session.ts';
import { commandTicket, confirmCancel } from './ticket-talk.ts';

/** How long after closing a bare "5" is still a rating. */
const ratingWindowMs = 7 * 24 * 3_600_000;

/** A score in words right after closing; later "很好" is about something else. */
const wordedRatingWindowMs = 24 * 3_600_000;

/** Words outside any dialogue: about the ticket the person already has, or a new report. */
export function hearIdle(words: string, attachments: readonly Attachment[], facts: Facts): Outcome {
  if (words === '' && attachments.length === 0)
    return outcome(facts.session.state, say(facts.direct, sentence('talk.empty')));
  const unfinished = facts.own.filter(isUnfinished);
  const mention = findMention(words);
  const mentioned = facts.own.find(({ number }) => number === mention?.ticket);
  if (mention && mentioned) return hearAbout(mentioned, mention.rest, words, attachments, facts);
  const verdict = attachments.length === 0 ? hearVerdict(words, unfinished, facts) : undefined;
  if (verdict) return verdict;
  const dropped = attachments.length === 0 ? hearNoLonger(words, unfinished, facts) : undefined;
  if (dropped) return dropped;
  const ticket = meantTicket(words, unfinished, facts);
  return ticket ? relayOrSort(ticket, words, attachments, facts) : hearReport(words, attachments, facts);
}

/** "不用了", "已经好了" while nobody has resolved it: whether the ticket is to go is asked, not guessed. */
function hearNoLonger(words: string, unfinished: readonly Ticket[], facts: Facts): Outcome | undefined {
  const open = unfinished.filter(isOpen);
  const [only] = open;
  const solved = isSolvedNow(words);
  if (only === undefined || open.length < unfinished.length) return undefined;
  if (!solved && findDialogWord(words) !== 'cancel') return undefined;
  return open.length === 1
    ? confirmCancel(only, { ...facts, place: facts.direct }, solved)
    : obey({ verb: 'cancel', ticket: null, rest: '', attachments: [] }, { ...facts, place: facts.direct });
}

/** With several open the words tell which: by what they are about, else the one somebody works on, else the newest. */
function meantTicket(words: string, unfinished: readonly Ticket[], facts: Facts): Ticket | undefined {
  const said = unfinished.length > 1 ? facts.desk.understand(words) : undefined;
  const about = said?.band === 'confident' ? said.guesses[0]?.category : undefined;
  return (
    unfinished.find(({ category }) => category === about) ??
    unfinished.find(({ assigneeId }) => assigneeId !== null) ??
    unfinished[0]
  );
}

/** `T-1 现在好了`: the person has said which ticket, so nothing is asked about that. */
function hearAbout(
  ticket: Ticket,
  rest: string,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const verdict =
    attachments.length === 0 ? hearVerdict(rest, [ticket].filter(isUnfinished), facts) : undefined;
  if (verdict) return verdict;
  const dropped = attachments.length === 0 ? hearNoLonger(rest, [ticket], facts) : undefined;
  if (dropped) return dropped;
  if (isOpen(ticket))
    return commandTicket(ticket, { type: 'add', text: words, attachments }, facts, facts.direct);
  return ticket.status.name === 'cancelled'
    ? hearReport(words, attachments, facts)
    : relayOrSort(ticket, words, attachments, facts);
}

/** Yes, no, thanks and a score, where something waits for one. "Thanks" is never a reopening. */
function hearVerdict(words: string, unfinished: readonly Ticket[], facts: Facts): Outcome | undefined {
  const resolved = unfinished.find(({ status }) => status.name === 'resolved');
  const word = findDialogWord(words);
  if (resolved) {
    // "OK" to "try it, does it work?" is no yes yet.
    if (willTry(words)) return askWhetherItWorks(resolved, facts, true);
    if (word === 'solved' || word === 'yes')
      return commandTicket(resolved, { type: 'confirm' }, facts, facts.direct);
    if (word === 'not-solved' || word === 'no')
      return commandTicket(resolved, { type: 'reopen', text: words }, facts, facts.direct);
    if (word === 'thanks') return askWhetherItWorks(resolved, facts);
  }
  const score = findScore(words);
  if (score) return rateByWords(score, resolved, facts);
  const closed = facts.own.find(({ status }) => closedWithin(status, ratingWindowMs, facts));
  return word === 'not-solved' && unfinished.length === 0 && closed
    ? askToSort(closed, words, [], facts)
    : undefined;
}

function askWhetherItWorks(resolved: Ticket, facts: Facts, trying = false): Outcome {
  return outcome(
    facts.session.state,
    say(facts.direct, (phrases) =>
      message(
        [
          text(
            phrases.say(trying ? 'talk.trying.resolved' : 'talk.thanks.resolved', {
              ticket: ticketReference(resolved.number),
            }),
          ),
        ],
        [
          ticketAction(phrases, 'confirm', resolved.number, 'primary'),
          ticketAction(phrases, 'reopen', resolved.number),
        ],
      ),
    ),
  );
}

/** A good score for a resolved ticket also says that it works; a bad one in words may mean that it does not. */
function rateByWords(
  { score, bare }: { score: number; bare: boolean },
  resolved: Ticket | undefined,
  facts: Facts,
): Outcome | undefined {
  const window = bare ? ratingWindowMs : wordedRatingWindowMs;
  const closed = facts.own.find(({ status, rating }) => !rating && closedWithin(status, window, facts));
  const rated = closed ?? (bare || score < 4 ? undefined : resolved);
  return rated && commandTicket(rated, { type: 'rate', score }, facts, facts.direct);
}

function closedWithin(status: Ticket['status'], span: number, facts: Facts): boolean {
  return status.name === 'closed' && facts.now - status.at < span;
}

function relayOrSort(
  ticket: Ticket,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const said = facts.desk.understand(words);
  const waitsForRequester = ticket.status.name === 'on_hold' && ticket.status.reason === 'requester';
  // "好的", "在吗" to somebody who is at work on it are for them; thanks and goodbyes are ours to take.
  const forAssignee =
    ticket.assigneeId !== null &&
    isOpen(ticket) &&
    (willTry(words) || isGreeting(words)) &&
    !/你是[谁誰]|who/i.test(words);
  if (forAssignee)
    return commandTicket(ticket, { type: 'add', text: words, attachments }, facts, facts.direct);
  if (!waitsForRequester && attachments.length === 0 && said.kind === 'small-talk')
    return ticket.status.name === 'resolved' && saysThanks(words)
      ? askWhetherItWorks(ticket, facts)
      : hearReport(words, attachments, facts);
  const otherMatter = said.band === 'confident' && said.guesses[0]?.category !== ticket.category;
  // A "1" typed after the last question was answered is for nobody, unless an engineer has asked something.
  const asked = waitsForRequester || ticket.firstResponseAt !== null;
  if (attachments.length === 0 && !asked && isStray(words))
    return outcome(facts.session.state, say(facts.direct, sentence('talk.stray', { words })));
  if (ticket.status.name === 'resolved' || (otherMatter && !waitsForRequester)) {
    return askToSort(ticket, words, attachments, facts);
  }
  return commandTicket(ticket, { type: 'add', text: words, attachments }, facts, facts.direct);
}

/** A lone number or letter: an answer to a question that is no longer asked. */
function isStray(words: string): boolean {
  return /^(?:\d{1,2}|[a-z])$/i.test(words.normalize('NFKC').trim());
}

/** The same matter or another one? A ticket that is over is asked about as one just resolved. */
function askToSort(ticket: Ticket, words: string, attachments: readonly Attachment[], facts: Facts): Outcome {
  const key = isOpen(ticket) ? 'sort.open' : 'sort.resolved';
  return outcome(
    { name: 'sorting', text: words, attachments, ticket: ticket.number },
    say(facts.direct, (phrases) =>
      message(
        [text(phrases.say(key, { ticket: ticketReference(ticket.number), title: ticket.title }))],
        [dialogAction(facts, phrases, 'about-ticket'), dialogAction(facts, phrases, 'new-matter', 'primary')],
      ),
    ),
  );
}

type Sorting = Extract<SessionState, { name: 'sorting' }>;

export function pressInSorting(state: Sorting, what: string, facts: Facts): Outcome | undefined {
  if (what === 'new-matter')
    return hearReport(state.text, state.attachments, {
      ...facts,
      session: { ...facts.session, state: idle },
    });
  if (what !== 'about-ticket') return undefined;
  const ticket = facts.own.find(({ number }) => number === state.ticket);
  if (!ticket) return outcome(idle);
  return ticket.status.name === 'resolved' || ticket.status.name === 'closed'
    ? commandTicket(ticket, { type: 'reopen', text: state.text }, facts, facts.direct)
    : commandTicket(
        ticket,
        { type: 'add', text: state.text, attachments: state.attachments },
        facts,
        facts.direct,
      );
}

export function hearInSorting(
  state: Sorting,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const said = words.normalize('NFKC').trim();
  const word = attachments.length > 0 ? undefined : findDialogWord(words);
  if (word === 'cancel') return dropDraft(facts);
  // "好了", "5分" or "谢谢" instead of a choice is about the ticket that is over.
  const over = facts.own.find(
    ({ number, status }) => number === state.ticket && ['resolved', 'closed'].includes(status.name),
  );
  const verdict =
    over && word !== 'yes' && word !== 'no' && word !== 'not-solved' && attachments.length === 0
      ? hearVerdict(words, [over].filter(isUnfinished), facts)
      : undefined;
  if (verdict) return verdict;
  const about =
    said === '1' || /^(补充|補充|还没好|還沒好|是|这个|這個|t-?\d+|same|yes|that one)/i.test(said);
  const fresh = said === '2' || /^(新|不是|另|别的|別的|new|no|another|different)/i.test(said);
  const press = fresh ? 'new-matter' : about ? 'about-ticket' : undefined;
  if (press !== undefined && attachments.length === 0)
    return pressInSorting(state, press, facts) ?? outcome(idle);
  // More words instead of a choice: what was said first is not lost, both go on together.
  const both = {
    ...state,
    text: `${state.text}\n${words}`,
    attachments: [...state.attachments, ...attachments],
  };
  return relayAgain(both, facts);
}

function relayAgain(state: Sorting, facts: Facts): Outcome {
  const ticket = facts.own.find(({ number }) => number === state.ticket);
  return ticket
    ? relayOrSort(ticket, state.text, state.attachments, facts)
    : hearReport(state.text, state.attachments, facts);
}
