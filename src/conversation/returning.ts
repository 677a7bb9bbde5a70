import { firstCharacters } from '../wording/shorten.ts';
import type { Attachment } from '../channel/attachment.ts';
import type { Question } from '../questionnaire/questionnaire.ts';
import { type Speech, message, text } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { hearInQuestions } from './answer.ts';
import type { Asking } from './ask.ts';
import { dialogAction } from './dialog-action.ts';
import { findDialogWord } from './dialog-words.ts';
import { type Outcome, idle, outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { hearIdle } from './relay.ts';
import type { ReportDraft, SessionState } from './session.ts';

/** A pause longer than this is told on return, and new-looking words are not taken for an answer unasked. */
const longPauseMs = 24 * 3_600_000;
const longestPlainChoice = 8;

export function mayBeNewMatter(
  state: Asking,
  question: Question,
  strict: boolean,
  words: string,
  facts: Facts,
): boolean {
  if (facts.now - facts.session.updatedAt < longPauseMs) return false;
  // A number or a word is an answer; a sentence that happens to name an option may still be about something else.
  if (strict && question.type.name !== 'text' && words.length <= longestPlainChoice) return false;
  const said = facts.desk.understand(words);
  return said.band === 'confident' && said.guesses[0]?.category !== state.draft.category;
}

export function askWhetherNew(
  state: Asking,
  words: string,
  attachments: readonly Attachment[],
  facts: Facts,
): Outcome {
  const { draft, progress, current } = state;
  return outcome(
    { name: 'returning', draft, progress, current, text: words, attachments },
    say(facts.direct, returningSpeech(draft, facts)),
  );
}

export function returningSpeech(draft: ReportDraft, facts: Facts): Speech {
  return (phrases) =>
    message(
      [
        text(
          phrases.say('ask.returning', {
            time: phrases.instant(draft.startedAt),
            title: firstCharacters(draft.texts[0] ?? '', 30),
          }),
        ),
      ],
      [dialogAction(facts, phrases, 'go-on', 'primary'), dialogAction(facts, phrases, 'new-matter')],
    );
}

export function hearInReturning(
  state: Extract<SessionState, { name: 'returning' }>,
  words: string,
  facts: Facts,
): Outcome {
  const word = findDialogWord(words);
  const fresh = word === 'no' || word === 'cancel' || /^2$|新|别的|別的|new|other/i.test(words);
  const on = word === 'yes' || /^1$|继续|繼續|接着|接著|continue|go on/i.test(words);
  if (fresh || on) return pressInReturning(state, fresh ? 'new-matter' : 'go-on', facts) ?? outcome(idle);
  return outcome(
    { ...state, text: `${state.text}\n${words}` },
    say(facts.direct, returningSpeech(state.draft, facts)),
  );
}

export function pressInReturning(
  state: Extract<SessionState, { name: 'returning' }>,
  what: string,
  facts: Facts,
): Outcome | undefined {
  if (what === 'new-matter')
    return hearIdle(state.text, state.attachments, { ...facts, session: { ...facts.session, state: idle } });
  if (what !== 'go-on') return undefined;
  const asking = {
    name: 'asking' as const,
    draft: state.draft,
    progress: state.progress,
    current: state.current,
  };
  // The pause is over: the same words are now read as the answer.
  return hearInQuestions(asking, state.text, state.attachments, {
    ...facts,
    session: { ...facts.session, state: asking, updatedAt: facts.now },
  });
}
