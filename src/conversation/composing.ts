import type { Attachment } from '../channel/attachment.ts';
import { refusalSpeech } from '../ticketing/refusal-speech.ts';
import { sentence } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { findDialogWord } from './dialog-words.ts';
import { idle, outcome, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { hearIdle } from './relay.ts';
import { dropDraft } from './report.ts';
import type { SessionState } from './session.ts';
import { commandTicket, compose } from './ticket-talk.ts';

type Composing = Extract<SessionState, { name: 'composing' }>;

const longPauseMs = 24 * 3_600_000;
/** How long after rating words are still taken for its reason. */
const reasonWindowMs = 30 * 60_000;

/** The words a command was waiting for. */
export function hearInComposing(
  state: Composing,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const { verb } = state;
  if (verb === 'cancel') return hearWhetherToCancel(words, attachments, facts);
  if (findDialogWord(words) === 'cancel' && attachments.length === 0) return dropDraft(facts);
  const target = facts.target?.ticket;
  if (!target)
    return outcome(
      idle,
      say(
        facts.direct,
        refusalSpeech({ type: 'not-found' }, state.ticket, () => undefined),
      ),
    );
  // After so long a pause the words may be meant for nobody there: asked again before they go out.
  if (facts.now - facts.session.updatedAt > longPauseMs) return compose(verb, target, facts);
  if (words === '' && verb !== 'reply') return compose(verb, target, facts);
  return commandTicket(
    target,
    verb === 'reply' ? { type: 'reply', text: words, attachments } : { type: verb, text: words },
    facts,
    facts.direct,
  );
}

const keepsIt = /^(不要|先不|不撤|别撤|別撤|别取消|別取消|留着|留著|keep (it|that)|don'?t)[^\n]{0,8}$/i;

/** "Cancel T-2?": yes or the word itself does it, no keeps the ticket, anything else is ordinary talk again. */
function hearWhetherToCancel(words: string, attachments: readonly Attachment[], facts: Facts): Outcome {
  const target = facts.target?.ticket;
  const word = attachments.length > 0 ? undefined : findDialogWord(words);
  if (target && (word === 'yes' || word === 'cancel'))
    return commandTicket(target, { type: 'cancel', text: null }, facts, facts.direct);
  if (word === 'no' || word === 'back' || keepsIt.test(words.trim()))
    return outcome(idle, say(facts.direct, sentence('command.cancel-kept')));
  return hearIdle(words, attachments, { ...facts, session: { ...facts.session, state: idle } });
}

/** Why the rating is what it is; a new problem, or words long after, are not its reason. */
export function hearRatingReason(
  state: Extract<SessionState, { name: 'rating-reason' }>,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const word = findDialogWord(words);
  const target = facts.own.find(({ number }) => number === state.ticket);
  const skipped = outcome(idle, say(facts.direct, sentence('rating.skipped')));
  if (
    attachments.length === 0 &&
    (word === 'skip' || word === 'cancel' || word === 'no' || word === 'thanks')
  )
    return skipped;
  if (!target) return skipped;
  const said = facts.desk.understand(words);
  const other = said.band === 'confident' && said.guesses[0]?.category !== target.category;
  const late = facts.now - facts.session.updatedAt > reasonWindowMs;
  return words === '' || other || late
    ? hearIdle(words, attachments, { ...facts, session: { ...facts.session, state: idle } })
    : commandTicket(target, { type: 'explain-rating', text: words }, facts, facts.direct);
}
