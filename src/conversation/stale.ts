import { unreachable } from '../kernel/bot-error.ts';
import { sentence } from '../wording/message.ts';
import { say } from '../wording/say.ts';
import { askAgain, askNext } from './ask.ts';
import { summarySpeech } from './confirm.ts';
import { type Outcome, outcome } from './effect.ts';
import type { Facts } from './facts.ts';
import { lateFormEffect } from './form.ts';
import { joinSpeech } from './join.ts';
import { categoryChoice, lostSpeech, understoodLine } from './report.ts';
import { suggestions } from './suggest.ts';

/** A button of an earlier step: said so, and the step we are at is shown again. */
export function stalePress(facts: Facts): Outcome {
  const told = say(facts.direct, sentence('dialog.stale'));
  const again = repeatStep(facts);
  return { state: again.state, effects: [told, ...again.effects] };
}

function repeatStep(facts: Facts): Outcome {
  const { state } = facts.session;
  switch (state.name) {
    case 'clarifying':
      return outcome(
        { ...state },
        say(
          facts.direct,
          state.offered.length > 0 ? categoryChoice(state.offered, facts) : lostSpeech('report.lost', facts),
        ),
      );
    case 'suggesting':
      return outcome(
        { ...state },
        say(
          facts.direct,
          suggestions(state.articleIds, state.draft, facts, understoodLine(state.draft, facts)),
        ),
      );
    case 'asking':
      return askAgain({ ...state }, facts, null);
    case 'confirming':
      return outcome(
        { ...state },
        say(facts.direct, summarySpeech(state.draft, state.progress, facts, null)),
      );
    case 'joining':
      return outcome({ ...state }, say(facts.direct, joinSpeech(state.draft, state.ticket, facts)));
    case 'returning':
      return askNext(state.draft, state.progress, facts, null);
    case 'idle':
    case 'sorting':
    case 'composing':
    case 'handing-over':
    case 'rating-reason':
      return outcome(state);
    default:
      return unreachable(state);
  }
}

/** Told what the form came too late for, and where we are now. */
export function lateForm(startedAt: number, facts: Facts): Outcome {
  const again = repeatStep(facts);
  return { state: again.state, effects: [lateFormEffect(startedAt, facts), ...again.effects] };
}
