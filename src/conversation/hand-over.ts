import type { Attachment } from '../channel/attachment.ts';
import { startProgress } from '../questionnaire/progress.ts';
import { unknownCategory } from '../understanding/taxonomy.ts';
import { message, text } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { submit } from './confirm.ts';
import { dialogAction } from './dialog-action.ts';
import { findDialogWord } from './dialog-words.ts';
import { startDraft, withCategory } from './draft.ts';
import { outcome, type Outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { isGreeting, saysNothing, willTry } from './plain-wishes.ts';
import { dropDraft } from './report.ts';
import type { QuestionnaireProgress } from '../questionnaire/progress.ts';
import type { ReportDraft } from './session.ts';

/** "Give me a person": what is known becomes a ticket at once, without another question. */
export function askForPerson(facts: Facts): Outcome {
  const { state } = facts.session;
  switch (state.name) {
    case 'clarifying':
    case 'joining':
    case 'suggesting':
      return handOverNow(state.draft, null, facts);
    case 'asking':
    case 'confirming':
    case 'returning':
      return handOverNow(state.draft, state.progress, facts);
    case 'sorting':
      return hearForHandOver(state.text, state.attachments, facts);
    case 'idle':
    case 'composing':
    case 'rating-reason':
    case 'handing-over':
      return askForMatter(facts);
  }
}

function askForMatter(facts: Facts): Outcome {
  return outcome(
    { name: 'handing-over' },
    say(facts.direct, (phrases) =>
      message([text(phrases.say('human.tell'))], [dialogAction(facts, phrases, 'cancel')]),
    ),
  );
}

export function handOverNow(
  draft: ReportDraft,
  progress: QuestionnaireProgress | null,
  facts: Facts,
): Outcome {
  const category = draft.category ?? unknownCategory;
  return submit(
    { ...draft, category },
    progress ?? startProgress(facts.desk.questionnaireFor(category), []),
    facts,
  );
}

export function hearForHandOver(words: string, attachments: readonly Attachment[], facts: Facts): Outcome {
  if (attachments.length === 0 && findDialogWord(words) === 'cancel') return dropDraft(facts);
  // A greeting or a "thanks" in between is not yet the matter.
  const empty =
    saysNothing(words) || isGreeting(words) || findDialogWord(words) === 'thanks' || willTry(words);
  if (attachments.length === 0 && empty) return askForMatter(facts);
  const said = facts.desk.understand(words);
  const draft = startDraft(words, attachments, said, facts.now);
  const best = said.band === 'confident' ? said.guesses[0] : undefined;
  return handOverNow(
    best ? withCategory(draft, best.category, best.confidence, said.words) : draft,
    null,
    facts,
  );
}
