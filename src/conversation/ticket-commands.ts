import { isStaff } from '../people/person.ts';
import { breachExplanations } from '../ticketing/breach-cause.ts';
import { historySpeech } from '../ticketing/history-speech.ts';
import { promisesOf } from '../ticketing/promises.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { refusalSpeech } from '../ticketing/refusal-speech.ts';
import { cardKey, ticketAction, ticketCard } from '../ticketing/ticket-card.ts';
import type { TicketCommand } from '../ticketing/ticket-command.ts';
import type { Ticket } from '../ticketing/ticket.ts';
import { message, plain, strong, text, sentence } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { firstCharacters } from '../wording/shorten.ts';
import { draftArticle } from './article-commands.ts';
import { acknowledge } from './acknowledge.ts';
import { findCategory, findHoldReason, findPriority } from './command-argument.ts';
import { type CommandInput, reply } from './commands.ts';
import { meantTickets } from './default-target.ts';
import { commandAction } from './dialog-action.ts';
import { findDialogWord } from './dialog-words.ts';
import { type Outcome, outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { statusSpeech } from './status-speech.ts';
import { answerSeenBy } from './who-sees.ts';
import { askForRating, commandTicket, compose, confirmCancel } from './ticket-talk.ts';
import { summarySpeechOf } from './summary-speech.ts';
import { expandArticle, withArticles } from './ticket-articles.ts';
import { transfer } from './transfer.ts';
import { whySpeech } from './why-speech.ts';

export function withTarget(input: CommandInput, facts: Facts): Outcome {
  if (input.verb === 'claim' && input.ticket === null) return askWhichToClaim(facts);
  const named = facts.target?.ticket;
  const own = named?.requesterId === facts.person.id;
  if (named && (own || isStaff(facts.person))) return onTicket(input, named, facts);
  if (input.ticket !== null)
    return reply(
      facts,
      refusalSpeech({ type: 'not-found' }, input.ticket, () => undefined),
    );
  const meant = meantTickets(input.verb, facts.own, facts.assigned);
  if (meant.length === 0) {
    const nothing = facts.own.length === 0 && facts.assigned.length === 0 && !isStaff(facts.person);
    return reply(facts, sentence(nothing ? 'list.my.empty' : 'command.no-ticket'));
  }
  return reply(facts, (phrases) =>
    message(
      [text(phrases.say('command.which-ticket', { verb: phrases.label(`verb.${input.verb}`) }))],
      meant.slice(0, 5).map((ticket) => {
        const action = ticketAction(phrases, input.verb, ticket.number);
        return {
          ...action,
          label: `${ticketReference(ticket.number)} ${firstCharacters(ticket.title, 16)}`,
        };
      }),
    ),
  );
}

/** What may be claimed is in the queue, never among what one has in hand. */
function askWhichToClaim(facts: Facts): Outcome {
  return reply(facts, (phrases) =>
    message([text(phrases.say('command.claim-which'))], [commandAction(phrases, 'queue', 'primary')]),
  );
}

function onTicket(input: CommandInput, ticket: Ticket, facts: Facts): Outcome {
  const { verb, rest, attachments } = input;
  const seenBy = answerSeenBy(verb, ticket.requesterId === facts.person.id);
  const run = (command: TicketCommand): Outcome => commandTicket(ticket, command, facts, facts.place);
  switch (verb) {
    case 'status':
      return reply(facts, statusSpeech(ticket, facts), seenBy);
    case 'why':
      return reply(facts, whySpeech(ticket, facts), seenBy);
    case 'history':
      return reply(
        facts,
        withArticles(
          historySpeech(
            ticket.number,
            facts.target?.events ?? [],
            (id) => facts.findPerson(id),
            facts.desk.words,
          ),
          facts,
        ),
        seenBy,
      );
    case 'summary':
      return facts.target
        ? reply(facts, summarySpeechOf(facts.target, facts), seenBy)
        : outcome(facts.session.state);
    case 'draft':
      return facts.target ? draftArticle(facts.target, facts) : outcome(facts.session.state);
    case 'claim':
    case 'release':
    case 'resume':
    case 'close':
      return run({ type: verb });
    case 'urge':
    case 'confirm':
      return run({ type: verb });
    case 'cancel':
      return rest === ''
        ? confirmCancel(ticket, facts)
        : run({ type: 'cancel', text: isYes(rest) ? null : rest });
    case 'reply':
      return rest === '' && attachments.length === 0
        ? compose('reply', ticket, facts)
        : run({ type: 'reply', text: expandArticle(rest, facts, ticket.locale), attachments });
    case 'note':
      return rest === '' ? compose('note', ticket, facts) : run({ type: 'note', text: rest });
    case 'resolve':
      return rest === '' ? compose('resolve', ticket, facts) : run({ type: 'resolve', text: rest });
    case 'reopen':
      return rest === '' ? compose('reopen', ticket, facts) : run({ type: 'reopen', text: rest });
    case 'add':
      return rest === '' && attachments.length === 0
        ? reply(facts, sentence('command.add-what', { ticket: ticketReference(ticket.number) }))
        : run({ type: 'add', text: rest, attachments });
    case 'rate': {
      const score = /^[1-5]$/.exec(rest.normalize('NFKC'))?.[0];
      return score === undefined ? askForRating(ticket, facts) : run({ type: 'rate', score: Number(score) });
    }
    case 'hold': {
      const hold = findHoldReason(rest);
      return hold
        ? run({ type: 'hold', reason: hold.reason, text: hold.rest })
        : askHoldReason(ticket, facts);
    }
    case 'priority': {
      const priority = findPriority(rest);
      return priority
        ? run({ type: 'priority', priority })
        : offer(ticket, 'priority', ['P1', 'P2', 'P3', 'P4'], facts);
    }
    case 'category': {
      const category = findCategory(facts.desk.taxonomy, rest);
      return category === undefined
        ? listCategories(ticket, rest, facts)
        : run({ type: 'category', category });
    }
    case 'assign':
      return assign(ticket, rest, facts, run);
    case 'transfer':
      return transfer(ticket, rest, facts);
    case 'ack':
      return acknowledge(ticket, rest, facts);
    default:
      return outcome(facts.session.state);
  }
}

function isYes(word: string): boolean {
  return findDialogWord(word) === 'yes';
}

function assign(
  ticket: Ticket,
  rest: string,
  facts: Facts,
  run: (command: TicketCommand) => Outcome,
): Outcome {
  const staff = facts.named.filter((person) => isStaff(person));
  const [only] = staff;
  if (only && staff.length === 1) return run({ type: 'assign', assigneeId: only.id });
  const key =
    rest === ''
      ? 'command.assign-whom'
      : staff.length > 1
        ? 'command.assign-several'
        : 'command.assign-nobody';
  return reply(facts, (phrases) =>
    message([
      text(
        phrases.say(key, {
          ticket: ticketReference(ticket.number),
          name: rest,
          names: staff.map(({ name }) => name).join(phrases.locale === 'en' ? ', ' : '、'),
        }),
      ),
    ]),
  );
}

function askHoldReason(ticket: Ticket, facts: Facts): Outcome {
  return offer(ticket, 'hold', ['requester', 'vendor', 'change', 'scheduled'], facts);
}

function offer(ticket: Ticket, verb: 'hold' | 'priority', values: readonly string[], facts: Facts): Outcome {
  return reply(facts, (phrases) =>
    message(
      [text(phrases.say(`command.${verb}-which`, { ticket: ticketReference(ticket.number) }))],
      values.map((value) => ({
        ...ticketAction(phrases, verb, ticket.number, 'plain', value),
        label: phrases.label(`${verb}.${value}`),
      })),
    ),
  );
}

function listCategories(ticket: Ticket, rest: string, facts: Facts): Outcome {
  return reply(facts, (phrases) =>
    message([
      text(
        rest === ''
          ? phrases.say('command.category-which', { ticket: ticketReference(ticket.number) })
          : phrases.say('command.category-unknown', { name: rest }),
      ),
      {
        type: 'list',
        ordered: false,
        items: facts.desk.taxonomy.map(({ id, name }) => [strong(id), plain(` ${name[phrases.locale]}`)]),
      },
    ]),
  );
}

/** The card itself, right here: a copy that is repainted with all the others. */
export function showCard(facts: Facts): Outcome {
  const target = facts.target;
  const requester = target ? facts.findPerson(target.ticket.requesterId) : undefined;
  if (!target || !requester || !isStaff(facts.person))
    return reply(
      facts,
      refusalSpeech({ type: 'not-found' }, target?.ticket.number ?? 0, () => undefined),
    );
  const { ticket } = target;
  const view = {
    ticket,
    requester,
    assignee: ticket.assigneeId === null ? null : (facts.findPerson(ticket.assigneeId) ?? null),
    promises: promisesOf(target.clock),
    breaches: breachExplanations(target.events),
    words: facts.desk.words,
  };
  return outcome(facts.session.state, say(facts.place, ticketCard(view), cardKey(ticket.number)));
}
