import type { Attachment } from '../channel/attachment.ts';
import { ticketReference } from '../ticketing/reference.ts';
import { isOpen } from '../ticketing/ticket.ts';
import { message, sentence, text, type Speech } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { dialogAction } from './dialog-action.ts';
import { findDialogWord } from './dialog-words.ts';
import { extendDraft } from './draft.ts';
import { idle, outcome, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { dropDraft, proceedAlone } from './report.ts';
import type { ReportDraft, SessionState } from './session.ts';

type Joining = Extract<SessionState, { name: 'joining' }>;

/** Reports of one outage come close upon each other. */
const outageMs = 8 * 3_600_000;

/**
 * "A colleague reported the same a while ago": only for faults, only where an open ticket is much alike, and without a word
 * of what that colleague wrote. undefined: there is none, or it was asked before.
 */
export function offerToJoin(draft: ReportDraft, facts: Facts): Outcome | undefined {
  if (draft.kind !== 'incident' || draft.category === null) return undefined;
  const alike = facts.desk.openLike({
    text: draft.texts.join('\n'),
    category: draft.category,
    requesterId: facts.person.id,
    since: facts.now - outageMs,
  });
  if (!alike) return undefined;
  return outcome(
    { name: 'joining', draft, ticket: alike.number },
    say(facts.direct, joinSpeech(draft, alike.number, facts)),
  );
}

export function joinSpeech(draft: ReportDraft, ticket: number, facts: Facts): Speech {
  return (phrases) =>
    message(
      [
        text(
          phrases.say('join.ask', {
            category: facts.desk.words.categoryName(draft.category ?? '', phrases.locale),
            ticket: ticketReference(ticket),
          }),
        ),
      ],
      [dialogAction(facts, phrases, 'me-too', 'primary'), dialogAction(facts, phrases, 'something-else')],
    );
}

export function pressInJoining(state: Joining, what: string, facts: Facts): Outcome | undefined {
  switch (what) {
    case 'me-too':
      return join(state, facts);
    case 'something-else':
      return proceedAlone(state.draft, facts);
    case 'cancel':
      return dropDraft(facts);
    default:
      return undefined;
  }
}

export function hearInJoining(
  state: Joining,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const word = attachments.length > 0 ? undefined : findDialogWord(words);
  if (word === 'cancel') return dropDraft(facts);
  if (word === 'yes' || /^(我也是|一样|一樣|同样|同樣|me too|same( here)?)[。.!！]?$/i.test(words))
    return join(state, facts);
  if (word === 'no') return proceedAlone(state.draft, facts);
  return proceedAlone(extendDraft(state.draft, words, attachments, facts.desk.understand(words)), facts);
}

/** The ticket may have been solved while the person thought about it: then the report goes its own way. */
function join(state: Joining, facts: Facts): Outcome {
  const ticket = facts.target?.ticket;
  if (!ticket || !isOpen(ticket)) return proceedAlone(state.draft, facts);
  const already = ticket.alsoAffected.includes(facts.person.id);
  return outcome(
    idle,
    ...(already
      ? []
      : [
          {
            type: 'change-ticket' as const,
            ticket,
            changes: [{ type: 'joined' as const, text: state.draft.texts.join('\n') }],
            place: null,
          },
        ]),
    say(facts.direct, sentence('join.done', { ticket: ticketReference(ticket.number) })),
  );
}
